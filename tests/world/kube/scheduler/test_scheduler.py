"""Pods find their node, wait for one, and say why."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kube.scheduler import cache, trace
from cluster_sim.world.kube.scheduler.framework import sample_size
from cluster_sim.world.kube.scheduler.node_info import NodeInfo, interleaved
from tests.world.kube.scheduler.lab import Lab
from tests.world.kube.scheduler.test_cluster import read

NOT_HELPFUL = "Preemption is not helpful for scheduling"
NO_VICTIMS = "No preemption victims found for incoming pod"
TAINT = [{"key": "dedicated", "value": "db", "effect": "NoSchedule"}]


def tail(*reasons: str) -> str:
    tried = f"preemption: 0/3 nodes are available: {', '.join(reasons)}."
    return f"no new claims to deallocate, {tried}"


def test_a_pod_is_bound_and_an_event_says_so() -> None:
    lab = Lab(nodes=1)
    lab.create("web")
    lab.run(1)
    assert lab.node_of("web") == "noeud-1"
    assert lab.said("web") == [("Scheduled", "Successfully assigned default/web to noeud-1")]


@pytest.mark.parametrize("amount", ["9E", "1e999999999"])
@pytest.mark.parametrize("resource", ["cpu", "memory", "ephemeral-storage"])
def test_no_request_is_too_much_for_the_scheduler(resource: str, amount: str) -> None:
    lab = Lab()
    asked = {"resources": {"requests": {resource: amount}}}
    containers = [{"name": f"c{number}", "image": "nginx", **asked} for number in range(3)]
    lab.create("huge", containers=containers)
    lab.create("web")
    lab.run(1)
    assert lab.node_of("huge") == ""
    assert lab.node_of("web")


@pytest.mark.parametrize("seed", range(5))
def test_replicas_spread_over_the_nodes(seed: int) -> None:
    lab = Lab(seed=seed)
    lab.replicas(6)
    lab.run(5)
    placed = Counter(lab.node_of(f"web-{number}") for number in range(6))
    assert sorted(placed.values()) == [2, 2, 2]


def test_a_taint_that_deters_outweighs_spreading() -> None:
    lab = Lab()
    lab.change_node("noeud-1", taints=[{"key": "soft", "value": "1", "effect": "PreferNoSchedule"}])
    lab.replicas(6)
    lab.run(5)
    placed = Counter(lab.node_of(f"web-{number}") for number in range(6))
    assert placed == {"noeud-2": 3, "noeud-3": 3}


def test_pods_that_shun_each_other_take_a_node_each() -> None:
    term = {
        "topologyKey": "kubernetes.io/hostname",
        "labelSelector": {"matchLabels": {"app": "db"}},
    }
    required = {"requiredDuringSchedulingIgnoredDuringExecution": [term]}
    lab = Lab()
    for number in range(4):
        meta = {"labels": {"app": "db"}}
        lab.create(f"db-{number}", meta=meta, affinity={"podAntiAffinity": required})
    lab.run(5)
    assert len({lab.node_of(f"db-{number}") for number in range(3)}) == 3
    assert lab.complaint("db-3") == (
        "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. "
        + tail(f"3 {NO_VICTIMS}")
    )


def test_the_message_counts_every_reason() -> None:
    lab = Lab()
    lab.change_node("noeud-1", {"disktype": "ssd"})
    lab.change_node("noeud-2", {"disktype": "ssd"}, taints=TAINT)
    lab.create("hog", cpu="3500m", nodeSelector={"disktype": "ssd"})
    lab.run(1)
    lab.create("mix", cpu="1", nodeSelector={"disktype": "ssd"})
    lab.run(1)
    assert lab.complaint("mix") == (
        "0/3 nodes are available: 1 Insufficient cpu, "
        "1 node(s) didn't match Pod's node affinity/selector, "
        "1 node(s) had untolerated taint(s). " + tail(f"1 {NO_VICTIMS}", f"2 {NOT_HELPFUL}")
    )
    assert lab.said("mix") == [("FailedScheduling", lab.complaint("mix"))]


def test_more_than_any_node_has_is_beyond_help() -> None:
    lab = Lab()
    lab.create("big", cpu="5")
    lab.run(1)
    assert lab.complaint("big") == (
        "0/3 nodes are available: 3 Insufficient cpu. " + tail(f"3 {NOT_HELPFUL}")
    )


def test_a_pod_for_one_node_names_the_others_as_left_out() -> None:
    lab = Lab()
    field = {"key": "metadata.name", "operator": "In", "values": ["noeud-2"]}
    required = {"nodeSelectorTerms": [{"matchFields": [field]}]}
    affinity = {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": required}}
    lab.create("daemon", affinity=affinity)
    lab.create("large", cpu="5", affinity=affinity)
    lab.run(1)
    assert lab.node_of("daemon") == "noeud-2"
    assert lab.complaint("large") == (
        "0/3 nodes are available: 1 Insufficient cpu, "
        "2 node(s) didn't satisfy plugin(s) [NodeAffinity]. " + tail(f"3 {NOT_HELPFUL}")
    )


def test_only_what_may_help_brings_a_pod_back() -> None:
    lab = Lab()
    lab.create("picky", nodeSelector={"disktype": "nvme"})
    lab.run(10)
    attempts = trace.of(lab.world, lab.pod("picky")["metadata"]["uid"])
    lab.change_node("noeud-1", taints=TAINT)
    lab.run(10)
    assert trace.of(lab.world, lab.pod("picky")["metadata"]["uid"]) == attempts
    lab.change_node("noeud-3", {"disktype": "nvme"})
    lab.run(1)
    assert lab.node_of("picky") == "noeud-3"


def test_room_that_comes_free_is_taken() -> None:
    lab = Lab(nodes=1)
    lab.create("first", cpu="3")
    lab.run(1)
    lab.create("second", cpu="3")
    lab.run(1)
    assert lab.node_of("second") == ""
    lab.client.delete("pods", "default", "first")
    first = lab.pod("first")
    done = {**first, "status": {**first["status"], "phase": "Succeeded"}}
    lab.client.update_status("pods", done)
    lab.run(1)
    assert lab.node_of("second") == "noeud-1"


def test_what_nothing_brings_back_is_tried_again_after_five_minutes() -> None:
    lab = Lab()
    lab.create("big", cpu="5")
    lab.run(299)
    assert len(_failures(lab)) == 1
    lab.run(32)
    # Its first failure changed the pod's status: the second is told of another version of it.
    assert len(_failures(lab)) == 2
    lab.run(331)
    assert [(event.get("series") or {}).get("count") for event in _failures(lab)] == [None, 2]


def _failures(lab: Lab) -> list[dict[str, Any]]:
    return [event for event in lab.world.store.all("events") if event["type"] == "Warning"]


def test_a_gate_keeps_a_pod_out() -> None:
    lab = Lab()
    lab.create("gated", schedulingGates=[{"name": "example.com/wait"}])
    lab.run(600)
    assert lab.node_of("gated") == "" and lab.said("gated") == []
    pod = lab.pod("gated")
    spec = {key: value for key, value in pod["spec"].items() if key != "schedulingGates"}
    lab.client.update("pods", "default", {**pod, "spec": spec})
    lab.run(1)
    assert lab.node_of("gated") != ""


def test_the_more_important_goes_first() -> None:
    lab = Lab(nodes=1)
    lab.create("humble", cpu="3")
    lab.create("critical", cpu="3", priorityClassName="system-cluster-critical")
    lab.run(1)
    assert (lab.node_of("critical"), lab.node_of("humble")) == ("noeud-1", "")


def test_a_pod_deleted_on_its_way_leaves_its_room() -> None:
    lab = Lab(nodes=1)
    lab.create("short", cpu="3")
    lab.run(0.003)
    assert lab.node_of("short") == ""
    lab.client.delete("pods", "default", "short")
    lab.create("next", cpu="3")
    lab.run(1)
    assert lab.node_of("next") == "noeud-1"


def test_without_nodes_pods_wait_for_one() -> None:
    lab = Lab(nodes=0)
    lab.create("early")
    lab.run(20)
    assert lab.complaint("early") == "no nodes available to schedule pods"
    lab.add_node("late")
    lab.run(15)
    assert lab.node_of("early") == "late"


@pytest.mark.parametrize(
    ("nodes", "enough"), [(3, 3), (99, 99), (100, 100), (1000, 420), (5000, 500), (6000, 300)]
)
def test_a_sample_of_the_nodes_is_enough(nodes: int, enough: int) -> None:
    assert sample_size(nodes) == enough


def test_each_search_begins_where_the_last_one_ended() -> None:
    lab = Lab(nodes=250)
    for number in range(3):
        lab.create(f"p{number}")
    lab.run(1)
    traces = [trace.of(lab.world, lab.pod(f"p{number}")["metadata"]["uid"]) for number in range(3)]
    looked_at = sample_size(250)
    assert [found.start for found in traces if found] == [0, looked_at, 2 * looked_at % 250]


def test_the_order_of_nodes_takes_the_zones_in_turn() -> None:
    names = [("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("c1", "c"), ("c2", "c")]
    nodes = [
        NodeInfo({"metadata": {"name": name, "labels": {"topology.kubernetes.io/zone": zone}}})
        for name, zone in names
    ]
    assert [node.name for node in interleaved(nodes)] == ["a1", "b1", "c1", "a2", "c2", "a3"]


def test_a_fork_knows_of_pods_on_their_way() -> None:
    lab = Lab(nodes=1)
    lab.create("first", cpu="3")
    lab.create("second", cpu="3")
    lab.run(0.003)
    twin = Lab(world=lab.world.fork())
    for each in (lab, twin):
        each.run(1)
    assert twin.node_of("first") == "noeud-1" and twin.node_of("second") == ""
    assert lab.world.history.changes == twin.world.history.changes


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("create"), st.sampled_from(["500m", "2", "5"])),
        st.tuples(st.just("delete"), st.integers(0, 5)),
        st.tuples(st.just("relabel"), st.integers(0, 5)),
        st.tuples(st.just("cordon"), st.integers(1, 3)),
        st.tuples(st.just("open"), st.integers(1, 3)),
        st.tuples(st.just("node"), st.integers(4, 6)),
        st.tuples(st.just("wait"), st.sampled_from([0.001, 0.004, 2, 301])),
    ),
    max_size=12,
)


def act(lab: Lab, number: int, step: tuple[str, object]) -> None:
    what, value = step
    if what == "create":
        lab.create(f"p{number}", str(value), {"labels": {"app": "web"}})
    elif what == "delete" and lab.world.store.get("pods", "default", f"p{value}"):
        lab.client.delete("pods", "default", f"p{value}")
    elif what == "relabel" and (pod := lab.world.store.get("pods", "default", f"p{value}")):
        meta = {**pod["metadata"], "labels": {"app": "db"}}
        lab.client.update("pods", "default", {**pod, "metadata": meta})
    elif what in ("cordon", "open"):
        lab.change_node(f"noeud-{value}", unschedulable=what == "cordon")
    elif what == "node":
        lab.add_node(f"noeud-{value}", zone=f"zone-{int(str(value)) % 2}")
    elif what == "wait":
        lab.run(float(str(value)))


@given(STEPS, STEPS, st.booleans())
@settings(max_examples=100)
def test_nothing_depends_on_when_the_caches_were_made(
    before: list[tuple[str, object]], after: list[tuple[str, object]], by_bytes: bool
) -> None:
    lab = Lab()
    for number, step in enumerate(before):
        act(lab, number, step)
    raw = checkpoint.dump(lab.world)
    world = checkpoint.load(lab.world.system, raw) if by_bytes else lab.world.fork()
    twin = Lab(world=world)
    for each in (lab, twin):
        for number, step in enumerate(after, start=len(before)):
            act(each, number, step)
        each.run(400)
    assert lab.world.history.changes == twin.world.history.changes
    assert lab.world.memory == twin.world.memory
    assert read(cache.cluster_of(lab.world)) == read(cache.built(lab.world))


def test_a_pod_that_shrinks_makes_room() -> None:
    lab = Lab(nodes=1)
    lab.create("wide", "4")
    lab.run(1)
    lab.create("web", "2")
    lab.run(1)
    wide = lab.pod("wide")
    container = {**wide["spec"]["containers"][0], "resources": {"requests": {"cpu": "1"}}}
    smaller = {**wide, "spec": {**wide["spec"], "containers": [container]}}
    lab.world.write(Key("pods", "default", "wide"), smaller, "student")
    lab.run(15)
    assert lab.node_of("web") == "noeud-1"
