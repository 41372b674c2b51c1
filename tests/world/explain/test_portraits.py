"""Portraits: what there is to say of an object, kind by kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cluster_sim.world.assembly import system
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start
from tests.world.explain.portrait import rows, said

WORDS = Path("static/js/words")
PORTRAITS = Path("cluster_sim/world/explain/portraits")


def types(world: World, text: str, wait: int = 60) -> None:
    world.command("shell", {"terminal": "t1", "text": text}, "student")
    world.run_until(world.now + wait * SECOND)


def lab(name: str) -> World:
    return start(system(), scenario(name), 7)


def test_a_stateful_set_shows_each_ordinal_with_its_claim() -> None:
    world = lab("stateful")
    told = rows(world, "statefulsets.apps", "default", "db")
    assert told["state"] == ("ready", "good")
    members = told["ordinals"]["rows"]
    assert [pod["key"][2] for pod, _state, _claims, _revision in members] == [
        "db-0",
        "db-1",
        "db-2",
    ]
    assert [claims[0]["key"][2] for _pod, _state, claims, _revision in members] == [
        "data-db-0",
        "data-db-1",
        "data-db-2",
    ]
    types(world, "kubectl cordon noeud-1 noeud-2 noeud-3")
    types(world, "kubectl delete pod db-0 db-1", 30)
    told = rows(world, "statefulsets.apps", "default", "db")
    states = [said(state) for _pod, state, _claims, _revision in told["ordinals"]["rows"]]
    assert states == ["pod.waits", "pod.missing", "pod.is-ready"]
    assert told["state"] == ("ready", "wait")


def test_a_claim_and_its_volume_lead_to_each_other() -> None:
    world = lab("stateful")
    told = rows(world, "persistentvolumeclaims", "default", "data-db-0")
    assert told["state"] == ("claim.bound", "good")
    assert [each["text"] for each in told["usedBy"]] == ["db-0"]
    volume = told["volume"]["text"]
    assert rows(world, "persistentvolumes", "", volume)["claim"]["text"] == "data-db-0"


def test_a_job_that_fails_says_when_it_tries_again() -> None:
    world = lab("jobs")
    types(world, "kubectl apply -f obstine.yaml", 12)
    told = rows(world, "jobs.batch", "default", "obstine")
    when, why = told["nextTry"]
    assert why["args"]["failures"] == 1
    assert world.now < when["time"] <= world.now + 10 * SECOND
    assert told["failurePolicy"][0]["args"]["codes"] == [42]
    types(world, "true", 300)
    told = rows(world, "jobs.batch", "default", "obstine")
    assert told["state"] == ("job.failed", "bad")
    assert "nextTry" not in told


def test_a_cron_job_says_when_it_runs_next() -> None:
    world = lab("jobs")
    told = rows(world, "cronjobs.batch", "default", "sauvegarde")
    assert told["schedule"]["args"] == {"text": "*/2 * * * *", "zone": "Europe/Paris"}
    assert world.now < told["nextRun"]["time"] <= world.now + 120 * SECOND
    types(world, 'kubectl patch cronjob sauvegarde -p \'{"spec":{"suspend":true}}\'')
    assert "nextRun" not in rows(world, "cronjobs.batch", "default", "sauvegarde")


def test_a_quota_shows_how_full_it_is() -> None:
    world = lab("quotas")
    quota = next(world.store.all("resourcequotas"))["metadata"]
    told = rows(world, "resourcequotas", quota["namespace"], quota["name"])
    for _name, used in told["used"]["rows"]:
        assert 0 <= used["meter"] <= 1
        assert " / " in used["text"]


def test_a_budget_names_the_last_pod_it_kept() -> None:
    world = lab("drain")
    cache = next(
        p for p in world.store.all("pods") if p["metadata"]["labels"].get("app") == "cache"
    )
    node = cache["spec"]["nodeName"]
    types(world, f"kubectl drain {node} --ignore-daemonsets --timeout=20s")
    told = rows(world, "poddisruptionbudgets.policy", "default", "cache")
    assert told["state"] == ("budget.holds", "wait")
    assert told["lastHeld"][0]["text"] == cache["metadata"]["name"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_a_portrait_says_has_words(language: str) -> None:
    source = "".join(path.read_text("utf-8") for path in sorted(PORTRAITS.glob("*.py")))
    words = (WORDS / language / "portrait.js").read_text("utf-8")
    known = set(re.findall(r'^ {2}"?([a-zA-Z.-]+)"?:', words, re.MULTILINE))
    named = set(re.findall(r'(?:^ +|[\[=] ?)\("(\w+)", (?!")', source, re.MULTILINE))
    spoken = set(re.findall(r'"([a-z]+\.[a-z-]+)"|says\(\s*"([a-z]+)"', source))
    sayings = {one or other for one, other in spoken}
    columns = {
        name
        for line in re.findall(r"(?:table\(|columns = )\[([^\]]+)\]", source)
        for name in re.findall(r'"(\w+)"', line)
    }
    assert len(named) > 30
    kinds = {each for each in sayings if each.endswith((".apps", ".batch", ".policy"))}
    assert (named | columns | (sayings - kinds)) - known == set()
