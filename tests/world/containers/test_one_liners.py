"""The short programs that the documentation gives to Jobs: in Perl and in Python."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.containers.programs.perl import pi_digits
from cluster_sim.world.containers.programs.python_source import execute

FAIL_INDEX = """
import os, sys
index = int(os.environ.get("JOB_COMPLETION_INDEX"))
if index == 0:
  sys.exit(1)
elif index == 1:
  sys.exit(42)
else:
  sys.exit(0)
"""


@pytest.mark.parametrize(("index", "code"), [("0", 1), ("1", 42), ("2", 0)])
def test_a_python_program_reads_its_index(index: str, code: int) -> None:
    """docs/concepts/workloads/controllers/job, "Backoff limit per index"."""
    assert execute(FAIL_INDEX, {"JOB_COMPLETION_INDEX": index}).code == code


def test_a_python_program_waits_and_speaks() -> None:
    source = "import time\nfor i in range(2):\n  print(f'round {i + 1}')\n  time.sleep(1.5)"
    outcome = execute(source, {})
    assert [(said.after, said.text) for said in outcome.said] == [
        (0, "round 1"),
        (1_500_000, "round 2"),
    ]
    assert (outcome.after, outcome.code) == (3_000_000, 0)


def test_what_goes_wrong_ends_with_a_traceback() -> None:
    outcome = execute("x = 1\ny = x // 0", {})
    assert [said.text for said in outcome.said] == [
        "Traceback (most recent call last):",
        '  File "<string>", line 2, in <module>',
        "ZeroDivisionError: integer division or modulo by zero",
    ]
    assert outcome.code == 1


@given(st.text(alphabet="abx01 =+%()[]:'\".,\n", max_size=40))
def test_any_text_is_run_or_refused(source: str) -> None:
    assert 0 <= execute(source, {"a": "1"}).code <= 255


def test_pi_is_rounded_at_its_last_digit() -> None:
    """Math::BigFloat::bpi; the last digits are those that the documentation shows."""
    assert pi_digits(6) == "3.14159"
    assert pi_digits(5) == "3.1416"
    assert pi_digits(2000).endswith("59958133904780275901")
