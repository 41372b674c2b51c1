"""Portraits of Jobs and CronJobs: what is done, what failed, what comes next."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.portraits.portrait import (
    BAD,
    GOOD,
    MUTED,
    WAIT,
    Object,
    Portrait,
    Value,
    at,
    link,
    links,
    moment,
    says,
)
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import condition, is_true
from cluster_sim.world.kube.api.cron import CronError
from cluster_sim.world.kube.api.meta import controller_of, full_name, name_of, namespace_of
from cluster_sim.world.kube.controllers.cron_job_schedule import Timetable
from cluster_sim.world.kube.controllers.job_backoff import BackoffRecord, remaining
from cluster_sim.world.kube.controllers.job_round import BACKOFF
from cluster_sim.world.kube.indexes import OWNER

_MOST = 20


def job(world: World, obj: Object) -> Portrait:
    """How much of the work is done, and when the next try is after a failure."""
    spec, status = obj["spec"], obj.get("status") or {}
    owner = controller_of(obj)
    kind = {"CronJob": "cronjobs.batch"}.get(owner["kind"], "") if owner else ""
    tone, state = _standing(obj)
    rows = [
        ("ownedBy", link(kind, namespace_of(obj), owner["name"]) if owner and kind else None),
        ("progress", _progress(spec, status)),
        ("indexesDone", status.get("completedIndexes", "")),
        ("indexesGivenUp", status.get("failedIndexes", "")),
        ("nextTry", _next_try(world, obj)),
        ("retries", _retries(spec, status)),
        ("failurePolicy", [says("job.rule", **_rule(rule)) for rule in _rules(spec)]),
        ("deadline", _deadline(world, spec, status)),
        ("started", moment(world, status.get("startTime"))),
        ("ended", moment(world, status.get("completionTime"))),
        ("cleaned", _cleaned(spec)),
        ("pods", _pods(world, obj)),
    ]
    return Portrait(rows, tone, state)


def _standing(obj: Object) -> tuple[str, Value]:
    failed = condition(obj, "Failed")
    if failed is not None and failed["status"] == "True":
        return BAD, says("job.failed", reason=failed.get("reason", ""))
    if is_true(obj, "Complete"):
        return GOOD, says("job.complete")
    if obj["spec"].get("suspend"):
        return MUTED, says("job.suspended")
    active = (obj.get("status") or {}).get("active", 0)
    return WAIT, says("job.running" if active else "job.idle", count=active)


def _progress(spec: Object, status: Object) -> Value:
    done, wanted = status.get("succeeded", 0), spec.get("completions")
    args = {
        "done": done,
        "all": wanted,
        "active": status.get("active", 0),
        "failed": status.get("failed", 0),
        "together": spec.get("parallelism", 1),
    }
    return says("job.progress" if wanted is not None else "job.progress-free", **args)


def _next_try(world: World, obj: Object) -> Value:
    """When a failed pod is replaced; nothing when none is held back."""
    noted = world.recall(BACKOFF).get(full_name(obj))
    if noted is None or _standing(obj)[0] != WAIT or (obj.get("status") or {}).get("active"):
        return None
    record = BackoffRecord(*noted)
    wait = remaining(record, world.unix)
    return [at(world.now + wait), says("job.backoff", failures=record.failures)] if wait else None


def _retries(spec: Object, status: Object) -> Value:
    each = spec.get("backoffLimitPerIndex")
    if each is not None:
        most = spec.get("maxFailedIndexes")
        return says("job.retries-per-index", limit=each, most=most)
    limit = spec.get("backoffLimit", 6)
    return says("job.retries", failed=status.get("failed", 0), limit=limit)


def _rules(spec: Object) -> list[Object]:
    return list((spec.get("podFailurePolicy") or {}).get("rules") or ())


def _rule(rule: Object) -> dict[str, Any]:
    codes = rule.get("onExitCodes") or {}
    kinds = [each["type"] for each in rule.get("onPodConditions") or ()]
    return {
        "action": rule["action"],
        "codes": list(codes.get("values") or ()),
        "without": codes.get("operator") == "NotIn",
        "container": codes.get("containerName", ""),
        "conditions": kinds,
    }


def _deadline(world: World, spec: Object, status: Object) -> Value:
    limit, start = spec.get("activeDeadlineSeconds"), status.get("startTime")
    if limit is None or not start:
        return None
    return at(timestamps.parse(start) - world.epoch + limit * SECOND)


def _cleaned(spec: Object) -> Value:
    after = spec.get("ttlSecondsAfterFinished")
    return None if after is None else says("job.ttl", after=after * SECOND)


def _pods(world: World, obj: Object) -> Value:
    own = world.store.by_index("pods", OWNER, obj["metadata"]["uid"])
    return links("pods", sorted(own, key=name_of)[-_MOST:])


def cron_job(world: World, obj: Object) -> Portrait:
    """When it runs, in words, and the runs that are kept."""
    spec, status = obj["spec"], obj.get("status") or {}
    active = status.get("active") or ()
    suspended = bool(spec.get("suspend"))
    deadline = spec.get("startingDeadlineSeconds")
    late = None if deadline is None else says("cron.deadline", after=deadline * SECOND)
    rows = [
        ("schedule", says("cron.schedule", text=spec["schedule"], zone=spec.get("timeZone") or "")),
        ("nextRun", None if suspended else _next_run(world, obj)),
        ("lastRun", moment(world, status.get("lastScheduleTime"))),
        ("lastSuccess", moment(world, status.get("lastSuccessfulTime"))),
        ("atOnce", says(f"cron.{spec.get('concurrencyPolicy', 'Allow').lower()}")),
        ("late", late),
        ("runningNow", [link("jobs.batch", namespace_of(obj), each["name"]) for each in active]),
        ("runs", _jobs(world, obj)),
        ("keeps", says("cron.keeps", **_history(spec))),
    ]
    if suspended:
        return Portrait(rows, MUTED, says("cron.suspended"))
    state = says("cron.running", count=len(active)) if active else says("cron.waiting")
    return Portrait(rows, GOOD, state)


def _next_run(world: World, obj: Object) -> Value:
    try:
        time = Timetable(obj).after(world.unix)
    except CronError:
        return None
    return None if time is None else at(time - world.epoch)


def _history(spec: Object) -> dict[str, Any]:
    return {
        "well": spec.get("successfulJobsHistoryLimit", 3),
        "badly": spec.get("failedJobsHistoryLimit", 1),
    }


def _jobs(world: World, obj: Object) -> Value:
    own = world.store.by_index("jobs.batch", OWNER, obj["metadata"]["uid"])
    return links("jobs.batch", sorted(own, key=name_of)[-_MOST:])
