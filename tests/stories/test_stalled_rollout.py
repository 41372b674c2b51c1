"""A rolling update that cannot go on stops halfway, is told of, and is undone.

Kubernetes documentation: "Failed Deployment" and "Rolling back a Deployment" in
docs/concepts/workloads/controllers/deployment; the 25 % of each kind are its defaults. Messages:
pkg/controller/deployment/progress.go, kubectl's polymorphichelpers/rollout_status.go.
"""

from __future__ import annotations

from cluster_sim.world.kernel.history import Change
from tests.world.shell.kubectl.bench import Kubectl


def stalled() -> Kubectl:
    """Four pods of nginx, then an image that no registry has; the deadline is 30 s."""
    kubectl = Kubectl()
    kubectl.out("create deployment web --image=nginx:1.25 --replicas=4")
    kubectl.out("""patch deployment web -p '{"spec": {"progressDeadlineSeconds": 30}}'""")
    kubectl.out("rollout status deployment web")
    kubectl.out("set image deployment web nginx=nginx:1.999")
    return kubectl


def served(kubectl: Kubectl, since: int) -> list[int]:
    """How many pods were available after each change of the Deployment's status."""
    changes: list[Change] = kubectl.world.history.since(since)
    return [
        change.new["status"].get("availableReplicas", 0)
        for change in changes
        if change.key.resource == "deployments.apps" and change.new is not None
    ]


def test_it_stops_at_a_quarter_and_says_so_after_the_deadline() -> None:
    kubectl = stalled()
    # 25 % of 4 may be missing and 25 % may be too many: 3 old ones stay and 2 new ones wait.
    kubectl.wait(20)
    replicas = "get rs -o jsonpath={.items[*].spec.replicas}"
    assert sorted(kubectl.out(replicas).split()) == ["2", "3"]
    told = kubectl.run("rollout status deployment web")
    assert told.status == 1
    assert "2 out of 4 new replicas have been updated" in told.out
    assert told.err == 'error: deployment "web" exceeded its progress deadline\n'
    reason = (
        """get deployment web -o 'jsonpath={.status.conditions[?(@.type=="Progressing")].%s}'"""
    )
    assert kubectl.out(reason % "reason") == "ProgressDeadlineExceeded"
    assert "has timed out progressing." in kubectl.out(reason % "message")
    waiting = "get pods -o jsonpath={.items[*].status.containerStatuses[*].state.waiting.reason}"
    assert set(kubectl.out(waiting).split()) <= {"ErrImagePull", "ImagePullBackOff"}


def test_the_service_never_loses_more_than_its_quarter_and_undo_brings_all_back() -> None:
    kubectl = stalled()
    begun = kubectl.world.revision
    kubectl.wait(60)
    assert kubectl.out("rollout undo deployment web") == "deployment.apps/web rolled back\n"
    assert "successfully rolled out" in kubectl.out("rollout status deployment web")
    assert min(served(kubectl, begun)) >= 3
    kubectl.wait(60)
    images = kubectl.out("get pods -o jsonpath={.items[*].spec.containers[*].image}").split()
    assert images == ["nginx:1.25"] * 4
    # The old template is now the third revision, and the first one is no more.
    assert "REVISION  CHANGE-CAUSE\n2         <none>\n3         <none>\n" in kubectl.out(
        "rollout history deployment web"
    )
