"""Cards of Jobs and CronJobs: what is done of the work, and when there is more of it."""

from __future__ import annotations

from typing import Any

from cluster_sim.live.cards.generic import created, labels
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api import registry, timestamps
from cluster_sim.world.kube.api.cron import CronError
from cluster_sim.world.kube.api.meta import controller_of
from cluster_sim.world.kube.controllers.cron_job_schedule import Timetable

_STATUS = 1
# Runs told beforehand: a page counts down to the first that is not over.
_NEXT = 6


def job(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """Its counts, and the indexes that are done or given up."""
    spec, status = obj["spec"], obj.get("status") or {}
    owner = controller_of(obj)
    row = registry.by_key("jobs.batch").row
    assert row is not None, "Jobs have a table"
    start = _moment(world, status.get("startTime"))
    limit = spec.get("activeDeadlineSeconds")
    return {
        "owner": {"kind": owner["kind"], "name": owner["name"]} if owner else None,
        "state": row(obj, world.unix)[_STATUS],
        "completions": spec.get("completions"),
        "parallelism": spec.get("parallelism", 1),
        "active": status.get("active", 0),
        "ready": status.get("ready", 0),
        "succeeded": status.get("succeeded", 0),
        "failed": status.get("failed", 0),
        "indexed": spec.get("completionMode") == "Indexed",
        "done": status.get("completedIndexes", ""),
        "givenUp": status.get("failedIndexes", ""),
        "backoffLimit": spec.get("backoffLimit", 6),
        "start": start,
        "end": _moment(world, status.get("completionTime")),
        "deadline": None if start is None or limit is None else start + limit * SECOND,
        "selector": spec.get("selector") or {},
        "labels": labels(obj),
    }


def cron_job(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """Its schedule, and the moments after the last run at which it is due."""
    spec, status = obj["spec"], obj.get("status") or {}
    last = _moment(world, status.get("lastScheduleTime"))
    return {
        "schedule": spec["schedule"],
        "zone": spec.get("timeZone") or "",
        "suspended": bool(spec.get("suspend")),
        "policy": spec.get("concurrencyPolicy", "Allow"),
        "active": len(status.get("active") or ()),
        "last": last,
        "next": _due(world, obj, created(world, obj) if last is None else last),
        "labels": labels(obj),
    }


def _due(world: World, obj: dict[str, Any], since: int) -> list[int]:
    try:
        times = Timetable(obj)
    except CronError:
        return []
    found: list[int] = []
    time = times.after(since + world.epoch)
    while time is not None and len(found) < _NEXT:
        found.append(time - world.epoch)
        time = times.after(time)
    return found


def _moment(world: World, text: str | None) -> int | None:
    return timestamps.parse(text) - world.epoch if text else None
