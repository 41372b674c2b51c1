"""``pods/binding``: assign a pod to a node (pkg/registry/core/pod/storage/storage.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.values import lookup, without_field
from cluster_sim.world.kube.api import errors, timestamps
from cluster_sim.world.kube.api.admission.pod_topology_labels import with_topology
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.subresources.subresource import Subresource
from cluster_sim.world.kube.api.verbs.request import SUCCESS, understood

BINDING = Resource("", "v1", "Binding", "bindings", "binding", True)


def bind(call: Call, resource: Resource, namespace: str, name: str, node: str) -> Object:
    """Assign a pod to a node; Conflict when it has one or is going away."""
    pod = call.existing(resource, namespace, name)
    if is_terminating(pod):
        raise errors.conflict(
            "", "pods/binding", name, f"pod {name} is being deleted, cannot be assigned to a host"
        )
    present = pod["spec"].get("nodeName")
    if present:
        raise errors.conflict(
            "", "pods/binding", name, f'pod {name} is already assigned to node "{present}"'
        )
    # Bound, the pod is nominated to no node any more (ClearingNominatedNodeNameAfterBinding).
    status = without_field(pod.get("status") or {}, ("nominatedNodeName",))
    scheduled = {
        "type": "PodScheduled",
        "status": "True",
        "lastProbeTime": None,
        "lastTransitionTime": timestamps.time(call.world.unix),
        "observedGeneration": pod["metadata"].get("generation", 1),
    }
    others = [c for c in status.get("conditions") or () if c["type"] != "PodScheduled"]
    bound = {
        **pod,
        "spec": {**pod["spec"], "nodeName": node},
        "status": {**status, "conditions": [*others, scheduled]},
    }
    return call.write(resource, namespace, name, with_topology(call, bound))


def create(call: Call, resource: Resource, namespace: str, name: str, body: Any) -> Object:
    """Bind the pod to the Node that the Binding targets; a Status of success."""
    binding = understood(call, BINDING, body)
    kind, node = lookup(binding, ("target", "kind"), ""), lookup(binding, ("target", "name"), "")
    faults = []
    if kind not in ("", "Node"):
        text = f'Unsupported value: "{kind}": supported values: "Node", "<empty>"'
        faults.append(errors.FieldError("FieldValueNotSupported", "target.kind", text))
    if not node:
        faults.append(errors.FieldError("FieldValueRequired", "target.name", "Required value"))
    if faults:
        raise errors.invalid("", "Binding", name, faults)
    bind(call, resource, namespace, name, node)
    return SUCCESS


SUBRESOURCE = Subresource("binding", create=create, of=lambda resource: BINDING)
