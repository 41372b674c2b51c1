"""How ``kubectl get pods`` shows a Pod (printPod): the STATUS column is worked out here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age
from cluster_sim.world.kube.api.tables.restarts import Restarts

COLUMNS = (
    Column("Name"),
    Column("Ready"),
    Column("Status"),
    Column("Restarts"),
    Column("Age"),
    Column("IP", wide=True),
    Column("Node", wide=True),
    Column("Nominated Node", wide=True),
    Column("Readiness Gates", wide=True),
)


@dataclass(slots=True)
class _Summary:
    """What the containers of one pod come to."""

    reason: str
    ready: int
    restarts: Restarts


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one Pod; ``now`` in Unix microseconds."""
    spec, status = obj.get("spec", {}), obj.get("status", {})
    summary = _summary(spec, status)
    return [
        obj["metadata"]["name"],
        f"{summary.ready}/{_container_count(spec)}",
        _deleted(obj) or summary.reason,
        summary.restarts.text(now),
        age(obj, now),
        _ip(status),
        spec.get("nodeName") or "<none>",
        status.get("nominatedNodeName") or "<none>",
        _gates(spec, status),
    ]


def _summary(spec: Object, status: Object) -> _Summary:
    summary = _Summary(_pod_reason(status), 0, Restarts())
    sidecar_restarts = Restarts()
    initializing = _initialize(spec, status, summary, sidecar_restarts)
    if not initializing or _condition(status, "Initialized") == "True":
        summary.restarts = sidecar_restarts
        _run(status, summary)
    return summary


def _pod_reason(status: Object) -> str:
    for condition in status.get("conditions") or []:
        gated = condition.get("reason") == "SchedulingGated"
        if condition.get("type") == "PodScheduled" and gated:
            return "SchedulingGated"
    return str(status.get("reason") or status.get("phase", ""))


def _initialize(spec: Object, status: Object, summary: _Summary, sidecars: Restarts) -> bool:
    """Go through the init containers; true when one of them is not done."""
    declared = spec.get("initContainers") or []
    kinds = {container.get("name"): _is_sidecar(container) for container in declared}
    for at, container in enumerate(status.get("initContainerStatuses") or []):
        sidecar = kinds.get(container.get("name"), False)
        summary.restarts.add(container)
        if sidecar:
            sidecars.add(container)
        terminated = container.get("state", {}).get("terminated")
        if terminated is not None and not terminated.get("exitCode"):
            continue
        if sidecar and container.get("started"):
            summary.ready += bool(container.get("ready"))
            continue
        summary.reason = _init_reason(container, at, len(declared))
        return True
    return False


def _init_reason(container: Object, at: int, total: int) -> str:
    state = container.get("state", {})
    if state.get("terminated") is not None:
        return "Init:" + _termination(state["terminated"])
    waiting = (state.get("waiting") or {}).get("reason")
    return f"Init:{waiting}" if waiting and waiting != "PodInitializing" else f"Init:{at}/{total}"


def _run(status: Object, summary: _Summary) -> None:
    """Go through the containers, last first: the first one in trouble gives the reason."""
    running = False
    failure = ""
    for container in reversed(status.get("containerStatuses") or []):
        summary.restarts.add(container)
        state = container.get("state", {})
        if (state.get("waiting") or {}).get("reason"):
            summary.reason = state["waiting"]["reason"]
        elif state.get("terminated") is not None:
            summary.reason = _termination(state["terminated"])
            failure = summary.reason if state["terminated"].get("exitCode") else failure
        elif container.get("ready") and state.get("running") is not None:
            running = True
            summary.ready += 1
    if summary.reason == "Completed":
        summary.reason = _completed(status, running, failure)


def _completed(status: Object, running: bool, failure: str) -> str:
    """A pod of which one container is done is what the others make of it."""
    if running and _condition(status, "Ready") == "True":
        return "Running"
    if failure:
        return failure
    return "NotReady" if running else "Completed"


def _termination(terminated: Object) -> str:
    if terminated.get("reason"):
        return str(terminated["reason"])
    if terminated.get("signal"):
        return f"Signal:{terminated['signal']}"
    return f"ExitCode:{terminated.get('exitCode', 0)}"


def _deleted(obj: Object) -> str:
    """The status of a pod being deleted, empty for any other."""
    if not obj["metadata"].get("deletionTimestamp"):
        return ""
    status = obj.get("status", {})
    if status.get("reason") == "NodeLost":
        return "Unknown"
    return "" if status.get("phase") in ("Succeeded", "Failed") else "Terminating"


def _is_sidecar(container: Object) -> bool:
    return container.get("restartPolicy") == "Always"


def _container_count(spec: Object) -> int:
    sidecars = sum(_is_sidecar(container) for container in spec.get("initContainers") or [])
    return len(spec.get("containers") or []) + sidecars


def _condition(status: Object, kind: str) -> str:
    for condition in status.get("conditions") or []:
        if condition.get("type") == kind:
            return str(condition.get("status", ""))
    return ""


def _ip(status: Object) -> str:
    ips = status.get("podIPs") or []
    return (ips[0].get("ip") if ips else "") or "<none>"


def _gates(spec: Object, status: Object) -> str:
    gates = spec.get("readinessGates") or []
    if not gates:
        return "<none>"
    passed = sum(_condition(status, gate["conditionType"]) == "True" for gate in gates)
    return f"{passed}/{len(gates)}"
