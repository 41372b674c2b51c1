"""The sub-resources that act: binding, eviction, scale."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import errors, timestamps
from cluster_sim.world.kube.api.admission.pod_topology_labels import with_topology
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import is_terminating, name_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions, delete
from cluster_sim.world.kube.api.verbs.update import store_update, update


def bind(call: Call, resource: Resource, namespace: str, name: str, node: str) -> Object:
    """Assign a pod to a node; Conflict when it has one or is going away.

    pkg/registry/core/pod/storage/storage.go (BindingREST)
    """
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
    status = pod.get("status") or {}
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


def evict(
    call: Call, resource: Resource, namespace: str, name: str, options: DeleteOptions
) -> Object:
    """Ask a pod to leave in good order, as ``kubectl drain`` does."""
    return delete(call, resource, namespace, name, options)


def finalize(call: Call, resource: Resource, name: str) -> Object:
    """Take the finalizers off a namespace's spec: it goes, if it was asked to."""
    old = call.existing(resource, "", name)
    spec = {key: value for key, value in old["spec"].items() if key != "finalizers"}
    return store_update(call, resource, old, {**old, "spec": spec})


def set_scale(
    call: Call, resource: Resource, namespace: str, name: str, replicas: Any, version: str = ""
) -> Object:
    """The object with another number of replicas; Invalid for what is no such number."""
    old = call.existing(resource, namespace, name)
    if not isinstance(replicas, int) or isinstance(replicas, bool) or replicas < 0:
        detail = f"Invalid value: {replicas}: must be greater than or equal to 0"
        fault = errors.FieldError("FieldValueInvalid", "spec.replicas", detail)
        raise errors.invalid("autoscaling", "Scale", name_of(old), [fault])
    meta = {**old["metadata"], "resourceVersion": version} if version else old["metadata"]
    new = {**old, "metadata": meta, "spec": {**old["spec"], "replicas": replicas}}
    return update(call, resource, namespace, new)
