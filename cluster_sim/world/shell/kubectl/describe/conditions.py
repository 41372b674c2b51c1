"""Conditions as tables, in the three forms that descriptions have."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from cluster_sim.world.shell.kubectl.describe.writer import Writer

Conditions = list[dict[str, Any]]


def write_reasons(w: Writer, conditions: Conditions | None) -> None:
    """Type, status and reason (controllers)."""
    if not conditions:
        return
    w.line(0, "Conditions:\n  Type\tStatus\tReason")
    w.line(1, "----\t------\t------")
    for each in conditions:
        w.line(1, f"{each['type']} \t{each['status']}\t{each.get('reason', '')}")


def write_moments(w: Writer, conditions: Conditions | None) -> None:
    """Type, status, last transition, reason and message (namespaces, service ranges)."""
    if not conditions:
        return
    w.line(0, "Conditions:")
    w.line(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage")
    w.line(1, "----\t------\t------------------\t------\t-------")
    for each in conditions:
        when, why = rfc1123(each.get("lastTransitionTime")), each.get("reason", "")
        w.line(1, f"{each['type']}\t{each['status']}\t{when}\t{why}\t{each.get('message', '')}")


def write_heartbeats(w: Writer, conditions: Conditions | None, beat: str, title: str) -> None:
    """Two moments, reason and message (nodes: lastHeartbeatTime, claims: lastProbeTime)."""
    if not conditions:
        return
    w.line(0, f"Conditions:\n  Type\tStatus\t{title}\tLastTransitionTime\tReason\tMessage")
    w.line(1, "----\t------\t-----------------\t------------------\t------\t-------")
    for each in conditions:
        first, then = rfc1123(each.get(beat)), rfc1123(each.get("lastTransitionTime"))
        why, text = each.get("reason", ""), each.get("message", "")
        w.line(1, f"{each['type']} \t{each['status']} \t{first} \t{then} \t{why} \t{text}")
