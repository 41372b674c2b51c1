"""The card of a pod: a grape."""

from __future__ import annotations

from typing import Any

from cluster_sim.live.cards.generic import labels
from cluster_sim.live.cards.peculiar import peculiar
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api import registry, timestamps
from cluster_sim.world.kube.api.meta import controller_of, is_terminating
from cluster_sim.world.kube.pod_state import phase_of
from cluster_sim.world.kube.scheduler.requests import CPU, MEMORY, requested

_HASH = "pod-template-hash"
_READY, _STATUS, _RESTARTS = 1, 2, 3
_MOST_DIGITS = 12
_DAY = 86_400 * SECOND


def pod(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """Where the pod is, how it is, whose it is, and its containers as seeds."""
    status = obj.get("status") or {}
    row = _row(world, obj)
    asked = requested(obj["spec"])
    return {
        "uid": obj["metadata"]["uid"],
        "owner": topmost_owner(obj),
        "node": obj["spec"].get("nodeName", ""),
        "phase": phase_of(obj),
        "status": row[_STATUS],
        "ready": [int(part) for part in row[_READY].split("/")],
        "restarts": int(str(row[_RESTARTS]).partition(" ")[0]),
        "ip": status.get("podIP", ""),
        "qos": status.get("qosClass", ""),
        "terminating": is_terminating(obj),
        "deadline": _deadline(world, obj),
        "containers": _containers(obj, status),
        "labels": labels(obj),
        "requests": {"cpu": asked.get(CPU, 0), "memory": asked.get(MEMORY, 0)},
        **peculiar(world, obj),
    }


def _row(world: World, obj: dict[str, Any]) -> list[Any]:
    row = registry.by_key("pods").row
    assert row is not None, "pods have a table"
    return row(obj, world.unix)


def topmost_owner(obj: dict[str, Any]) -> dict[str, str] | None:
    """The Deployment behind the ReplicaSet behind the pod, as far up as it goes.

    Read from the pod alone, so that it stays true when those above it are gone: a Deployment names
    its ReplicaSets after itself and the hash that it also gives the pods as a label
    (pkg/controller/deployment/sync.go), a CronJob its Jobs after the minute for which they are
    (pkg/controller/cronjob/utils.go, getJobName), which is at most a day old then.
    """
    owner = controller_of(obj)
    if owner is None:
        return None
    kind, name = owner["kind"], owner["name"]
    suffix = f"-{labels(obj).get(_HASH, '')}"
    if kind == "ReplicaSet" and len(suffix) > 1 and name.endswith(suffix):
        return {"kind": "Deployment", "name": name.removesuffix(suffix)}
    if kind == "Job" and _is_of_cron_job(obj, name):
        return {"kind": "CronJob", "name": name.rpartition("-")[0]}
    return {"kind": kind, "name": name}


def _is_of_cron_job(obj: dict[str, Any], job: str) -> bool:
    minute = job.rpartition("-")[2]
    if not (minute.isascii() and minute.isdecimal() and len(minute) < _MOST_DIGITS):
        return False
    made = timestamps.parse(obj["metadata"]["creationTimestamp"])
    return 0 <= made - int(minute) * 60 * SECOND <= _DAY


def _deadline(world: World, obj: dict[str, Any]) -> int | None:
    text = obj["metadata"].get("deletionTimestamp")
    return timestamps.parse(text) - world.epoch if text else None


def _containers(obj: dict[str, Any], status: dict[str, Any]) -> list[dict[str, Any]]:
    told = {found["name"]: found for found in status.get("containerStatuses") or ()}
    return [
        _container(container, told.get(container["name"]))
        for container in obj["spec"]["containers"]
    ]


def _container(container: dict[str, Any], told: dict[str, Any] | None) -> dict[str, Any]:
    state: dict[str, dict[str, Any]] = (told or {}).get("state") or {"waiting": {}}
    facts: dict[str, Any]
    name, facts = next(iter(state.items()), ("waiting", {}))
    return {
        "name": container["name"],
        "image": container["image"],
        "state": name,
        "reason": (facts or {}).get("reason", ""),
        "ready": bool((told or {}).get("ready")),
        "restarts": (told or {}).get("restartCount", 0),
    }
