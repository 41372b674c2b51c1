"""The adapter answers as the yardstick asks, and the operations behind it do their work.

With ``FIDELITY_CASES`` set to the folder of the yardstick's cases, its own program is run too
and the suites that must be whole are required to be.
"""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fidelity import adapter

CASES = os.environ.get("FIDELITY_CASES")
WHOLE = ("quantity", "duration", "labels", "names", "patch", "cron", "kubectl.rollout_status")
CONTAINER = {"resources": {"requests": {"cpu": "1"}, "limits": {"cpu": "1"}}}
SCALE_DOWN = {
    "deploymentReplicas": 10,
    "maxSurge": 0,
    "maxUnavailable": 2,
    "availableOld": 10,
    "oldReplicas": 10,
}
QUESTIONS = [
    ("quantity.parse", "1.5Gi", {"value": "1610612736", "format": "BinarySI"}),
    ("quantity.string", {"value": "0.25", "format": "BinarySI"}, "250m"),
    ("duration.human", {"ns": 90_000_000_000}, "90s"),
    ("labels.match", {"selector": "a in (b),!c", "labels": {"a": "b"}}, True),
    ("labels.valid", "a==b==c", False),
    ("names.valid", {"check": "IsDNS1035Label", "value": "1a"}, False),
    ("jsonpath", {"template": "{.a[*].b}", "input": {"a": [{"b": 1}, {"b": 2}]}}, "1 2"),
    ("cron.matches", {"spec": "30 8 * * sun", "time": "Sun Jul 15 08:30 2012"}, True),
    ("pod.qos", {"spec": {"containers": [CONTAINER]}}, "Burstable"),
    (
        "patch.strategic",
        {
            "schema": "mergeItem",
            "original": {"mergingList": [{"name": "a", "value": "1"}, {"name": "b"}]},
            "patch": {"mergingList": [{"name": "a", "$patch": "delete"}, {"name": "c"}]},
        },
        {"mergingList": [{"name": "c"}, {"name": "b"}]},
    ),
    (
        "patch.apply3way",
        {
            "schema": "mergeItem",
            "original": {"name": "a", "value": "1"},
            "modified": {"name": "b"},
            "current": {"name": "a", "value": "2", "other": "x"},
        },
        {"name": "b", "other": "x"},
    ),
    (
        "controllers.scaleDownOldReplicaSetsForRollingUpdate",
        SCALE_DOWN,
        {"scaleExpected": True, "expectedOldReplicas": 8},
    ),
]


def answers(questions):
    """What the program answers to questions, each ``(op, in)``."""
    lines = [
        json.dumps({"id": i, "op": op, "in": given}) for i, (op, given) in enumerate(questions)
    ]
    out = io.StringIO()
    adapter.serve(io.StringIO("\n".join(lines) + "\n"), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_operation_is_answered_in_order():
    found = answers([(op, given) for op, given, _ in QUESTIONS])
    assert found == [{"id": i, "out": out} for i, (_, _, out) in enumerate(QUESTIONS)]


def test_what_cannot_be_done_is_an_error_and_what_is_unknown_says_so():
    refused, unknown = answers([("quantity.parse", "much"), ("nothing.known", None)])
    assert "quantities must match the regular expression" in refused["error"]
    assert unknown == {"id": 1, "unsupported": True}


if CASES:

    def test_the_suites_that_must_be_whole_are_whole(tmp_path):
        report = tmp_path / "report.json"
        program = Path(CASES) / "score_units.py"
        python = [
            sys.executable,
            str(program),
            "--adapter",
            f"{sys.executable} -m {adapter.__name__}",
        ]
        suites = [word for suite in WHOLE for word in ("--suite", suite)]
        subprocess.run([*python, *suites, "--json", str(report)], check=True)
        score = json.loads(report.read_text())
        assert score["total"] > 0
        failed = {name for name, suite in score["suites"].items() if suite["ok"] < suite["n"]}
        assert failed == set()


@pytest.mark.parametrize("module", ["ops_values", "ops_absent"])
def test_a_module_that_is_not_there_takes_nothing_from_the_others(module, capsys):
    found = adapter._of_module(module)
    assert bool(found) == (module == "ops_values")
    assert ("is left out" in capsys.readouterr().err) == (module == "ops_absent")
