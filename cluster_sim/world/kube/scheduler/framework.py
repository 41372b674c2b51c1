"""One scheduling cycle: filter a sample of the nodes, score what is left, choose.

pkg/scheduler/schedule_one.go (schedulePod and what it calls). The extension points of a plugin
(``plugin.Plugin``), in the order in which they are asked:

- PreEnqueue ``pre_enqueue``: may the pod be queued at all?
- PreFilter ``pre_filter``, ``only_nodes``: a no for all nodes; the only nodes worth a look.
- Filter ``filter`` (one node) and ``codes``, ``passes``, ``status`` (many at once); a plugin that
  few pods concern derives from ``plugins.one_by_one.OneByOne`` and writes ``filter`` alone.
- PostFilter: preemption, which no plugin of the profile takes part in but by its filter.
- PreScore ``pre_score``, Score ``score`` and ``scores``, NormalizeScore ``normalise``.
- Reserve ``reserve`` and ``unreserve``: called when the node is chosen, and when it comes to
  nothing after all; they may write to the memory of the world.
- PreBind ``pre_bind``: called a moment later, before the binding; may call the API server, and
  may answer WAITING to be asked again a second later.
- QueueingHint ``requeues``: may this event turn the plugin's no into a yes? Changes of claims,
  volumes and storage classes come with the resource's key as their kind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from cluster_sim.world.kube.scheduler.columns import Mask, Places
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.pod_kind import Ints
from cluster_sim.world.kube.scheduler.profile import Profile
from cluster_sim.world.kube.scheduler.status import UNRESOLVABLE, Diagnosis, Status

# How many nodes must be found to fit before the search may stop.
LEAST_FEASIBLE: Final = 100
LEAST_PERCENTAGE: Final = 5

Below = Callable[[int], int]


class Decision(NamedTuple):
    """``node`` empty: no node fits, and ``diagnosis`` says why.

    ``evaluated``: nodes looked at; ``feasible``: those that fit.
    """

    node: str
    evaluated: int
    feasible: int
    diagnosis: Diagnosis | None


def sample_size(nodes: int) -> int:
    """How many feasible nodes are enough in a cluster of so many (numFeasibleNodesToFind)."""
    if nodes < LEAST_FEASIBLE:
        return nodes
    percentage = max(50 - nodes // 125, LEAST_PERCENTAGE)
    return max(nodes * percentage // 100, LEAST_FEASIBLE)


def decide(profile: Profile, cycle: Cycle, start: int, below: Below) -> Decision:
    """Where the pod goes; looks at nodes from ``start`` on; ``below`` draws among the best."""
    size = len(cycle.cluster.nodes)
    for plugin in profile.pre_filters:
        refused = plugin.pre_filter(cycle)
        if refused is not None:
            counts = ((refused, size),)
            return Decision("", 0, 0, Diagnosis(size, counts, ", ".join(refused.reasons)))
    limits = _limits(profile, cycle)
    if limits is not None:
        cycle.feasible, evaluated = _fitting(profile, cycle, limits[1]), len(limits[1])
    else:
        cycle.feasible, evaluated = sampled(profile, cycle, start % size)
    feasible = cycle.feasible_count
    if not feasible:
        return Decision("", evaluated, 0, _diagnosis(profile, cycle, limits))
    best = 0 if feasible == 1 else _best(total_scores(profile, cycle), below)
    place = _place(cycle.feasible, best)
    return Decision(cycle.node(place).name, evaluated, feasible, None)


def _limits(profile: Profile, cycle: Cycle) -> tuple[tuple[str, ...], Ints] | None:
    """The plugins that name the only nodes worth a look, and where those are."""
    names: list[str] = []
    allowed: list[str] | None = None
    for plugin in profile.pre_filters:
        only = plugin.only_nodes(cycle)
        if only is not None:
            names.append(plugin.name)
            allowed = only if allowed is None else [name for name in allowed if name in only]
    if allowed is None:
        return None
    known = cycle.cluster.places
    places = [known[name] for name in allowed if name in known]
    return tuple(names), np.array(places, dtype=np.int64)


def _passes(profile: Profile, cycle: Cycle, places: Places) -> Mask | None:
    """Which nodes pass every filter; None when all do."""
    found: Mask | None = None
    for plugin in profile.filters:
        mask = plugin.passes(cycle, places)
        if mask is not None:
            found = mask if found is None else found & mask
    return found


def _fitting(profile: Profile, cycle: Cycle, places: Ints) -> Ints:
    mask = _passes(profile, cycle, places)
    return places if mask is None else places[mask]


def sampled(profile: Profile, cycle: Cycle, start: int) -> tuple[Places, int]:
    """The first nodes from ``start`` on that fit, enough of them, and how many were looked at."""
    size = len(cycle.cluster.nodes)
    wanted = sample_size(size)
    first = slice(start, start + wanted)
    mask = _passes(profile, cycle, first)
    if mask is None or mask.all():
        return first, wanted
    found: Ints = np.flatnonzero(mask) + start
    if wanted == size:
        return found, size
    rest = slice(start + wanted, start + size)
    more = _passes(profile, cycle, rest)
    others: Ints = np.flatnonzero(more) if more is not None else np.arange(size - wanted)
    found = np.concatenate((found, others + rest.start))
    if len(found) < wanted:
        return found, size
    found = found[:wanted]
    return found, int(found[-1]) - start + 1


def total_scores(profile: Profile, cycle: Cycle) -> Ints:
    """The weighted sums of the normalised scores of the feasible nodes."""
    total: Ints | None = None
    for plugin, weight in profile.scorers:
        if plugin.pre_score(cycle):
            scores = plugin.normalise(cycle, plugin.scores(cycle)) * weight
            total = scores if total is None else total + scores
    return np.zeros(cycle.feasible_count, np.int64) if total is None else total


def _best(totals: Ints, below: Below) -> int:
    best = np.flatnonzero(totals == totals.max())
    return int(best[below(len(best))]) if len(best) > 1 else int(best[0])


def _place(places: Places, index: int) -> int:
    return places.start + index if isinstance(places, slice) else int(places[index])


def _diagnosis(
    profile: Profile, cycle: Cycle, limits: tuple[tuple[str, ...], Ints] | None
) -> Diagnosis:
    """Every node's first no, counted."""
    size = len(cycle.cluster.nodes)
    places: Ints = np.arange(size) if limits is None else limits[1]
    counts: list[tuple[Status, int]] = []
    if limits is not None and len(places) < size:
        names = " ".join(limits[0])
        elsewhere = Status("", UNRESOLVABLE, (f"node(s) didn't satisfy plugin(s) [{names}]",))
        counts.append((elsewhere, size - len(places)))
    for plugin in profile.filters:
        codes = plugin.codes(cycle, places)
        if codes is None:
            continue
        values, numbers = np.unique(codes[codes != 0], return_counts=True)
        for value, number in zip(values, numbers, strict=True):
            counts.append((plugin.status(cycle, int(value)), int(number)))
        places = places[codes == 0]
    return Diagnosis(size, tuple(counts))
