"""The table of a decision says what was decided, and what would have changed it."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.scheduler.explain import decision_table
from tests.world.kube.scheduler.lab import Lab


def table(lab: Lab, name: str) -> dict[str, Any]:
    found = decision_table(lab.world, lab.pod(name))
    assert found is not None
    return found


def test_who_has_not_been_looked_at_has_no_table() -> None:
    lab = Lab()
    lab.create("gated", schedulingGates=[{"name": "example.com/wait"}])
    lab.run(1)
    assert decision_table(lab.world, lab.pod("gated")) is None


def test_the_chosen_node_had_the_most_points_long_after() -> None:
    lab = Lab()
    lab.create("heavy", cpu="3")
    lab.run(1)
    lab.create("light", cpu="1")
    lab.run(1)
    for number in range(20):
        lab.create(f"later-{number}", cpu="100m")
    lab.run(10)
    found = table(lab, "light")
    totals = {row["name"]: row["total"] for row in found["nodes"]}
    assert found["node"] == lab.node_of("light")
    assert totals[found["node"]] == max(totals.values())
    assert totals[lab.node_of("heavy")] == min(totals.values())
    assert found["flip"]["fact"] == "flip.score" and found["flip"]["args"]["points"] == 1


def test_every_node_says_why_not_as_the_message_does() -> None:
    lab = Lab()
    lab.change_node("noeud-1", unschedulable=True)
    lab.create("big", cpu="5", nodeSelector={"kubernetes.io/hostname": "noeud-2"})
    lab.run(1)
    found = table(lab, "big")
    assert found["node"] == "" and found["message"] == lab.complaint("big")
    refusals = {row["name"]: row["rejectedBy"] for row in found["nodes"]}
    assert refusals == {
        "noeud-1": "NodeUnschedulable",
        "noeud-2": "NodeResourcesFit",
        "noeud-3": "NodeAffinity",
    }
    assert found["flip"] == {
        "fact": "flip.request",
        "args": {"resource": "cpu", "most": "4", "node": "noeud-2"},
    }


def test_the_easiest_change_is_named() -> None:
    taint = {"key": "dedicated", "value": "db", "effect": "NoSchedule"}
    lab = Lab()
    for number in (1, 2, 3):
        lab.change_node(f"noeud-{number}", taints=[taint])
    lab.create("plain")
    lab.run(1)
    flip = table(lab, "plain")["flip"]
    assert flip["fact"] == "flip.toleration"
    assert flip["args"]["taint"] == "dedicated=db:NoSchedule"
    lab.change_node("noeud-2", taints=[], unschedulable=True)
    lab.run(301 + 60)
    assert table(lab, "plain")["flip"] == {"fact": "flip.uncordon", "args": {"node": "noeud-2"}}


def test_a_label_that_is_missing_is_named() -> None:
    lab = Lab()
    lab.create("picky", nodeSelector={"disktype": "nvme"})
    lab.run(1)
    flip = table(lab, "picky")["flip"]
    assert (flip["fact"], flip["args"]["label"]) == ("flip.label", "disktype=nvme")
