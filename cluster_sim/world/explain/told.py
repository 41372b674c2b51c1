"""Events that tell what no change of the object does: what was refused it, missed or skipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from cluster_sim.world.explain.fact import Fact
from cluster_sim.world.explain.refused import refused
from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.indexes import ABOUT

Object = dict[str, Any]
# Of the events about an object the last ones are told.
_MOST: Final = 5
_SIZE = re.compile(r"New size: (?P<size>\d+); reason: (?P<why>.+)")


def told(world: World, key: Key) -> Iterator[tuple[Change, Fact]]:
    """The change that wrote each telling event about the object, and what it tells."""
    obj = world.get(key) or {}
    uid = (obj.get("metadata") or {}).get("uid", "")
    events = world.store.by_index("events", ABOUT, uid) if uid else []
    telling = [event for event in events if event.get("reason") in _TELLERS]
    for event in sorted(telling, key=_revision)[-_MOST:]:
        yield world.history.at(_revision(event)), _TELLERS[event["reason"]](event)


def _revision(event: Object) -> int:
    """The revision at which the event was written last."""
    return int(event["metadata"]["resourceVersion"])


def _count(event: Object) -> int:
    return int((event.get("series") or {}).get("count") or event.get("count") or 1)


def _uncreated(event: Object) -> Fact:
    """Somebody's pods, or Jobs, are refused."""
    about, problem = event["involvedObject"], refused(event["message"])
    who = {"owner": f"{about['kind']} {about['name']}", "count": _count(event)}
    return Fact(problem.kind, problem.args | who)


def _with_message(kind: str) -> Callable[[Object], Fact]:
    def tell(event: Object) -> Fact:
        about = event["involvedObject"]
        args = {"name": about["name"], "message": event["message"], "count": _count(event)}
        return Fact(kind, args)

    return tell


def _rescaled(event: Object) -> Fact:
    found = _SIZE.search(event["message"])
    size, why = (int(found["size"]), found["why"]) if found else (0, event["message"])
    return Fact("hpa.rescaled", {"name": event["involvedObject"]["name"], "size": size, "why": why})


_TELLERS: Final[dict[str, Callable[[Object], Fact]]] = {
    "FailedCreate": _uncreated,
    "JobAlreadyActive": _with_message("cronjob.skipped"),
    "MissSchedule": _with_message("cronjob.missed"),
    "TooManyMissedTimes": _with_message("cronjob.lost-count"),
    "SuccessfulRescale": _rescaled,
    "FailedGetResourceMetric": _with_message("hpa.unmeasured"),
    "ProvisioningFailed": _with_message("claim.unprovisioned"),
    "FailedAttachVolume": _with_message("pod.unattached"),
    "FailedMount": _with_message("pod.unmounted"),
    "Unhealthy": _with_message("pod.unhealthy"),
}
