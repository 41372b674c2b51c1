"""Pods whose resources are being changed while they run: what counts until that is done.

k8s.io/component-helpers/resource (helpers.go, PodRequests with UseStatusResources): the largest
of what the spec asks for, what the kubelet has promised and what the containers run with; a
change that the node can never give (PodResizePending, Infeasible) counts for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler.pod_kind import PodKind, kind_of

Spec = Mapping[str, Any]

_CONDITIONS = ("PodResizePending", "PodResizeInProgress")


def is_resizing(pod: Object) -> bool:
    """Whether the pod's kubelet has not given all that the spec asks for, as far as it told."""
    status = pod.get("status") or {}
    if any(each["type"] in _CONDITIONS for each in status.get("conditions") or ()):
        return True
    promised = {
        each["name"]: each["allocatedResources"]
        for each in status.get("containerStatuses") or ()
        if "allocatedResources" in each
    }
    return bool(promised) and any(
        promised.get(each["name"], requests) != requests
        for each in pod["spec"]["containers"]
        for requests in ((each.get("resources") or {}).get("requests"),)
    )


def kind_on_node(pod: Object) -> PodKind:
    """The kind of a pod that is on a node, with the requests that count for it there."""
    spec = pod["spec"]
    if not is_resizing(pod):
        return kind_of(spec)
    given = [_with(spec, pod, _actual), _with(spec, pod, _promised)]
    pending = condition(pod, "PodResizePending")
    infeasible = pending is not None and pending.get("reason") == "Infeasible"
    return PodKind(spec, given if infeasible else [spec, *given])


def _with(spec: Spec, pod: Object, requests: Any) -> Spec:
    """The spec with what the status says of its containers in place of their requests."""
    status, changed = pod.get("status") or {}, dict(spec)
    for field, told in (
        ("containers", "containerStatuses"),
        ("initContainers", "initContainerStatuses"),
    ):
        statuses = {each["name"]: each for each in status.get(told) or ()}
        if spec.get(field):
            changed[field] = [
                _replaced(each, requests(statuses.get(each["name"]) or {})) for each in spec[field]
            ]
    return changed


def _promised(status: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return status.get("allocatedResources")


def _actual(status: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return (status.get("resources") or {}).get("requests") or _promised(status)


def _replaced(container: Spec, requests: Mapping[str, Any] | None) -> Spec:
    if requests is None:
        return container
    return {**container, "resources": {**(container.get("resources") or {}), "requests": requests}}
