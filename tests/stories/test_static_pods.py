"""Pods that a kubelet runs from files: their pictures in the API, and what deleting one does.

Kubernetes documentation: "Create static Pods" in docs/tasks/configure-pod-container/static-pod
("the kubelet … will recreate the mirror pod"), kubeadm's "Implementation details"
(docs/reference/setup-tools/kubeadm) for the marks of the control plane. Annotations:
pkg/kubelet/types/pod_update.go.
"""

from __future__ import annotations

import pytest

from cluster_sim.labsh.report import Outcome, Writer
from cluster_sim.labsh.script import Runner
from cluster_sim.world.assembly import system
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start

PARTS = ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler")


@pytest.fixture
def world() -> World:
    return start(system(), scenario("control-plane"), seed=1)


def out(world: World, line: str) -> str:
    """What a line typed in the lab's terminal prints."""
    heard: list[Outcome] = []
    Runner(world, Writer(heard.append, lambda line, began, ended: None)).run(line)
    return "".join(each.stdout for each in heard)


def pod(world: World, name: str) -> dict[str, object]:
    return dict(world.store.get("pods", "kube-system", f"{name}-maitre-1") or {})


@pytest.mark.parametrize("name", PARTS)
def test_each_part_of_the_control_plane_is_a_mirror_of_a_file(world: World, name: str) -> None:
    stored = world.store.get("pods", "kube-system", f"{name}-maitre-1") or {}
    notes = stored["metadata"]["annotations"]
    assert notes["kubernetes.io/config.source"] == "file"
    assert notes["kubernetes.io/config.mirror"] == notes["kubernetes.io/config.hash"]
    assert stored["metadata"]["ownerReferences"][0]["kind"] == "Node"
    assert stored["metadata"]["labels"] == {"component": name, "tier": "control-plane"}
    assert stored["status"]["phase"] == "Running"
    assert stored["status"]["podIP"] == stored["status"]["hostIP"] == "10.0.0.11"
    assert stored["status"]["containerStatuses"][0]["ready"]


def test_the_node_is_kept_free_of_other_pods(world: World) -> None:
    row = out(world, "kubectl get node maitre-1 --no-headers").split()
    assert row[1:3] == ["Ready", "control-plane"]
    others = out(world, "kubectl get pods -o jsonpath={.items[*].spec.nodeName}").split()
    assert len(others) == 4 and "maitre-1" not in others


@pytest.mark.parametrize("flags", ["", " --force --grace-period=0"])
def test_a_deleted_picture_comes_back_and_the_program_never_stopped(
    world: World, flags: str
) -> None:
    before, revision = pod(world, "kube-scheduler"), world.revision
    out(world, f"kubectl delete pod -n kube-system kube-scheduler-maitre-1{flags}")
    world.run_until(world.now + 5 * SECOND)
    after = pod(world, "kube-scheduler")
    assert after["metadata"]["uid"] != before["metadata"]["uid"]  # type: ignore[index]
    assert (
        after["status"]["containerStatuses"]
        == (  # type: ignore[index]
            before["status"]["containerStatuses"]  # type: ignore[index]
        )
    )
    told = [change.new or {} for change in world.history.since(revision)]
    assert "Killing" not in [each.get("reason") for each in told]


def test_they_start_anew_with_their_machine(world: World) -> None:
    world.command("vm-stop", {"vm": "maitre-1"}, "student")
    world.command("vm-start", {"vm": "maitre-1"}, "student")
    world.run_until(world.now + 120 * SECOND)
    for name in PARTS:
        row = out(world, f"kubectl get pod -n kube-system {name}-maitre-1 --no-headers").split()
        assert row[1:4] == ["1/1", "Running", "1"]
    # The kubelet tells of its own pod, whose uid is the hash that the picture is annotated with.
    shown = out(world, "kubectl describe pod -n kube-system etcd-maitre-1")
    assert "Controlled By:  Node/maitre-1" in shown
    assert "Container started" in shown.partition("Events:")[2]
