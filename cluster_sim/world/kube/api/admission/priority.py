"""Priority: a pod without a class has priority 0 and may preempt.

plugin/pkg/admission/priority/admission.go. The two system classes exist in every cluster
(pkg/apis/scheduling/v1/helpers.go).
"""

from __future__ import annotations

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource

SYSTEM_CLASSES = {
    "system-cluster-critical": 2_000_000_000,
    "system-node-critical": 2_000_001_000,
}
_ORDINARY = {"priority": 0, "preemptionPolicy": "PreemptLowerPriority"}


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """Fill in the pod's priority; Forbidden for a class that does not exist."""
    if resource.key != "pods":
        return obj
    spec = obj["spec"]
    name = spec.get("priorityClassName", "")
    if not name:
        return {**obj, "spec": {**spec, **_ORDINARY}}
    if name not in SYSTEM_CLASSES:
        why = f"no PriorityClass with name {name} was found"
        raise errors.forbidden("", "pods", name_of(obj), why)
    return {**obj, "spec": {**spec, **_ORDINARY, "priority": SYSTEM_CLASSES[name]}}
