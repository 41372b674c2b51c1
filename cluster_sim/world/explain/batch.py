"""What changes of Jobs and CronJobs tell: work begun, done, given up; runs started."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.fact import Fact
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import controller_of

Object = dict[str, Any]


def job(world: World, change: Change) -> list[Fact]:
    """How it came, what failed of it, and how it ended."""
    name, old, new = change.key.name, change.old, change.new
    if new is None:
        return [Fact("job.deleted", {"name": name})]
    if old is None:
        owner = controller_of(new)
        return [Fact("job.created", {"name": name, "owner": owner["name"] if owner else ""})]
    return [*_paused(name, old, new), *_failures(name, old, new), *_ended(name, old, new)]


def _paused(name: str, old: Object, new: Object) -> list[Fact]:
    before, now = (bool(each["spec"].get("suspend")) for each in (old, new))
    if before == now:
        return []
    return [Fact("job.suspended" if now else "job.resumed", {"name": name})]


def _failures(name: str, old: Object, new: Object) -> list[Fact]:
    before, now = ((each.get("status") or {}).get("failed", 0) for each in (old, new))
    if now <= before:
        return []
    limit = None
    if "backoffLimitPerIndex" not in new["spec"]:
        limit = new["spec"].get("backoffLimit", 6)
    return [Fact("job.pod-failed", {"name": name, "failed": now, "limit": limit})]


def _ended(name: str, old: Object, new: Object) -> list[Fact]:
    """The controller says first that the Job will fail, and later that it has."""
    for kind, fact in (("Complete", "job.completed"), ("FailureTarget", "job.given-up")):
        now, before = condition(new, kind), condition(old, kind)
        if now is not None and now["status"] == "True" and before is None:
            args = {
                "name": name,
                "reason": now.get("reason", ""),
                "message": now.get("message", ""),
            }
            return [Fact(fact, args)]
    return []


def cron_job(world: World, change: Change) -> list[Fact]:
    """When it started something, and whether it may."""
    name, old, new = change.key.name, change.old, change.new
    if new is None or old is None:
        done = "cronjob.deleted" if new is None else "cronjob.created"
        return [Fact(done, {"name": name})]
    before, now = (bool(each["spec"].get("suspend")) for each in (old, new))
    if before != now:
        return [Fact("cronjob.suspended" if now else "cronjob.resumed", {"name": name})]
    last, ran = ((each.get("status") or {}).get("lastScheduleTime") for each in (old, new))
    return [Fact("cronjob.ran", {"name": name})] if ran and ran != last else []
