"""The moments worth a mark on the timeline."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kube.api.conditions import condition

Marker = dict[str, Any]


def of_changes(changes: list[Change]) -> list[Marker]:
    """The marks among these changes, none before the student came."""
    found = (_marker(change) for change in changes if change.time >= 0)
    return [marker for marker in found if marker is not None]


def _marker(change: Change) -> Marker | None:
    reading = _READINGS.get(change.key.resource)
    told = reading(change) if reading else None
    if told is None:
        return None
    kind, text = told
    return {
        "time": change.time,
        "revision": change.revision,
        "kind": kind,
        "key": list(change.key),
        "text": text,
    }


def _command(change: Change) -> tuple[str, str] | None:
    if change.new is None:
        return None
    kind, args = change.new["kind"], change.new["args"]
    if kind.startswith(("power-", "vm-")):
        return "power", " ".join([kind, *map(str, args.values())])
    if kind == "shell" and args.get("text", "").strip():
        return "command", args["text"][:80]
    return ("command", f"{args.get('verb', '')} {args.get('name', '')}") if kind == "kube" else None


def _node(change: Change) -> tuple[str, str] | None:
    if change.old is None or change.new is None:
        return None
    before, after = condition(change.old, "Ready"), condition(change.new, "Ready")
    if not before or not after or before["status"] == after["status"]:
        return None
    return "node", f"{change.key.name} {'Ready' if after['status'] == 'True' else 'NotReady'}"


def _deployment(change: Change) -> tuple[str, str] | None:
    if change.old is None or change.new is None:
        return None
    before, after = (obj["spec"].get("replicas") for obj in (change.old, change.new))
    return ("scale", f"{change.key.name}: {before} → {after}") if before != after else None


def _pod(change: Change) -> tuple[str, str] | None:
    """A container that ended badly."""
    if change.new is None or _failures(change.new) <= _failures(change.old):
        return None
    return "fault", change.key.name


def _failures(pod: dict[str, Any] | None) -> int:
    statuses = ((pod or {}).get("status") or {}).get("containerStatuses") or ()
    return sum(
        1
        for told in statuses
        if ((told.get("state") or {}).get("terminated") or {}).get("exitCode", 0) != 0
    )


_READINGS = {
    "commands": _command,
    "nodes": _node,
    "deployments.apps": _deployment,
    "pods": _pod,
}
