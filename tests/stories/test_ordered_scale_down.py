"""A StatefulSet shrinks from its end, and what its pods have written stays.

Kubernetes documentation: "Deployment and scaling guarantees" and "Stable storage" in
docs/concepts/workloads/controllers/statefulset; order of the deletions as recorded from a
version 1.36.2: the next pod goes when the one before has gone.
"""

from __future__ import annotations

from cluster_sim.world.kernel.history import Change
from tests.world.shell.kubectl.bench import Kubectl

MANIFEST = """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 5
      containers:
      - name: nginx
        image: nginx:1.25
        volumeMounts: [{name: www, mountPath: /usr/share/nginx/html}]
  volumeClaimTemplates:
  - metadata: {name: www}
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}
"""
CLAIMS = "get pvc -o jsonpath={.items[*].metadata.name}"
PODS = "get pods -o jsonpath={.items[*].metadata.name}"
VOLUMES = "get pvc -o jsonpath={.items[*].spec.volumeName}"


def of_pods(kubectl: Kubectl) -> list[Change]:
    found = kubectl.world.history.changes
    return [change for change in found if change.key[:2] == ("pods", "default")]


def test_it_shrinks_one_by_one_and_grows_into_its_old_claims() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", MANIFEST)
    kubectl.out("rollout status sts/web")
    claims = [f"www-web-{number}" for number in range(4)]
    volumes = kubectl.out(VOLUMES).split()
    assert kubectl.out(CLAIMS).split() == claims
    assert len(set(volumes)) == 4
    began = len(of_pods(kubectl))

    kubectl.out("scale sts web --replicas=1")
    kubectl.wait(60)
    assert kubectl.out(PODS) == "web-0"
    since = of_pods(kubectl)[began:]
    asked = [c.key.name for c in since if c.new and _asked_to_go(c)]
    gone = [c.key.name for c in since if c.new is None]
    assert asked == gone == ["web-3", "web-2", "web-1"]
    for earlier, later in (("web-3", "web-2"), ("web-2", "web-1")):
        left = next(c.time for c in since if c.key.name == earlier and c.new is None)
        assert next(c.time for c in since if c.key.name == later and _asked_to_go(c)) >= left

    assert kubectl.out(CLAIMS).split() == claims
    kubectl.out("scale sts web --replicas=4")
    kubectl.out("rollout status sts/web")
    assert kubectl.out(CLAIMS).split() == claims
    assert kubectl.out(VOLUMES).split() == volumes


def _asked_to_go(change: Change) -> bool:
    old, new = change.old, change.new
    return bool(
        old
        and new
        and "deletionTimestamp" in new["metadata"]
        and "deletionTimestamp" not in old["metadata"]
    )


def test_the_set_says_what_it_did() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", MANIFEST)
    kubectl.out("rollout status sts/web")
    kubectl.out("scale sts web --replicas=3")
    kubectl.wait(30)
    told = kubectl.out("describe sts web")
    for text in (
        "Create Claim www-web-0 Pod web-0 in StatefulSet web success",
        "Create Pod web-0 in StatefulSet web successful",
        "Delete Pod web-3 in StatefulSet web successful",
        "Replicas:               3 desired | 3 total",
    ):
        assert text in told
