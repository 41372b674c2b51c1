"""PodTopologyLabels: a pod carries the zone and the region of the node it goes to.

plugin/pkg/admission/podtopologylabels/admission.go, on by default since 1.35
"""

from __future__ import annotations

from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource

_COPIED = ("topology.kubernetes.io/region", "topology.kubernetes.io/zone")


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """A pod that names its node itself is labelled like the one that is bound to it."""
    return with_topology(call, obj) if resource.key == "pods" else obj


def with_topology(call: Call, pod: Object) -> Object:
    """The pod with its node's labels of place; the node's word counts more than the pod's."""
    node = call.world.store.get("nodes", "", pod["spec"].get("nodeName", ""))
    labels = (node["metadata"].get("labels") or {}) if node is not None else {}
    found = {name: labels[name] for name in _COPIED if name in labels}
    if not found:
        return pod
    meta = pod["metadata"]
    return {**pod, "metadata": {**meta, "labels": {**(meta.get("labels") or {}), **found}}}
