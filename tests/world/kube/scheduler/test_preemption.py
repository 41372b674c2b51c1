"""Preemption: others leave for a more important pod, and never more of them than must.

kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.scheduler import cache
from tests.world.kube.scheduler.lab import Lab
from tests.world.kube.scheduler.test_cluster import read

NO_VICTIMS = "No preemption victims found for incoming pod"
CLASSES = {"batch": -10, "low": 0, "mid": 100, "high": 1000}


def lab_with(*pods: tuple[str, str, str], nodes: int = 1) -> Lab:
    """A lab whose nodes have 4 cpus, and pods of (name, class, cpu) on them."""
    lab = Lab(nodes=nodes)
    for name, value in CLASSES.items():
        lab.add_class(name, value)
    for name, of_class, cpu in pods:
        lab.create(name, cpu, priorityClassName=of_class)
        lab.run(0.1)
    lab.run(1)
    return lab


def leaving(lab: Lab) -> list[str]:
    """The pods that were made to leave."""
    pods = lab.world.store.all("pods")
    return [p["metadata"]["name"] for p in pods if "deletionTimestamp" in p["metadata"]]


def let_go(lab: Lab) -> None:
    """What a kubelet does once the grace is over."""
    for name in leaving(lab):
        lab.client.delete("pods", "default", name, DeleteOptions(grace_seconds=0))


def test_the_victim_is_told_marked_and_deleted_and_the_room_is_kept() -> None:
    lab = lab_with(("poor", "low", "2"), ("rich", "mid", "2"))
    lab.create("vip", "2", priorityClassName="high")
    lab.run(1)
    victim, vip = lab.pod("poor"), lab.pod("vip")
    assert leaving(lab) == ["poor"]
    told = f"Preempted by pod {vip['metadata']['uid']} on node noeud-1"
    assert ("Preempted", told) in lab.said("poor")
    (target,) = [c for c in victim["status"]["conditions"] if c["type"] == "DisruptionTarget"]
    assert (target["status"], target["reason"]) == ("True", "PreemptionByScheduler")
    assert target["message"] == "default-scheduler: preempting to accommodate a higher priority pod"
    assert vip["status"]["nominatedNodeName"] == "noeud-1"
    assert lab.complaint("vip") == "0/1 nodes are available: 1 Insufficient cpu."
    lab.create("newcomer", "1")
    let_go(lab)
    lab.run(15)
    assert (lab.node_of("vip"), lab.node_of("newcomer")) == ("noeud-1", "")
    assert "nominatedNodeName" not in lab.pod("vip")["status"]


def test_who_never_preempts_waits() -> None:
    lab = lab_with(("poor", "low", "4"))
    lab.add_class("polite", 1000, preemptionPolicy="Never")
    lab.create("polite", "1", priorityClassName="polite")
    lab.run(1)
    assert leaving(lab) == []
    assert lab.complaint("polite").endswith(
        "preemption: not eligible due to preemptionPolicy=Never."
    )


def test_equals_are_left_alone() -> None:
    lab = lab_with(("one", "mid", "4"))
    lab.create("other", "1", priorityClassName="mid")
    lab.run(1)
    assert leaving(lab) == []
    tried = f"preemption: 0/1 nodes are available: 1 {NO_VICTIMS}."
    assert lab.complaint("other").endswith(tried)


def test_a_leaving_victim_is_waited_for() -> None:
    lab = lab_with(("poor", "low", "2"), ("meek", "batch", "2"))
    lab.create("vip", "3", priorityClassName="high")
    lab.run(1)
    assert leaving(lab) == ["poor", "meek"]
    lab.client.delete("pods", "default", "meek", DeleteOptions(grace_seconds=0))
    lab.run(15)
    waiting = "not eligible due to a terminating pod on the nominated node."
    assert lab.complaint("vip").endswith(f"preemption: {waiting}")
    assert lab.pod("vip")["status"]["nominatedNodeName"] == "noeud-1"


def test_a_more_important_pod_takes_the_room_that_was_kept() -> None:
    lab = lab_with(("poor", "low", "4"))
    lab.create("middle", "3", priorityClassName="mid")
    lab.run(1)
    assert lab.pod("middle")["status"]["nominatedNodeName"] == "noeud-1"
    lab.create("top", "3", priorityClassName="high")
    lab.run(3)
    let_go(lab)
    lab.run(15)
    assert (lab.node_of("top"), lab.node_of("middle")) == ("noeud-1", "")


def budget(lab: Lab, labels: dict[str, str], allowed: int) -> None:
    name = "-".join(labels.values())
    meta = {"name": name, "namespace": "default"}
    obj = {
        "kind": "PodDisruptionBudget",
        "metadata": meta,
        "spec": {"selector": {"matchLabels": labels}},
        "status": {"disruptionsAllowed": allowed},
    }
    lab.world.write(Key("poddisruptionbudgets.policy", "default", name), obj, "scenario")


def test_the_node_without_a_broken_budget_is_chosen() -> None:
    lab = lab_with(nodes=2)
    budget(lab, {"app": "guarded"}, 0)
    for number in (1, 2):
        chosen = {"kubernetes.io/hostname": f"noeud-{number}"}
        meta = {"labels": {"app": "guarded" if number == 1 else "free"}}
        of_class = "batch" if number == 1 else "mid"
        lab.create(f"p{number}", "4", meta, nodeSelector=chosen, priorityClassName=of_class)
    lab.run(1)
    lab.create("vip", "4", priorityClassName="high")
    lab.run(1)
    # The guarded pod is the less important one, and stays all the same.
    assert leaving(lab) == ["p2"]


def test_a_budget_does_not_stop_a_preemption_that_has_no_other_way() -> None:
    lab = lab_with()
    budget(lab, {"app": "guarded"}, 0)
    lab.create("only", "4", {"labels": {"app": "guarded"}}, priorityClassName="low")
    lab.run(1)
    lab.create("vip", "4", priorityClassName="high")
    lab.run(1)
    assert leaving(lab) == ["only"]


@pytest.mark.parametrize(
    ("first", "second", "spared"),
    [
        # Fewer priorities lost, then fewer pods, then those that started last.
        ([("mid", "4")], [("low", "4")], "a"),
        ([("low", "2"), ("low", "2")], [("low", "4")], "a"),
        ([("low", "4")], [("low", "4")], "a"),
    ],
)
def test_the_least_harmful_node_is_chosen(
    first: list[tuple[str, str]], second: list[tuple[str, str]], spared: str
) -> None:
    lab = lab_with(nodes=2)
    for node, group in (("1", first), ("2", second)):
        for number, (of_class, cpu) in enumerate(group):
            name = f"{'a' if node == '1' else 'b'}{number}"
            chosen = {"kubernetes.io/hostname": f"noeud-{node}"}
            lab.create(name, cpu, nodeSelector=chosen, priorityClassName=of_class)
        lab.run(2)
        for number in range(len(group)):
            started(lab, f"{'a' if node == '1' else 'b'}{number}")
    lab.create("vip", "4", priorityClassName="high")
    lab.run(1)
    assert leaving(lab)
    assert not any(name.startswith(spared) for name in leaving(lab))


def started(lab: Lab, name: str) -> None:
    """A kubelet says when it saw the pod first."""
    pod = lab.pod(name)
    stamp = f"2026-01-05T08:00:{lab.world.now // 1_000_000:02}Z"
    lab.client.update_status("pods", {**pod, "status": {**pod["status"], "startTime": stamp}})


@pytest.mark.parametrize("wish", ["room of its own", "a port of the node", "a spread of one"])
def test_a_pod_in_the_way_leaves_for_whatever_it_takes(wish: str) -> None:
    lab = lab_with()
    labels = {"app": "web"}
    here = {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": labels}}
    asked = {
        "room of its own": {
            "affinity": {
                "podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [here]}
            }
        },
        "a port of the node": {},
        "a spread of one": {
            "topologySpreadConstraints": [
                {**here, "maxSkew": 1, "minDomains": 2, "whenUnsatisfiable": "DoNotSchedule"}
            ]
        },
    }[wish]
    port = {"ports": [{"hostPort": 80, "containerPort": 80}]} if "port" in wish else {}
    containers = [{"name": "c", "image": "nginx:1.25", **port}]
    meta = {"labels": labels}
    for name, of_class in (("bystander", "batch"), ("poor", "low"), ("vip", "high")):
        mine = {} if name == "bystander" else {"containers": containers}
        its = {} if name == "bystander" else meta
        more = asked if name == "vip" else {}
        lab.create(name, "", its, priorityClassName=of_class, **mine, **more)
        lab.run(1)
    assert leaving(lab) == ["poor"]
    let_go(lab)
    lab.run(15)
    assert lab.node_of("vip") == "noeud-1"


# -- for all clusters


_PODS = st.lists(
    st.tuples(st.sampled_from(sorted(CLASSES)), st.integers(1, 4), st.booleans()), max_size=10
)


def crowded(data: Any) -> Lab:
    """Two nodes with pods of random importance and size, some of them behind budgets."""
    lab = lab_with(nodes=2)
    budget(lab, {"app": "guarded"}, data.draw(st.integers(0, 2)))
    for number, (of_class, cpus, guarded) in enumerate(data.draw(_PODS)):
        meta = {"labels": {"app": "guarded" if guarded else "free"}}
        lab.create(f"p{number}", str(cpus), meta, priorityClassName=of_class)
        lab.run(0.05)
    # Those who were made to leave make room for others who wait, and so on to the end.
    lab.run(15)
    while leaving(lab):
        let_go(lab)
        lab.run(15)
    return lab


def room_on(lab: Lab, node: str, without: list[str]) -> int:
    """The free cpus of a node once some pods have left."""
    pods = [p for p in lab.world.store.all("pods") if p["spec"].get("nodeName") == node]
    used = sum(
        int(p["spec"]["containers"][0]["resources"]["requests"]["cpu"])
        for p in pods
        if p["metadata"]["name"] not in without
    )
    return 4 - used


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_what_must_be_true_of_every_preemption(data: st.DataObject) -> None:
    lab = crowded(data)
    assert leaving(lab) == []
    of_class, cpus = data.draw(st.sampled_from(sorted(CLASSES))), data.draw(st.integers(1, 4))
    lab.create("vip", str(cpus), priorityClassName=of_class)
    lab.run(2)
    # Who thought of pods that might leave has left no trace of it.
    assert read(cache.cluster_of(lab.world)) == read(cache.built(lab.world))
    victims = leaving(lab)
    if not victims:
        return
    node = lab.pod("vip")["status"]["nominatedNodeName"]
    # Nobody as important as the pod leaves, and all of them leave one node.
    assert all(lab.pod(name)["spec"]["priority"] < CLASSES[of_class] for name in victims)
    assert {lab.node_of(name) for name in victims} == {node}
    # The pod fits once they are gone, and would not if any one of them had stayed.
    assert room_on(lab, node, victims) >= cpus
    for spared in victims:
        assert room_on(lab, node, [name for name in victims if name != spared]) < cpus
    let_go(lab)
    lab.run(15)
    assert lab.node_of("vip") == node


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_a_restored_world_preempts_the_same(data: st.DataObject) -> None:
    lab = crowded(data)
    lab.create("vip", "4", priorityClassName="high")
    lab.run(0.001)
    twin = Lab(world=checkpoint.load(lab.world.system, checkpoint.dump(lab.world)))
    for each in (lab, twin):
        each.run(5)
    assert leaving(lab) == leaving(twin)
    assert lab.world.history.since(0) == twin.world.history.since(0)
