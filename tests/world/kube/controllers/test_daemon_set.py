"""DaemonSets: one pod on each node that is meant to have one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.hypervisor.hosts import add_host
from cluster_sim.world.hypervisor.vms import add_vm
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.controllers.daemon_set_nodes import target_node
from tests.world.kube.cluster import messages, pods, ready, running, student, wait

DAEMONSETS, REVISIONS = "daemonsets.apps", "controllerrevisions.apps"


def daemon_set(name: str = "agent", **spec: Any) -> dict[str, Any]:
    """A DaemonSet of nginx."""
    labels = {"app": name}
    pod: dict[str, Any] = {
        "containers": [{"name": "nginx", "image": "nginx:1.25"}],
        "terminationGracePeriodSeconds": 1,
    }
    pod |= spec.pop("pod", {})
    template = {"metadata": {"labels": labels}, "spec": pod}
    return {
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": {"name": name},
        "spec": {"selector": {"matchLabels": labels}, "template": template, **spec},
    }


def created(nodes: int = 3, **options: Any) -> World:
    world = running(nodes)
    student(world).create(DAEMONSETS, "default", daemon_set(**options))
    wait(world, 30)
    return world


def new_image(world: World, number: int) -> None:
    container = {"name": "nginx", "image": f"nginx:1.{number}"}
    body = {"spec": {"template": {"spec": {"containers": [container]}}}}
    student(world).patch(DAEMONSETS, "default", "agent", body)


def status(world: World) -> dict[str, Any]:
    stored = world.store.get(DAEMONSETS, "default", "agent")
    assert stored is not None
    found: dict[str, Any] = stored["status"]
    return found


def places(world: World) -> Counter[str | None]:
    return Counter(target_node(pod) for pod in pods(world))


def images(world: World) -> set[str]:
    return {pod["spec"]["containers"][0]["image"] for pod in pods(world)}


def label(world: World, node: str, value: str | None) -> None:
    body = {"metadata": {"labels": {"disk": value}}}
    student(world).patch("nodes", "", node, body)


def test_every_node_gets_one_by_the_scheduler() -> None:
    world = created()
    assert places(world) == {"noeud-1": 1, "noeud-2": 1, "noeud-3": 1}
    assert ready(world) == 3
    assert status(world) == {
        "currentNumberScheduled": 3,
        "desiredNumberScheduled": 3,
        "numberAvailable": 3,
        "numberMisscheduled": 0,
        "numberReady": 3,
        "observedGeneration": 1,
        "updatedNumberScheduled": 3,
    }
    assert len([each for each in messages(world, "Scheduled") if "default/agent" in each]) == 3


def test_a_new_node_gets_its_pod() -> None:
    world = created(nodes=1)
    add_host(world, "baie-9", 8, 32 << 30)
    add_vm(world, "noeud-9", "baie-9", 4, 8 << 30, "noeud-9")
    wait(world, 120)
    assert places(world) == {"noeud-1": 1, "noeud-9": 1}


def test_a_label_brings_the_pod_and_its_loss_takes_it_away() -> None:
    world = created(pod={"nodeSelector": {"disk": "ssd"}})
    assert pods(world) == []
    label(world, "noeud-2", "ssd")
    wait(world, 10)
    assert places(world) == {"noeud-2": 1}
    label(world, "noeud-2", None)
    wait(world, 10)
    assert pods(world) == []


def test_a_cordon_is_nothing_to_a_daemon_and_a_taint_is() -> None:
    world = created()
    student(world).patch("nodes", "", "noeud-1", {"spec": {"unschedulable": True}})
    wait(world, 10)
    assert status(world)["desiredNumberScheduled"] == 3
    taint = {"key": "gpu", "effect": "NoSchedule"}
    student(world).patch("nodes", "", "noeud-2", {"spec": {"taints": [taint]}})
    wait(world, 10)
    # The pod that is there stays; a new one would not come.
    assert places(world)["noeud-2"] == 1
    assert status(world)["desiredNumberScheduled"] == 2
    assert status(world)["numberMisscheduled"] == 1


def test_an_update_goes_node_by_node() -> None:
    world = created()
    new_image(world, 26)
    wait(world, 0.1)
    assert len(pods(world)) == 2
    wait(world, 60)
    assert images(world) == {"nginx:1.26"}
    assert status(world)["updatedNumberScheduled"] == 3
    assert len(list(world.store.all(REVISIONS))) == 2


def test_with_a_surge_no_node_is_ever_without() -> None:
    rolling = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}
    world = created(updateStrategy=rolling)
    new_image(world, 26)
    for _ in range(60):
        wait(world, 0.5)
        assert ready(world) >= 3
        assert max(places(world).values()) <= 2
    assert images(world) == {"nginx:1.26"}
    assert places(world) == {"noeud-1": 1, "noeud-2": 1, "noeud-3": 1}


def test_on_delete_waits_for_the_deletion() -> None:
    world = created(updateStrategy={"type": "OnDelete"})
    new_image(world, 26)
    wait(world, 20)
    assert images(world) == {"nginx:1.25"}
    student(world).delete("pods", "default", pods(world)[0]["metadata"]["name"])
    wait(world, 20)
    assert images(world) == {"nginx:1.25", "nginx:1.26"}


def test_a_failed_pod_is_replaced_but_not_again_at_once() -> None:
    world = created(nodes=1)
    for _ in range(2):
        (pod,) = pods(world)
        failed = {**pod, "status": {**pod["status"], "phase": "Failed"}}
        student(world).update_status("pods", failed)
        wait(world, 0.4)
    told = messages(world, "FailedDaemonPod")
    assert len(told) == 1
    assert told[0].startswith("Found failed daemon pod default/agent-")
    assert told[0].endswith(" on node noeud-1, will try to kill it")
    wait(world, 20)
    assert len(messages(world, "FailedDaemonPod")) == 2
    assert ready(world) == 1


DEEDS = st.one_of(
    st.tuples(st.just("image"), st.integers(24, 27)),
    st.tuples(st.just("label"), st.integers(1, 3)),
    st.tuples(st.just("unlabel"), st.integers(1, 3)),
    st.tuples(st.just("kill"), st.integers(0, 2)),
    st.tuples(st.just("wait"), st.integers(1, 20)),
)


def do(world: World, deed: tuple[str, int]) -> None:
    what, number = deed
    if what == "image":
        new_image(world, number)
    elif what in ("label", "unlabel"):
        label(world, f"noeud-{number}", "ssd" if what == "label" else None)
    elif what == "kill" and number < len(pods(world)):
        student(world).delete("pods", "default", pods(world)[number]["metadata"]["name"])
    wait(world, number if what == "wait" else 0.3)


def lived(deeds: list[tuple[str, int]]) -> World:
    world = created(pod={"nodeSelector": {"disk": "ssd"}})
    label(world, "noeud-1", "ssd")
    for deed in deeds:
        do(world, deed)
        assert all(count == 1 for count in places(world).values())
    wait(world, 120)
    return world


@settings(max_examples=12, deadline=None)
@given(st.lists(DEEDS, max_size=8))
def test_never_two_on_a_node_and_in_the_end_one_on_each(deeds: list[tuple[str, int]]) -> None:
    world = lived(deeds)
    meant = [
        node["metadata"]["name"]
        for node in world.store.all("nodes")
        if node["metadata"]["labels"].get("disk") == "ssd"
    ]
    assert places(world) == Counter(meant)
    assert status(world)["numberReady"] == len(meant)
    stored = world.store.get(DAEMONSETS, "default", "agent")
    assert stored is not None
    assert images(world) <= {stored["spec"]["template"]["spec"]["containers"][0]["image"]}
