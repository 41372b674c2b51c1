"""What becomes of the dependents when their owner is deleted: three ways.

Kubernetes documentation: "Cascading deletion" in docs/concepts/architecture/garbage-collection
and docs/tasks/administer-cluster/use-cascading-deletion.
"""

from __future__ import annotations

from tests.world.shell.kubectl.bench import Kubectl

OWNERS = "get %s -o jsonpath={.items[*].metadata.ownerReferences[*].name}"


def running() -> Kubectl:
    """A Deployment with three pods."""
    kubectl = Kubectl()
    kubectl.out("create deployment web --image=nginx:1.25 --replicas=3")
    kubectl.out("rollout status deployment web")
    return kubectl


def order_of_departure(kubectl: Kubectl, since: int) -> list[str]:
    """The kinds of what was removed, in order, each once."""
    gone = [
        change.key.resource
        for change in kubectl.world.history.since(since)
        if change.new is None and change.key.resource in _FAMILY
    ]
    return list(dict.fromkeys(gone))


_FAMILY = ("deployments.apps", "replicasets.apps", "pods")


def test_in_the_background_the_owner_goes_first() -> None:
    kubectl = running()
    begun = kubectl.world.revision
    assert kubectl.out("delete deployment web") == (
        'deployment.apps "web" deleted from default namespace\n'
    )
    kubectl.wait(60)
    assert order_of_departure(kubectl, begun) == ["deployments.apps", "replicasets.apps", "pods"]


def test_in_the_foreground_the_owner_waits_for_all_that_it_owns() -> None:
    kubectl = running()
    begun = kubectl.world.revision
    kubectl.out("delete deployment web --cascade=foreground --wait=false")
    finalizers = kubectl.out("get deployment web -o jsonpath={.metadata.finalizers}")
    assert finalizers == '["foregroundDeletion"]'
    kubectl.wait(60)
    assert order_of_departure(kubectl, begun) == ["pods", "replicasets.apps", "deployments.apps"]


def test_orphans_live_on_without_an_owner_and_may_be_adopted() -> None:
    kubectl = running()
    pods = kubectl.out("get pods -o name")
    kubectl.out("delete deployment web --cascade=orphan")
    kubectl.wait(30)
    assert kubectl.out("get deployments -o name") == ""
    assert kubectl.out(OWNERS % "rs") == ""
    assert kubectl.out("get pods -o name") == pods
    # A new Deployment with the same template takes the set and its pods over as they are.
    kubectl.out("create deployment web --image=nginx:1.25 --replicas=3")
    kubectl.wait(30)
    assert kubectl.out(OWNERS % "rs") == "web"
    assert kubectl.out("get pods -o name") == pods
