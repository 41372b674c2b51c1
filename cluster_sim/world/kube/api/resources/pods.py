"""Pod: containers that live and die together."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import qos
from cluster_sim.world.kube.api.defaults.pods import default_pod
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.label_keys import with_label_keys
from cluster_sim.world.kube.api.pod_inert import pod_fields
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation, with_status
from cluster_sim.world.kube.api.tables import pods as table
from cluster_sim.world.kube.api.validation import pods

_GATED = {
    "type": "PodScheduled",
    "status": "False",
    "reason": "SchedulingGated",
    "message": "Scheduling is blocked due to non-empty scheduling gates",
}


def _first_status(spec: dict[str, Any]) -> dict[str, Any]:
    status: dict[str, Any] = {"phase": "Pending", "qosClass": qos.computed(spec)}
    if spec.get("schedulingGates"):
        status["conditions"] = [_GATED]
    return status


_status_of = IdentityMemo(_first_status)


def _prepare_create(pod: Object) -> Object:
    """Pending, with the class of service that its resources give it, its selectors complete."""
    pod = with_label_keys(pod)
    return with_status(first_generation(pod), _status_of(pod["spec"]))


RESOURCE = Resource(
    group="",
    version="v1",
    kind="Pod",
    plural="pods",
    singular="pod",
    namespaced=True,
    short_names=("po",),
    categories=("all",),
    subresources=(
        "attach",
        "binding",
        "ephemeralcontainers",
        "eviction",
        "exec",
        "log",
        "portforward",
        "proxy",
        "resize",
        "status",
    ),
    columns=table.COLUMNS,
    row=table.row,
    default=default_pod,
    prepare_create=_prepare_create,
    prepare_update=counted_update,
    validate=pods.validate_pod,
    validate_update=pods.validate_pod_update,
    field_labels=(
        "metadata.name",
        "metadata.namespace",
        "spec.nodeName",
        "spec.restartPolicy",
        "spec.schedulerName",
        "spec.serviceAccountName",
        "spec.hostNetwork",
        "status.phase",
        "status.podIP",
        "status.podIPs",
        "status.nominatedNodeName",
    ),
    inert=pod_fields("spec"),
)
