"""Reading portraits in tests."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.portraits import portrait
from cluster_sim.world.kernel.world import World


def rows(world: World, resource: str, namespace: str, name: str) -> dict[str, Any]:
    """The rows of an object's portrait by their names, and its state under ``state``."""
    obj = world.store.get(resource, namespace, name)
    assert obj is not None, f"no {resource} {name}"
    made = portrait(world, resource, world.seen(resource, obj))
    assert made is not None, f"no portrait of {resource}"
    state = (made["state"] or {"says": "", "args": {}}, made["tone"])
    return {**dict(made["rows"]), "state": (state[0]["says"], state[1])}


def said(value: Any) -> str:
    """The name of what a value says."""
    return str(value["says"]) if value else ""
