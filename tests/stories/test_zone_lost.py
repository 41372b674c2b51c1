"""A zone is lost: where its pods go depends on how strictly they are to be spread.

Kubernetes documentation: "Pod Topology Spread Constraints" in docs/concepts/scheduling-eviction
(nodeTaintsPolicy, "known limitations") and the node controller's 50 s of grace and 300 s of
toleration in docs/concepts/architecture/nodes. Messages: pkg/scheduler/framework/plugins.
"""

from __future__ import annotations

from collections import Counter

import pytest

from cluster_sim.world.hypervisor import power
from tests.world.shell.kubectl.bench import Kubectl

WEB = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 6
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: c, image: "nginx:1.25"}]
      topologySpreadConstraints:
      - topologyKey: topology.kubernetes.io/zone
        maxSkew: 1
        labelSelector: {matchLabels: {app: web}}
        %s
"""
STRICT = "whenUnsatisfiable: DoNotSchedule"


def lost(constraint: str) -> Kubectl:
    """Three zones of one node with six pods; the third zone has been dark for seven minutes."""
    kubectl = Kubectl()
    for number, zone in enumerate("abc", 1):
        kubectl.out(f"label node noeud-{number} topology.kubernetes.io/zone=zone-{zone}")
    kubectl.files["web.yaml"] = WEB % constraint
    kubectl.out("create -f web.yaml")
    kubectl.out("rollout status deployment web")
    assert placed(kubectl) == {"noeud-1": 2, "noeud-2": 2, "noeud-3": 2}
    power.power_off(kubectl.world, {"host": "baie-3"})
    kubectl.wait(420)
    return kubectl


def placed(kubectl: Kubectl) -> Counter[str]:
    """How many pods that are not going away each node has; those without one under ``""``."""
    pods = kubectl.world.store.by_index("pods", "namespace", "default")
    staying = [pod for pod in pods if "deletionTimestamp" not in pod["metadata"]]
    return Counter(pod["spec"].get("nodeName", "") for pod in staying)


def test_a_strict_spread_waits_for_the_zone_to_come_back() -> None:
    kubectl = lost(STRICT)
    # The dark zone still counts, empty: a third pod elsewhere would make the skew too large.
    assert placed(kubectl) == {"noeud-1": 2, "noeud-2": 2, "": 2}
    messages = kubectl.out(
        "get pods --field-selector spec.nodeName= "
        "-o jsonpath={.items[*].status.conditions[0].message}"
    )
    assert messages.startswith(
        "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match pod "
        "topology spread constraints. no new claims to deallocate, preemption: 0/3 nodes are "
        "available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found "
        "for incoming pod."
    )
    power.power_on(kubectl.world, {"host": "baie-3"})
    kubectl.wait(180)
    assert placed(kubectl) == {"noeud-1": 2, "noeud-2": 2, "noeud-3": 2}


@pytest.mark.parametrize(
    "constraint",
    [f"{STRICT}\n        nodeTaintsPolicy: Honor", "whenUnsatisfiable: ScheduleAnyway"],
)
def test_a_spread_that_gives_way_fills_the_zones_that_are_left(constraint: str) -> None:
    kubectl = lost(constraint)
    assert placed(kubectl) == {"noeud-1": 3, "noeud-2": 3}


def test_too_few_zones_for_the_least_wanted_leave_no_room() -> None:
    with_least = f"{STRICT}\n        nodeTaintsPolicy: Honor\n        minDomains: 3"
    kubectl = lost(with_least)
    assert placed(kubectl) == {"noeud-1": 2, "noeud-2": 2, "": 2}
