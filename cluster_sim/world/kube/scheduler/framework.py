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

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import numpy as np

from cluster_sim.world.kube.scheduler import thought
from cluster_sim.world.kube.scheduler.columns import Mask, Places
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.pod_kind import Ints
from cluster_sim.world.kube.scheduler.profile import Profile
from cluster_sim.world.kube.scheduler.status import UNRESOLVABLE, UNSCHEDULABLE, Diagnosis, Status

# How many nodes must be found to fit before the search may stop.
LEAST_FEASIBLE: Final = 100
LEAST_PERCENTAGE: Final = 5

Below = Callable[[int], int]


class Decision(NamedTuple):
    """``node`` empty: no node fits, and ``diagnosis`` says why.

    ``evaluated``: nodes looked at in turn, none when the pod was nominated to one that fits;
    ``feasible``: those that fit.
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
            return Decision("", 0, 0, _refused_by_all(size, refused))
    nominated = (cycle.pod.get("status") or {}).get("nominatedNodeName", "")
    if nominated in cycle.cluster.places and fits(profile, cycle, cycle.cluster.places[nominated]):
        return Decision(nominated, 0, 1, None)
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


def fits(profile: Profile, cycle: Cycle, place: int) -> bool:
    """Whether the node at ``place`` passes every filter, with its guests and without."""
    mask = _passes(profile, cycle, np.array([place], dtype=np.int64))
    return mask is None or bool(mask[0])


def _refused_by_all(size: int, refused: Status) -> Diagnosis:
    hopeful: Ints = np.arange(size if refused.code == UNSCHEDULABLE else 0)
    return Diagnosis(size, ((refused, size),), ", ".join(refused.reasons), hopeful)


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
    return found if not cycle.guests else _beside_guests(profile, cycle, places, found)


def _beside_guests(profile: Profile, cycle: Cycle, places: Places, mask: Mask | None) -> Mask:
    """The mask without the nodes whose room is kept for others."""
    size = len(cycle.cluster.nodes)
    asked = np.arange(2 * size)[places]
    found = np.ones(len(asked), np.bool_) if mask is None else mask.copy()
    for index, place in enumerate(asked % size):
        if found[index] and int(place) in cycle.guests:
            found[index] = among_guests(profile, cycle, int(place)) is None
    return found


def among_guests(profile: Profile, cycle: Cycle, place: int) -> Status | None:
    """Why the node could not take the pod if those it is kept free for were there already.

    schedule_one.go (RunFilterPluginsWithNominatedPods): a node must do with them and without,
    for they may never come.
    """
    with thought.there(cycle.cluster, cycle.guests.get(place, ())):
        return refusal(profile, cycle.again(guests={}), place)


def refusal(
    profile: Profile, cycle: Cycle, place: int, of_pods_only: bool = False
) -> Status | None:
    """The first no to the node at ``place``, None when it fits; ``cycle`` has not begun yet.

    ``of_pods_only``: by those whose filter depends on which pods are where.
    """
    for plugin in profile.pre_filters:
        if of_pods_only and not plugin.heeds_pods:
            continue
        refused = plugin.pre_filter(cycle)
        if refused is not None:
            return refused
    places = np.array([place], dtype=np.int64)
    for plugin in profile.filters:
        if of_pods_only and not plugin.heeds_pods:
            continue
        codes = plugin.codes(cycle, places)
        if codes is not None and codes[0]:
            return plugin.status(cycle, int(codes[0]))
    return None


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
    hopeful: list[Ints] = []
    if limits is not None and len(places) < size:
        names = " ".join(limits[0])
        elsewhere = Status("", UNRESOLVABLE, (f"node(s) didn't satisfy plugin(s) [{names}]",))
        counts.append((elsewhere, size - len(places)))
    for status, refused in _refusals(profile, cycle, places):
        counts.append((status, len(refused)))
        if status.code == UNSCHEDULABLE:
            hopeful.append(refused)
    found: Ints = np.sort(np.concatenate(hopeful)) if hopeful else np.zeros(0, np.int64)
    return Diagnosis(size, tuple(counts), resolvable=found)


def _refusals(profile: Profile, cycle: Cycle, places: Ints) -> Iterator[tuple[Status, Ints]]:
    """Each first no with the places that gave it."""
    for place in (int(each) for each in places if int(each) in cycle.guests):
        status = among_guests(profile, cycle, place)
        if status is not None:
            yield status, np.array([place], dtype=np.int64)
            places = places[places != place]
    for plugin in profile.filters:
        codes = plugin.codes(cycle, places)
        if codes is None:
            continue
        for value in np.unique(codes[codes != 0]):
            yield plugin.status(cycle, int(value)), places[codes == value]
        places = places[codes == 0]
