"""A node is emptied, no faster than the disruption budget of its pods allows.

Kubernetes documentation: "Safely Drain a Node" in docs/tasks/administer-cluster and "Specifying a
Disruption Budget" in docs/tasks/run-application. Texts and the five seconds between two tries
from kubectl's pkg/drain/drain.go; the refusal from pkg/registry/core/pod/storage/eviction.go.
"""

from __future__ import annotations

import pytest

from cluster_sim.world.explain.why import why
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import SECOND
from tests.world.shell.kubectl.bench import Kubectl

STRICTER = """patch pdb web -p '{"spec":{"minAvailable":4}}'"""
REFUSED = "Cannot evict pod as it would violate the pod's disruption budget."


@pytest.fixture
def kubectl() -> Kubectl:
    """Two nodes with four pods between them, of which three must stay."""
    found = Kubectl()
    found.out("cordon noeud-3")
    found.out("create deployment web --image=nginx:1.25 --replicas=4")
    found.out("rollout status deployment web")
    found.out("uncordon noeud-3")
    found.out("create pdb web --selector=app=web --min-available=3")
    found.wait(2)
    return found


def pods_on(kubectl: Kubectl, node: str) -> list[str]:
    names = kubectl.out(
        f"get pods --field-selector spec.nodeName={node} -o name --ignore-not-found"
    )
    return [name.removeprefix("pod/") for name in names.split()]


def test_the_second_pod_waits_for_the_substitute_of_the_first(kubectl: Kubectl) -> None:
    first, second = pods_on(kubectl, "noeud-1")
    began = kubectl.world.now
    drained = kubectl.run("drain noeud-1")
    assert drained.status == 0
    assert drained.err == (
        f'error when evicting pods/"{second}" -n "default" (will retry after 5s): {REFUSED}\n'
    )
    lines = drained.out.splitlines()
    assert lines[:3] == [
        "node/noeud-1 cordoned",
        f"evicting pod default/{first}",
        f"evicting pod default/{second}",
    ]
    assert lines.count(f"evicting pod default/{second}") == 2
    assert lines[-2:] == [f"pod/{second} evicted", "node/noeud-1 drained"]
    assert kubectl.world.now - began >= 5 * SECOND
    assert pods_on(kubectl, "noeud-1") == []


def test_never_fewer_than_the_budget_wants_are_ready(kubectl: Kubectl) -> None:
    began = kubectl.world.revision
    kubectl.run("drain noeud-1")
    slices = [
        change.new
        for change in kubectl.world.history.since(began)
        if change.key.resource == "poddisruptionbudgets.policy" and change.new is not None
    ]
    assert slices
    assert all(each["status"]["currentHealthy"] >= 3 for each in slices)


def test_a_budget_that_lets_nobody_go_holds_the_drain(kubectl: Kubectl) -> None:
    kubectl.out(STRICTER)
    kubectl.wait(1)
    names = pods_on(kubectl, "noeud-1")
    held = kubectl.run("drain noeud-1 --timeout=12s")
    assert held.status == 1
    timeouts = [
        f'error when evicting pods/"{name}" -n "default": global timeout reached: 12s'
        for name in names
    ]
    assert held.err.splitlines()[-8:] == [
        f'There are pending pods in node "noeud-1" when an error occurred: [{", ".join(timeouts)}]',
        *(f"pod/{name}" for name in names),
        f'error: unable to drain node "noeud-1" due to error: [{", ".join(timeouts)}], '
        "continuing command...",
        "There are pending nodes to be drained:",
        " noeud-1",
        *timeouts,
    ]
    assert sorted(pods_on(kubectl, "noeud-1")) == sorted(names)
    told = why(kubectl.world, Key("poddisruptionbudgets.policy", "default", "web"))
    assert told[-1]["fact"] == "budget.counted"
    assert told[-1]["args"] == {"name": "web", "allowed": 0, "healthy": 4, "needed": 4}


def test_deleting_goes_round_the_budget(kubectl: Kubectl) -> None:
    kubectl.out(STRICTER)
    names = pods_on(kubectl, "noeud-1")
    drained = kubectl.run("drain noeud-1 --disable-eviction")
    assert (drained.status, drained.err) == (0, "")
    assert drained.out.splitlines() == [
        "node/noeud-1 cordoned",
        *(f"pod/{name} deleted" for name in names),
        "node/noeud-1 drained",
    ]


def test_what_a_drain_refuses_before_it_begins(kubectl: Kubectl) -> None:
    kubectl.out("cordon noeud-2")
    kubectl.out("cordon noeud-3")
    kubectl.out("run lone --image=nginx:1.25")
    kubectl.files["scratch.yaml"] = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: scratch}\nspec:\n"
        "  containers: [{name: c, image: nginx:1.25}]\n  volumes: [{name: v, emptyDir: {}}]\n"
    )
    kubectl.out("create -f scratch.yaml")
    kubectl.wait(5)
    local = "Pods with local storage (use --delete-emptydir-data to override): default/scratch"
    unmanaged = "Pods that declare no controller (use --force to override): default/lone"
    faults = [f"cannot delete {unmanaged}", f"cannot delete {local}"]
    refused = kubectl.run("drain noeud-1 --pod-selector=app!=web")
    assert refused.status == 1
    assert refused.out == "node/noeud-1 cordoned\n"
    assert refused.err.splitlines() == [
        f'error: unable to drain node "noeud-1" due to error: [{", ".join(faults)}], '
        "continuing command...",
        "There are pending nodes to be drained:",
        " noeud-1",
        *faults,
    ]
    forced = kubectl.run(
        "drain noeud-1 --pod-selector=app!=web --force --delete-emptydir-data --dry-run=client"
    )
    warned = "default/lone, default/scratch"
    assert forced.err == f"Warning: deleting Pods that declare no controller: {warned}\n"
    assert forced.out.splitlines() == [
        "node/noeud-1 already cordoned (dry run)",
        "evicting pod default/lone (dry run)",
        "evicting pod default/scratch (dry run)",
        "node/noeud-1 drained (dry run)",
    ]
