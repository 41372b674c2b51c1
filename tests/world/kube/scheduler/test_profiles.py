"""Several profiles in one scheduler, as a KubeSchedulerConfiguration describes them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from cluster_sim.world.kube.scheduler import profiles
from cluster_sim.world.kube.scheduler.configuration import WrongConfiguration, read
from tests.world.kube.scheduler.lab import Lab

PACKING = {
    "schedulerName": "packing",
    "plugins": {"score": {"disabled": [{"name": "PodTopologySpread"}]}},
    "pluginConfig": [
        {
            "name": "NodeResourcesFit",
            "args": {
                "scoringStrategy": {
                    "type": "MostAllocated",
                    "resources": [{"name": "cpu", "weight": 1}],
                }
            },
        },
        {"name": "NodeResourcesBalancedAllocation", "args": {"resources": [{"name": "cpu"}]}},
    ],
}


def configured(*listed: dict[str, Any], nodes: int = 3) -> Lab:
    lab = Lab(nodes=nodes)
    profiles.configure(lab.world, {"profiles": list(listed)})
    return lab


def nodes_used(lab: Lab, scheduler: str) -> list[int]:
    for number in range(3):
        lab.create(f"{scheduler}-{number}", "1", schedulerName=scheduler)
        lab.run(1)
    used = Counter(lab.node_of(f"{scheduler}-{number}") for number in range(3))
    return sorted(used.values())


def test_each_pod_is_placed_by_the_profile_that_it_names() -> None:
    assert nodes_used(configured({}, PACKING), "default-scheduler") == [1, 1, 1]
    lab = configured({}, PACKING)
    assert nodes_used(lab, "packing") == [3]
    events = [e for e in lab.world.store.all("events") if e["reason"] == "Scheduled"]
    assert {event["reportingComponent"] for event in events} == {"packing"}


def test_a_configuration_outlives_a_fork() -> None:
    lab = configured({}, PACKING)
    assert nodes_used(Lab(world=lab.world.fork()), "packing") == [3]


def test_a_pod_for_a_scheduler_that_is_not_there_waits_in_silence() -> None:
    lab = configured({}, PACKING)
    lab.create("orphan", schedulerName="nobody")
    lab.run(600)
    assert (lab.node_of("orphan"), lab.said("orphan")) == ("", [])


def test_without_preemption_nobody_leaves() -> None:
    calm = {"plugins": {"postFilter": {"disabled": [{"name": "DefaultPreemption"}]}}}
    lab = configured(calm, nodes=1)
    lab.add_class("high", 10)
    lab.create("poor", "4")
    lab.run(1)
    lab.create("vip", "4", priorityClassName="high")
    lab.run(1)
    assert lab.node_of("poor") == "noeud-1"
    assert "deletionTimestamp" not in lab.pod("poor")["metadata"]
    assert lab.complaint("vip") == (
        "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate"
    )


def test_a_filter_that_is_disabled_turns_nobody_down() -> None:
    blind = {"plugins": {"multiPoint": {"disabled": [{"name": "TaintToleration"}]}}}
    lab = configured(blind, nodes=1)
    lab.change_node("noeud-1", taints=[{"key": "k", "effect": "NoSchedule"}])
    lab.create("web")
    lab.run(1)
    assert lab.node_of("web") == "noeud-1"


def test_a_profile_may_want_all_its_pods_on_certain_nodes() -> None:
    only = {"nodeSelectorTerms": [{"matchExpressions": [{"key": "disk", "operator": "Exists"}]}]}
    added = {"addedAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": only}}
    lab = configured({"pluginConfig": [{"name": "NodeAffinity", "args": added}]})
    lab.create("web")
    lab.run(1)
    assert "3 node(s) didn't match scheduler-enforced node affinity" in lab.complaint("web")
    lab.change_node("noeud-2", labels={"disk": "ssd"})
    lab.run(15)
    assert lab.node_of("web") == "noeud-2"


def test_pods_without_constraints_get_those_of_the_profile() -> None:
    strict = {
        "defaultingType": "List",
        "defaultConstraints": [
            {
                "maxSkew": 1,
                "topologyKey": "topology.kubernetes.io/zone",
                "whenUnsatisfiable": "DoNotSchedule",
            }
        ],
    }
    lab = configured({"pluginConfig": [{"name": "PodTopologySpread", "args": strict}]})
    lab.change_node("noeud-3", unschedulable=True)
    lab.replicas(3)
    lab.run(2)
    assert sorted(lab.node_of(f"web-{number}") for number in range(3)) == ["", "noeud-1", "noeud-2"]


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"profiles": [{}, {}]}, "two have the same schedulerName"),
        ({"profiles": [{"pluginConfig": [{"name": "Nope"}]}]}, "there is no plugin Nope"),
        (
            {"profiles": [{"plugins": {"score": {"disabled": [{"name": "Nope"}]}}}]},
            "there is no plugin Nope",
        ),
        ({"profiles": [{"plugins": {"permit": {}}}]}, "not an extension point"),
        (
            {
                "profiles": [
                    {
                        "pluginConfig": [
                            {
                                "name": "NodeResourcesFit",
                                "args": {"scoringStrategy": {"type": "Odd"}},
                            }
                        ]
                    }
                ]
            },
            "there is no Odd",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(settings: dict[str, Any], fault: str) -> None:
    with pytest.raises(WrongConfiguration, match=fault):
        read(settings)
