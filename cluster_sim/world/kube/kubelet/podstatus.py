"""The status of a pod as its kubelet writes it (kubelet_pods.go, status/generate.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import qos, timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import containerstatus
from cluster_sim.world.kube.kubelet.podrecords import (
    EXITED,
    INIT,
    RUNNING,
    WAITING,
    Container,
    Record,
)

_ORDER = (
    "PodReadyToStartContainers",
    "Initialized",
    "Ready",
    "ContainersReady",
    "PodScheduled",
)
_NOT_READY = "ContainersNotReady"


def build(pod: Object, record: Record, address: str, now: int, final: bool) -> dict[str, Any]:
    """The whole status. ``final``: nothing of the pod will run any more."""
    old = pod.get("status") or {}
    phase = phase_of(pod, record, final, old.get("phase", "Pending"))
    status: dict[str, Any] = {
        "conditions": _conditions(pod, record, phase, now),
        "hostIP": address,
        "hostIPs": [{"ip": address}],
        "observedGeneration": pod["metadata"].get("generation", 1),
        "phase": phase,
        "qosClass": old.get("qosClass") or qos.computed(pod["spec"]),
        "resources": pod["spec"].get("resources") or {},
        "startTime": old.get("startTime") or timestamps.time(now),
    }
    ip = address if pod["spec"].get("hostNetwork") else record["ip"] or old.get("podIP", "")
    if ip and _has_begun(record):
        status.update(podIP=ip, podIPs=[{"ip": ip}])
    for field, kind in (
        ("initContainerStatuses", "initContainers"),
        ("containerStatuses", "containers"),
    ):
        specs = pod["spec"].get(kind) or ()
        if specs:
            status[field] = [containerstatus.build(pod, spec, record) for spec in specs]
    for field in ("nominatedNodeName", "reason", "message"):
        if old.get(field):
            status[field] = old[field]
    return status


def phase_of(pod: Object, record: Record, final: bool, before: str) -> str:
    """Pending, Running, Succeeded or Failed (getPhase)."""
    if before in ("Succeeded", "Failed"):
        return before
    mains = [each for each in record["containers"].values() if each["kind"] != INIT]
    policy = pod["spec"].get("restartPolicy", "Always")
    if final:
        well = not _failed_init(record, policy) and all(each["code"] == 0 for each in mains)
        return "Succeeded" if well else "Failed"
    if any(each["stage"] != RUNNING and not _has_run(each) for each in mains):
        return "Pending"
    # A pod whose containers are all done stays Running until it has been taken down.
    return "Running"


def _has_run(container: Container) -> bool:
    return container["finished"] is not None or container["last"] is not None


def all_done(pod: Object, record: Record) -> bool:
    """Whether every container has ended and none will be started again."""
    policy = pod["spec"].get("restartPolicy", "Always")
    if _failed_init(record, policy):
        return True
    mains = [each for each in record["containers"].values() if each["kind"] != INIT]
    if any(each["stage"] != EXITED for each in mains):
        return False
    return policy == "Never" or (policy == "OnFailure" and _all_well(mains))


def _failed_init(record: Record, policy: str) -> bool:
    if policy != "Never":
        return False
    inits = [each for each in record["containers"].values() if each["kind"] == INIT]
    return any(each["stage"] == EXITED and each["code"] and not each["sidecar"] for each in inits)


def _all_well(containers: list[Container]) -> bool:
    return all(each["code"] == 0 for each in containers)


def _has_begun(record: Record) -> bool:
    """The runtime's answer reaches the status with the first container."""
    return any(
        each["stage"] == RUNNING or each["shown"] or _has_run(each)
        for each in record["containers"].values()
    )


def _conditions(pod: Object, record: Record, phase: str, now: int) -> list[dict[str, Any]]:
    old = {each["type"]: each for each in (pod.get("status") or {}).get("conditions") or ()}
    done = all_done(pod, record) or phase in ("Succeeded", "Failed")
    unready = _unready(pod, record, done, phase)
    sandbox = record["sandbox"] is not None and phase not in ("Succeeded", "Failed")
    found = {
        "PodReadyToStartContainers": (sandbox, "", ""),
        "Initialized": _initialized(pod, record, done, phase),
        "Ready": unready,
        "ContainersReady": unready,
        "PodScheduled": (True, "", ""),
    }
    generation = pod["metadata"].get("generation", 1)
    made = [_condition(kind, *found[kind], old.get(kind), generation, now) for kind in _ORDER]
    return [*(each for kind, each in old.items() if kind not in found), *made]


def _condition(
    kind: str,
    holds: bool,
    reason: str,
    message: str,
    old: dict[str, Any] | None,
    generation: int,
    now: int,
) -> dict[str, Any]:
    status = "True" if holds else "False"
    since = timestamps.time(now)
    if old is not None and old["status"] == status:
        since = old["lastTransitionTime"]
    made = {
        "type": kind,
        "status": status,
        "lastProbeTime": None,
        "lastTransitionTime": since,
        "observedGeneration": generation,
    }
    if reason:
        made["reason"] = reason
    if message:
        made["message"] = message
    return made


def _unready(pod: Object, record: Record, done: bool, phase: str) -> tuple[bool, str, str]:
    mains = [record["containers"][each["name"]] for each in pod["spec"]["containers"]]
    if done:
        well = phase == "Succeeded" or (phase != "Failed" and _all_well(mains))
        return False, "PodCompleted" if well else "PodFailed", ""
    unready = [each["name"] for each in mains if not each["ready"]]
    if not unready:
        return True, "", ""
    return False, _NOT_READY, f"containers with unready status: [{' '.join(unready)}]"


def _initialized(pod: Object, record: Record, done: bool, phase: str) -> tuple[bool, str, str]:
    inits = [each for each in record["containers"].values() if each["kind"] == INIT]
    waiting = [each["name"] for each in inits if not _passed(each)]
    mains = [each for each in record["containers"].values() if each["kind"] != INIT]
    begun = any(each["stage"] != WAITING or _has_run(each) for each in mains)
    if waiting and not begun:
        message = f"containers with incomplete status: [{' '.join(waiting)}]"
        return False, "ContainersNotInitialized", message
    completed = done and _all_well([each for each in mains if each["stage"] == EXITED])
    return True, "PodCompleted" if completed and phase != "Failed" else "", ""


def _passed(container: Container) -> bool:
    if container["sidecar"]:
        return bool(container["stage"] == RUNNING and container["up"])
    return bool(container["stage"] == EXITED and container["code"] == 0)
