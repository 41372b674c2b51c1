"""A decision of the scheduler in full: every node, why not, or what it was worth.

Nothing of this is kept: the trace says at which revision of the world the decision fell, the
history says what the world was like then, and the plugins are asked again.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import (
    explain_room,
    framework,
    nominations,
    past,
    preemption,
    profiles,
    trace,
)
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin, Remedy
from cluster_sim.world.kube.scheduler.pod_kind import Ints
from cluster_sim.world.kube.scheduler.profile import DEFAULT, Profile
from cluster_sim.world.kube.scheduler.status import NO_NODES, Status
from cluster_sim.world.kube.scheduler.trace import Trace
from cluster_sim.world.kube.scheduler.workloads import StoredWorkloads

Row = dict[str, Any]
# The easiest changes first.
_EASE: Final = ("flip.uncordon", "flip.toleration", "flip.label", "flip.request")


def decision_table(world: World, pod: Object) -> dict[str, Any] | None:
    """The last decision about the pod; None when the scheduler has not looked at it.

    ``node`` (empty: none fits), ``message`` (why not), ``nodes``: for each node its ``name``,
    ``rejectedBy`` and ``reasons``, or the weighted ``scores`` by plugin and their ``total``, and
    whether it was ``seen`` or outside the sample, and the ``room`` that others could make for it
    (explain_room) when none fits; ``flip``: the smallest change that would have
    decided otherwise, as {"fact", "args"}.
    """
    decision = trace.of(world, pod["metadata"]["uid"])
    if decision is None:
        return None
    store = past.store_at(world, decision.revision)
    pending = store.get("pods", namespace_of(pod), name_of(pod)) or pod
    cluster = past.cluster_at(world, store, decision)
    if not cluster.nodes:
        return {"node": "", "message": NO_NODES, "nodes": [], "flip": None}
    profile = profiles.of_pod(world, pending) or DEFAULT
    name = (namespace_of(pod), name_of(pod))
    guests = nominations.guests(nominations.in_store(store), store, cluster, name, pending)
    cycle = Cycle(cluster, pending, StoredWorkloads(store), store, guests)
    rows = _rows(profile, cycle, decision)
    flip = _flip_of_none(profile, cycle, rows)
    if decision.node:
        flip = _flip_of_winner(rows, decision) if decision.evaluated else None
    message = "" if decision.node else _message(profile, cycle, decision)
    return {"node": decision.node, "message": message, "nodes": rows, "flip": flip}


def _message(profile: Profile, cycle: Cycle, decision: Trace) -> str:
    diagnosis = framework.decide(profile, cycle, decision.start, _first).diagnosis
    if diagnosis is None:
        return ""
    return diagnosis.message(preemption.post_filter(profile, cycle, diagnosis, _first).tail)


def _first(bound: int) -> int:
    return 0


def _rows(profile: Profile, cycle: Cycle, decision: Trace) -> list[Row]:
    """A row for each node, in the scheduler's order."""
    refused = [_refusal(profile, cycle, place) for place in range(len(cycle.cluster.nodes))]
    open_places = [place for place, status in enumerate(refused) if status is None]
    seen, _evaluated = framework.sampled(profile, cycle, decision.start)
    size = len(cycle.cluster.nodes)
    sample = sorted({int(place) % size for place in np.arange(2 * size)[seen]})
    rooms = {} if decision.node else explain_room.room(profile, cycle, refused)
    scores = _scores(profile, cycle, open_places) | _scores(profile, cycle, sample)
    in_sample = set(sample)
    return [
        _row(cycle.node(place).name, status, scores.get(place, {}), place in in_sample)
        | ({"room": rooms[place]} if place in rooms else {})
        for place, status in enumerate(refused)
    ]


def _row(name: str, status: Status | None, scores: dict[str, int], seen: bool) -> Row:
    if status is not None:
        return {
            "name": name,
            "rejectedBy": status.plugin,
            "reasons": list(status.reasons),
            "scores": {},
            "total": None,
            "seen": True,
        }
    total = sum(scores.values())
    nothing: Row = {"name": name, "rejectedBy": None, "reasons": []}
    return {**nothing, "scores": scores, "total": total, "seen": seen}


def _refusal(profile: Profile, cycle: Cycle, place: int) -> Status | None:
    for plugin in profile.pre_filters:
        status = plugin.pre_filter(cycle)
        if status is not None:
            return status
    for plugin in profile.filters:
        status = plugin.filter(cycle, place)
        if status is not None:
            return status
    return framework.among_guests(profile, cycle, place) if place in cycle.guests else None


def _scores(profile: Profile, cycle: Cycle, places: list[int]) -> dict[int, dict[str, int]]:
    """The weighted scores by place and plugin when just these nodes are scored."""
    found: dict[int, dict[str, int]] = {place: {} for place in places}
    if not places:
        return found
    cycle.feasible = np.array(places, dtype=np.int64)
    for plugin, weight in profile.scorers:
        if plugin.pre_score(cycle):
            scores: Ints = plugin.normalise(cycle, plugin.scores(cycle)) * weight
            for place, score in zip(places, scores, strict=True):
                found[place][plugin.name] = int(score)
    return found


# -- what would have decided otherwise


def _flip_of_winner(rows: list[Row], decision: Trace) -> dict[str, Any] | None:
    """How many points the second best was short of."""
    totals = {row["name"]: row["total"] for row in rows if row["total"] is not None and row["seen"]}
    others = [name for name in totals if name != decision.node]
    if not others or decision.node not in totals:
        return None
    second = max(others, key=lambda name: totals[name])
    points = totals[decision.node] - totals[second] + 1
    return {"fact": "flip.score", "args": {"node": second, "points": points}}


def _flip_of_none(profile: Profile, cycle: Cycle, rows: list[Row]) -> dict[str, Any] | None:
    """The easiest single change that would open a node."""
    found = []
    for place, row in enumerate(rows):
        remedy = _only_remedy(profile, cycle, place)
        if remedy is not None:
            fact, args = remedy
            found.append({"fact": fact, "args": {**args, "node": row["name"]}})
    return min(found, key=lambda flip: _EASE.index(flip["fact"]), default=None)


def _only_remedy(profile: Profile, cycle: Cycle, place: int) -> Remedy | None:
    """The one change that satisfies every plugin that turns the node down."""
    refusing: list[Plugin] = [
        plugin for plugin in profile.filters if plugin.filter(cycle, place) is not None
    ]
    remedies = [plugin.remedy(cycle, place) for plugin in refusing]
    first = remedies[0] if remedies else None
    return first if all(remedy == first for remedy in remedies) else None
