"""The figures of a decision of the scheduler: how many nodes would do, and by how much one won."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.scheduler import trace
from cluster_sim.world.kube.scheduler.explain import decision_table

_CACHE = "explained placements"
_MOST_CACHED = 500
# Scores are worked out anew from the past; beyond this much of it, or of nodes, they are left out.
_MOST_CHANGES, _MOST_NODES = 10_000, 100


def figures(world: World, pod: dict[str, Any]) -> dict[str, Any]:
    """{"feasible"} of the last decision about a pod that was bound.

    With ``score`` and ``next``, the points of the node chosen and of the best of the others,
    where there was a choice. Empty when the decision is not remembered.
    """
    decision = trace.of(world, pod["metadata"]["uid"])
    if decision is None or not decision.node:
        return {}
    found: dict[str, Any] = {"feasible": decision.feasible}
    if decision.feasible < 2 or _costs_too_much(world, decision):
        return found
    return found | _scores(world, pod, decision)


def _costs_too_much(world: World, decision: trace.Trace) -> bool:
    past = world.revision - decision.revision
    return past > _MOST_CHANGES or len(world.store.table("nodes")) > _MOST_NODES


def _scores(world: World, pod: dict[str, Any], decision: trace.Trace) -> dict[str, Any]:
    known = world.caches.setdefault(_CACHE, {})
    place = (pod["metadata"]["uid"], decision.revision)
    if place not in known:
        if len(known) >= _MOST_CACHED:
            known.clear()
        known[place] = _worked_out(world, pod, decision)
    return dict(known[place])


def _worked_out(world: World, pod: dict[str, Any], decision: trace.Trace) -> dict[str, Any]:
    table = decision_table(world, pod)
    rows = table["nodes"] if table is not None else []
    totals = {row["name"]: row["total"] for row in rows if row["total"] is not None and row["seen"]}
    others = [total for name, total in totals.items() if name != decision.node]
    if decision.node not in totals or not others:
        return {}
    return {"score": totals[decision.node], "next": max(others)}
