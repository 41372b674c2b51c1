"""Whoever writes a scenario is told what is wrong with it, and where."""

from __future__ import annotations

import pytest

from cluster_sim.world.assembly import system
from cluster_sim.world.scenarios.scenario import (
    UnknownScenario,
    WrongScenario,
    names,
    parse,
    scenario,
)
from cluster_sim.world.scenarios.start import start

GOOD = """
id: small
title: {fr: Petit, en: Small}
summary: {fr: Un hôte., en: A host.}
start: "2026-01-05T08:00:00Z"
settle: 60
hosts: [{name: baie-1, cpu: 4, memory: 8Gi}]
vms: [{name: noeud-1, host: baie-1, cpu: 2, memory: 4Gi, node: noeud-1}]
flows: [{name: visiteurs, service: web, rate: 1}]
"""
ODD = "{apiVersion: v2, kind: Pod, metadata: {name: odd}}"
WRONG = [
    ("id: small", "id: large", "its id is 'large'"),
    ("fr: Petit, ", "", "title needs a text in fr and in en"),
    ("2026-01-05T08:00:00Z", "tomorrow", "start 'tomorrow' is no time"),
    ("settle: 60", "settle: -1", "settle is negative"),
    ("settle: 60", "settle: 60\ntheme: sea", "the theme 'sea' is none of machines, "),
    ("settle: 60", "settle: soon", r"Expected `int`, got `str` - at `\$.settle`"),
    ("cpu: 4", "cores: 4", r"unknown field `cores` - at `\$.hosts\[0\]`|missing required field"),
    ("memory: 8Gi", "memory: 8Go", "host baie-1 has the memory '8Go'"),
    ("host: baie-1", "host: baie-9", "VM noeud-1 is on the host 'baie-9'"),
    ("rate: 1", "rate: 0", "flow visiteurs has a rate of 0"),
    ("8Gi}", "8Gi, hypervisor: Cloud}", "hypervisor 'Cloud' that nobody knows"),
    (
        "settle: 60",
        "settle: 60\nmanifests: [{apiVersion: v2, kind: Pod}]",
        "unknown kind 'Pod'|no name",
    ),
    (
        "settle: 60",
        "settle: 60\nscheduler: {profiles: [{plugins: {permit: {}}}]}",
        "its scheduler is set up wrongly: plugins.permit",
    ),
    ("id: small", "id: [", "line 2"),
]


@pytest.mark.parametrize(("good", "bad", "why"), WRONG)
def test_a_wrong_file_is_refused_with_its_name_and_the_reason(
    good: str, bad: str, why: str
) -> None:
    assert parse("small", GOOD).vms[0].node == "noeud-1"
    with pytest.raises(WrongScenario, match=why) as caught:
        parse("small", GOOD.replace(good, bad, 1))
    assert str(caught.value).startswith("small: ")


def test_a_story_may_only_tell_of_what_the_world_can_do() -> None:
    odd = parse("small", GOOD + "story: [{at: 5, kind: earthquake, args: {}}]\n")
    with pytest.raises(WrongScenario, match="unknown command 'earthquake'"):
        start(system(), odd, 1)


def test_what_the_story_tells_in_vain_is_left_out() -> None:
    twice = "story: [{at: 1, kind: power-off, args: {host: baie-1}, every: 5}]\n"
    world = start(system(), parse("small", GOOD + twice), 1)
    world.run_until(20_000_000)
    hosts = [change for change in world.history.changes if change.key.resource == "hosts"]
    assert [change.new["status"]["power"] for change in hosts if change.new] == ["On", "Off"]


def test_a_scenario_that_is_not_there_is_said_so() -> None:
    assert "three-nodes" in names()
    with pytest.raises(UnknownScenario):
        scenario("../../secret")


def test_a_scenario_may_run_several_profiles_of_the_scheduler() -> None:
    packing = "{type: MostAllocated}"
    args = f"[{{name: NodeResourcesFit, args: {{scoringStrategy: {packing}}}}}]"
    profiles = f"[{{}}, {{schedulerName: packing, pluginConfig: {args}}}]"
    text = f"{GOOD}scheduler: {{profiles: {profiles}}}\n"
    pod = "{name: p}, spec: {schedulerName: packing, containers: [{name: c, image: nginx:1.25}]}"
    text += f"manifests: [{{apiVersion: v1, kind: Pod, metadata: {pod}}}]\n"
    world = start(system(), parse("small", text), 1)
    (event,) = [e for e in world.store.all("events") if e["reason"] == "Scheduled"]
    assert event["reportingComponent"] == "packing"
