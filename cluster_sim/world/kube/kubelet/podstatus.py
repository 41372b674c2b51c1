"""The status of a pod as its kubelet writes it (kubelet_pods.go: generateAPIPodStatus)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import qos, timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import containerstatus
from cluster_sim.world.kube.kubelet.podconditions import conditions
from cluster_sim.world.kube.kubelet.podphase import all_done, has_run, phase_of
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, Record

__all__ = ["all_done", "build"]

_LISTS = (
    ("initContainerStatuses", "initContainers"),
    ("containerStatuses", "containers"),
    ("ephemeralContainerStatuses", "ephemeralContainers"),
)


def build(pod: Object, record: Record, address: str, now: int, final: bool) -> dict[str, Any]:
    """The whole status. ``final``: nothing of the pod will run any more."""
    old = pod.get("status") or {}
    phase = phase_of(pod, record, final, old.get("phase", "Pending"))
    status: dict[str, Any] = {
        "conditions": conditions(pod, record, phase, now, final),
        "hostIP": address,
        "hostIPs": [{"ip": address}],
        "observedGeneration": pod["metadata"].get("generation", 1),
        "phase": phase,
        "qosClass": old.get("qosClass") or qos.computed(pod["spec"]),
        "resources": pod["spec"].get("resources") or {},
        "startTime": old.get("startTime") or timestamps.time(now),
    }
    ip = address if pod["spec"].get("hostNetwork") else record["ip"] or old.get("podIP", "")
    if ip and (_has_begun(record) or old.get("podIP")):
        status.update(podIP=ip, podIPs=[{"ip": ip}])
    for field, kind in _LISTS:
        specs = pod["spec"].get(kind) or ()
        if specs:
            status[field] = [containerstatus.build(pod, spec, record) for spec in specs]
    failed = record.get("failed") if final else None
    for field in ("nominatedNodeName", "reason", "message", "resourceClaimStatuses"):
        value = (failed or {}).get(field) or old.get(field)
        if value:
            status[field] = value
    return status


def _has_begun(record: Record) -> bool:
    """The runtime's answer reaches the status with the first container."""
    return any(
        each["stage"] == RUNNING or each["shown"] or has_run(each)
        for each in record["containers"].values()
    )
