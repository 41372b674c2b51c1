"""The conditions of a pod as its kubelet writes them (pkg/kubelet/status/generate.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.podphase import (
    all_done,
    all_well,
    has_passed,
    has_run,
    of_kind,
)
from cluster_sim.world.kube.kubelet.podrecords import EXITED, INIT, MAIN, WAITING, Record

_ORDER = (
    "PodReadyToStartContainers",
    "Initialized",
    "Ready",
    "ContainersReady",
    "PodScheduled",
)
_NOT_READY = "ContainersNotReady"
_RESIZES = ("PodResizePending", "PodResizeInProgress")

Found = tuple[bool, str, str]


def conditions(
    pod: Object, record: Record, phase: str, now: int, final: bool = False
) -> list[dict[str, Any]]:
    """All conditions: those of others are kept, the kubelet's own follow in their order.

    ``final``: the pod's sandbox is gone, and nothing of it will run any more.
    """
    old = {each["type"]: each for each in (pod.get("status") or {}).get("conditions") or ()}
    done = all_done(pod, record) or phase in ("Succeeded", "Failed")
    containers_ready = _unready(pod, record, done, phase)
    over = final or phase in ("Succeeded", "Failed")
    sandbox = record["sandbox"] is not None and not over
    found = {
        "PodReadyToStartContainers": (sandbox, "", ""),
        "Initialized": _initialized(record, done, phase),
        "Ready": _ready(pod, containers_ready, old),
        "ContainersReady": containers_ready,
        "PodScheduled": (True, "", ""),
    }
    generation = pod["metadata"].get("generation", 1)
    extra = _own_extra(record)
    made = [
        condition(kind, *extra[kind][:3], old.get(kind), extra[kind][3] or generation, now)
        for kind in extra
    ]
    made += [condition(kind, *found[kind], old.get(kind), generation, now) for kind in _ORDER]
    own = (*found, *extra, *_RESIZES)
    return [*(each for kind, each in old.items() if kind not in own), *made]


def condition(
    kind: str,
    holds: bool,
    reason: str,
    message: str,
    old: dict[str, Any] | None,
    generation: int,
    now: int,
) -> dict[str, Any]:
    """One condition; its transition time is kept while its status stays the same."""
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


def _own_extra(record: Record) -> dict[str, tuple[bool, str, str, int]]:
    """What is only there at times: a resize under way, a disruption."""
    found = {}
    for kind in _RESIZES:
        resize = (record.get("resize") or {}).get(kind)
        if resize:
            found[kind] = (True, resize["reason"], resize["message"], resize["generation"])
    failed = record.get("failed")
    if failed and failed.get("disruption"):
        found["DisruptionTarget"] = (True, *failed["disruption"], 0)
    return found


def _unready(pod: Object, record: Record, done: bool, phase: str) -> Found:
    mains = [record["containers"][each["name"]] for each in pod["spec"]["containers"]]
    if done:
        well = phase == "Succeeded" or (phase != "Failed" and all_well(mains))
        return False, "PodCompleted" if well else "PodFailed", ""
    sidecars = [each for each in of_kind(record, INIT) if each["sidecar"]]
    unready = [each["name"] for each in (*sidecars, *mains) if not each["ready"]]
    if not unready:
        return True, "", ""
    return False, _NOT_READY, f"containers with unready status: [{' '.join(unready)}]"


def _ready(pod: Object, containers: Found, old: dict[str, dict[str, Any]]) -> Found:
    """Ready: all containers are, and every readiness gate says True."""
    if not containers[0]:
        return containers
    messages = []
    for gate in pod["spec"].get("readinessGates") or ():
        kind = gate["conditionType"]
        status = (old.get(kind) or {}).get("status")
        if status is None:
            text = f'corresponding condition of pod readiness gate "{kind}" does not exist.'
            messages.append(text)
        elif status != "True":
            text = f'the status of pod readiness gate "{kind}" is not "True", but {status}'
            messages.append(text)
    if messages:
        return False, "ReadinessGatesNotReady", ", ".join(messages)
    return containers


def _initialized(record: Record, done: bool, phase: str) -> Found:
    waiting = [each["name"] for each in of_kind(record, INIT) if not has_passed(each)]
    mains = of_kind(record, MAIN)
    begun = any(each["stage"] != WAITING or has_run(each) for each in mains)
    if waiting and not begun:
        message = f"containers with incomplete status: [{' '.join(waiting)}]"
        return False, "ContainersNotInitialized", message
    completed = done and all_well([each for each in mains if each["stage"] == EXITED])
    return True, "PodCompleted" if completed and phase != "Failed" else "", ""
