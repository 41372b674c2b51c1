"""How a new template reaches the nodes, a few at a time.

pkg/controller/daemon/update.go: rollingUpdate
"""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.daemon_set_management import Look


class Pair(NamedTuple):
    """The pod of the present template on a node, and the one of an older one."""

    new: Object | None
    old: Object | None


def roll(look: Look) -> tuple[list[Object], list[str]]:
    """The old pods to delete and the nodes to put a new pod on."""
    surge, unavailable = look.share("maxSurge", 0), look.share("maxUnavailable", 1)
    if look.wanted and not surge and not unavailable:
        unavailable = 1
    if surge:
        return _with_surge(look, surge)
    return _without_surge(look, unavailable), []


def _pairs(look: Look) -> dict[str, Pair | None]:
    """Each node's pair; None where there are too many pods, which the next look sees to."""
    places = dict.fromkeys(look.on_node)
    places.update(dict.fromkeys(node for node, each in look.verdicts.items() if each.run))
    return {node: _pair(look, node) for node in places}


def _pair(look: Look, node: str) -> Pair | None:
    staying = [pod for pod in look.on_node.get(node, ()) if not is_terminating(pod)]
    new = [pod for pod in staying if look.is_new(pod)]
    old = [pod for pod in staying if not look.is_new(pod)]
    if len(new) > 1 or len(old) > 1:
        return None
    return Pair(new[0] if new else None, old[0] if old else None)


def _without_surge(look: Look, most: int) -> list[Object]:
    """Old pods that do not answer, and of the others as many as may be missed."""
    missed = 0
    broken: list[Object] = []
    candidates: list[Object] = []
    for pair in _pairs(look).values():
        if pair is None or (pair.new is None) == (pair.old is None):
            missed += 1
        elif pair.new is not None:
            missed += not look.is_available(pair.new)
        elif pair.old is not None and not look.is_available(pair.old):
            broken.append(pair.old)
            missed += 1
        elif pair.old is not None and missed < most:
            candidates.append(pair.old)
    return [*broken, *candidates[: max(0, most - missed)]]


def _with_surge(look: Look, most: int) -> tuple[list[Object], list[str]]:
    """New pods beside old ones; an old one goes when its successor is available, or when it is
    on a node that is meant for it no more and others do its work."""
    surging = available = 0
    deleted: list[Object] = []
    misplaced: list[Object] = []
    at_once: list[str] = []
    candidates: list[str] = []
    for node, pair in _pairs(look).items():
        if pair is None:
            surging += 1
            continue
        new, old = pair
        available += any(look.is_available(pod) for pod in (old or new,) if pod is not None)
        if old is None:
            continue
        if new is not None:
            if look.is_available(new):
                deleted.append(old)
            else:
                surging += 1
        elif not _may_run(look, node):
            (misplaced if look.is_available(old) else deleted).append(old)
        elif not look.is_available(old):
            at_once.append(node)
        elif surging < most:
            candidates.append(node)
    spare = max(0, available - look.wanted)
    return [*deleted, *misplaced[:spare]], [*at_once, *candidates[: max(0, most - surging)]]


def _may_run(look: Look, node: str) -> bool:
    return node in look.verdicts and look.verdicts[node].run
