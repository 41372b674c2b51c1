"""Why an object is as it is: the chain from what somebody did to what the cluster made of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from cluster_sim.world.assembly import system
from cluster_sim.world.explain.facts import facts_of
from cluster_sim.world.explain.why import why
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.meta import is_terminating, name_of
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start

WORDS = Path("static/js/words")
MINUTE = 60 * SECOND


def types(world: World, text: str, wait: int = MINUTE) -> None:
    world.command("shell", {"terminal": "t1", "text": text}, "student")
    world.run_until(world.now + wait)


def deployed() -> World:
    world = start(system(), scenario("three-nodes"), 7)
    types(world, "kubectl create deployment web --image=nginx:1.27 --replicas=6")
    types(world, "kubectl expose deployment web --port=80")
    return world


@pytest.fixture(scope="module")
def healed() -> World:
    """Six minutes after a host lost its power."""
    world = deployed()
    world.command("power-off", {"host": "baie-2"}, "student")
    world.run_until(world.now + 6 * MINUTE)
    return world


def pods(world: World, node: str = "") -> list[dict[str, Any]]:
    return [
        pod
        for pod in world.store.all("pods")
        if pod["metadata"]["namespace"] == "default" and node in ("", pod["spec"].get("nodeName"))
    ]


def told(world: World, resource: str, namespace: str, name: str) -> list[str]:
    return [moment["fact"] for moment in why(world, Key(resource, namespace, name))]


def test_a_pod_made_anew_leads_back_to_the_power_cut(healed: World) -> None:
    newest = pods(healed)[-1]
    moments = why(healed, Key("pods", "default", name_of(newest)))
    assert [moment["fact"] for moment in moments] == [
        "host.powered-off",
        "vm.stopped",
        "node.not-ready",
        "node.tainted",
        "pod.evicted",
        "pod.created",
        "pod.bound",
        "pod.started",
        "pod.ready",
    ]
    by_fact = {moment["fact"]: moment for moment in moments}
    cut, silent = by_fact["host.powered-off"], by_fact["node.not-ready"]
    assert silent["args"] == {"node": "noeud-2", "after": silent["time"] - cut["time"]}
    assert 40 * SECOND <= silent["args"]["after"] <= 55 * SECOND
    assert 300 * SECOND <= by_fact["pod.evicted"]["args"]["after"] < 301 * SECOND
    assert by_fact["pod.created"]["args"]["missing"] in (1, 2)
    bound = by_fact["pod.bound"]["args"]
    assert bound["feasible"] == 2
    assert bound["score"] >= bound["next"] > 0
    assert [moment["time"] for moment in moments] == sorted(moment["time"] for moment in moments)
    assert [moment["revision"] for moment in moments] == sorted(m["revision"] for m in moments)


def test_a_pod_that_was_deployed_leads_back_to_the_line_typed(healed: World) -> None:
    moments = why(healed, Key("pods", "default", name_of(pods(healed, "noeud-1")[0])))
    assert [moment["fact"] for moment in moments][:6] == [
        "command.typed",
        "deployment.created",
        "replicaset.created",
        "pod.created",
        "pod.bound",
        "pod.started",
    ]
    assert moments[0]["args"]["text"].startswith("kubectl create deployment web")


def test_a_set_tells_how_many_pods_it_lacked_each_time(healed: World) -> None:
    creations = [
        fact.args["missing"]
        for change in healed.history.changes
        if change.key.resource == "pods" and change.key.namespace == "default"
        for fact in facts_of(healed, change)
        if fact.kind == "pod.created"
    ]
    assert creations[:6] == [6, 5, 4, 3, 2, 1]
    assert sorted(creations[6:]) in ([1, 1], [1, 2])


def test_a_pod_that_leaves_tells_what_drove_it_away(healed: World) -> None:
    leaving = [pod for pod in pods(healed, "noeud-2") if is_terminating(pod)]
    assert len(leaving) == 2
    facts = told(healed, "pods", "default", name_of(leaving[0]))
    order = ["command.typed", "pod.created", "pod.ready", "host.powered-off", "pod.evicted"]
    assert [fact for fact in facts if fact in order] == order
    assert "pod.not-ready" in facts


def test_a_pod_that_fits_nowhere_says_so() -> None:
    world = start(system(), scenario("three-nodes"), 7)
    types(world, "kubectl cordon noeud-1; kubectl cordon noeud-2; kubectl cordon noeud-3")
    types(world, "kubectl run web --image=nginx:1.27")
    facts = why(world, Key("pods", "default", "web"))
    assert [moment["fact"] for moment in facts] == [
        "command.typed",
        "pod.created",
        "pod.unschedulable",
    ]
    assert facts[-1]["args"]["message"].startswith("0/3 nodes are available")
    types(world, "kubectl uncordon noeud-3")
    later = told(world, "pods", "default", "web")
    assert later[3:5] == ["command.typed", "node.uncordoned"]
    assert later[-3:] == ["pod.bound", "pod.started", "pod.ready"]


def test_what_is_not_there_has_no_reason(healed: World) -> None:
    assert why(healed, Key("pods", "default", "nobody")) == []


def test_an_object_made_again_under_its_name_begins_a_new_life() -> None:
    world = start(system(), scenario("three-nodes"), 7)
    for turn in range(3):
        types(world, f"kubectl create configmap c --from-literal=turn={turn}")
        facts = why(world, Key("configmaps", "default", "c"))
        assert [moment["fact"] for moment in facts] == ["command.typed", "object.created"]
        assert facts[0]["args"]["text"].endswith(f"={turn}")
        if turn < 2:
            types(world, "kubectl delete configmap c")
    assert why(world.fork(), Key("configmaps", "default", "c")) == facts


def test_every_fact_has_words_in_both_languages_and_all_words_have_a_fact() -> None:
    sources = Path("cluster_sim/world/explain").glob("*.py")
    spoken = set(re.findall(r'"([a-z]+\.[a-z-]+)"', "".join(s.read_text("utf-8") for s in sources)))
    facts = {fact for fact in spoken if not fact.endswith((".apps", ".batch", ".io"))}
    assert len(facts) > 25
    for language in ("fr", "en"):
        text = (WORDS / language / "facts.js").read_text("utf-8")
        assert set(re.findall(r'^ {2}"([a-z]+\.[a-z-]+)":', text, re.MULTILINE)) == facts
