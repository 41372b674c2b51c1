"""What changes of hosts, virtual machines and nodes tell."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.fact import Fact, since_cause
from cluster_sim.world.hypervisor.hosts import is_on
from cluster_sim.world.hypervisor.vms import BOOTING, PAUSED, RUNNING, STOPPED, phase_of
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import condition

_PHASES = {RUNNING: "vm.started", PAUSED: "vm.paused", STOPPED: "vm.stopped"}


def host(world: World, change: Change) -> list[Fact]:
    """A host lost its power, or got it back."""
    if change.old is None or change.new is None or is_on(change.old) == is_on(change.new):
        return []
    kind = "host.powered-on" if is_on(change.new) else "host.powered-off"
    return [Fact(kind, {"host": change.key.name})]


def vm(world: World, change: Change) -> list[Fact]:
    """A virtual machine is up or down, stands still or goes on."""
    if change.old is None or change.new is None:
        return []
    phase = phase_of(change.new)
    if phase in (phase_of(change.old), BOOTING):
        return []
    kind = _PHASES[phase]
    if phase == RUNNING and phase_of(change.old) == PAUSED:
        kind = "vm.resumed"
    return [Fact(kind, {"vm": change.key.name})]


def node(world: World, change: Change) -> list[Fact]:
    """A node fell silent, spoke again, was tainted, closed or opened."""
    old, new = change.old or {}, change.new or {}
    return [
        *_readiness(world, change, old, new),
        *_pressures(change, old, new),
        *_closing(change, old, new),
        *_tainting(change, old, new),
    ]


def _readiness(
    world: World, change: Change, old: dict[str, Any], new: dict[str, Any]
) -> list[Fact]:
    """``after``: the µs between what silenced the node and this change."""
    before, after = condition(old, "Ready"), condition(new, "Ready")
    if after is None or (before is not None and before["status"] == after["status"]):
        return []
    if after["status"] == "True":
        return [Fact("node.ready", {"node": change.key.name})]
    silence = since_cause(world, change)
    return [Fact("node.not-ready", {"node": change.key.name, "after": silence})]


def _pressures(change: Change, old: dict[str, Any], new: dict[str, Any]) -> list[Fact]:
    """What the node runs out of, or has enough of again."""
    found = []
    for kind in ("MemoryPressure", "DiskPressure", "PIDPressure"):
        before, after = condition(old, kind), condition(new, kind)
        if before is None or after is None or before["status"] == after["status"]:
            continue
        fact = "node.pressed" if after["status"] == "True" else "node.relieved"
        if after["status"] != "Unknown" and before["status"] != "Unknown":
            found.append(Fact(fact, {"node": change.key.name, "kind": kind}))
    return found


def _closing(change: Change, old: dict[str, Any], new: dict[str, Any]) -> list[Fact]:
    before, after = bool(old["spec"].get("unschedulable")), bool(new["spec"].get("unschedulable"))
    if before == after:
        return []
    return [Fact("node.cordoned" if after else "node.uncordoned", {"node": change.key.name})]


def _tainting(change: Change, old: dict[str, Any], new: dict[str, Any]) -> list[Fact]:
    present = old["spec"].get("taints") or ()
    added = [taint for taint in new["spec"].get("taints") or () if taint not in present]
    if not added:
        return []
    taint = added[-1]
    text = f"{taint['key']}:{taint['effect']}"
    return [Fact("node.tainted", {"node": change.key.name, "taint": text})]
