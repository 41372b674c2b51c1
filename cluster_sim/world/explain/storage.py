"""What changes of claims and volumes tell: who was bound to whom, and who let go."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.fact import Fact
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.claims import SELECTED_NODE, annotation

Object = dict[str, Any]


def claim(world: World, change: Change) -> list[Fact]:
    """Asked for, given a node to be near, bound, asked to go."""
    name, old, new = change.key.name, change.old, change.new
    if new is None:
        return [Fact("claim.deleted", {"name": name})]
    if old is None:
        asked = (new["spec"].get("resources") or {}).get("requests") or {}
        return [Fact("claim.created", {"name": name, "size": asked.get("storage", "")})]
    if is_terminating(new) and not is_terminating(old):
        return [Fact("claim.asked-to-go", {"name": name})]
    node = annotation(new, SELECTED_NODE)
    if node and node != annotation(old, SELECTED_NODE):
        return [Fact("claim.near", {"name": name, "node": node})]
    if _phase(new) == "Bound" and _phase(old) != "Bound":
        return [Fact("claim.bound", {"name": name, "volume": new["spec"].get("volumeName", "")})]
    return []


def _phase(obj: Object) -> str:
    return str((obj.get("status") or {}).get("phase", ""))


def volume(world: World, change: Change) -> list[Fact]:
    """Made for a claim, bound to it, left by it."""
    name, old, new = change.key.name, change.old, change.new
    if new is None:
        return [Fact("volume.deleted", {"name": name})]
    claim_name = (new["spec"].get("claimRef") or {}).get("name", "")
    if old is None:
        return [Fact("volume.created", {"name": name, "claim": claim_name})]
    phase = _phase(new)
    if phase == _phase(old) or phase not in _PHASES:
        return []
    return [Fact(_PHASES[phase], {"name": name, "claim": claim_name})]


_PHASES = {"Bound": "volume.bound", "Released": "volume.released", "Failed": "volume.failed"}
