"""The Deployment controller's arithmetic, on objects built from the rows of the tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.controllers import deployment_math as math
from cluster_sim.world.kube.controllers import deployment_progress as progress

Row = dict[str, Any]


def _deployment(row: Row, replicas: int) -> Row:
    rolling = {key: row[key] for key in ("maxSurge", "maxUnavailable") if key in row}
    strategy = {"type": row.get("strategyType", "RollingUpdate"), "rollingUpdate": rolling}
    return {"metadata": {"name": "foo"}, "spec": {"replicas": replicas, "strategy": strategy}}


def _replica_set(name: str, replicas: int, available: int = 0) -> Row:
    status = {"availableReplicas": available}
    return {"metadata": {"name": name}, "spec": {"replicas": replicas}, "status": status}


def _old(row: Row) -> Row:
    return _replica_set("foo-old", row["oldReplicas"], row.get("availableOld", 0))


def _after(row: Row, field: str, steps: list[math.Scale]) -> Row:
    last = steps[-1].replicas if steps else None
    return {"scaleExpected": bool(steps), field: last}


def reconcile_new(row: Row) -> Row:
    old, new = _old(row), _replica_set("foo-new", row["newReplicas"])
    step = math.reconcile_new(_deployment(row, row["deploymentReplicas"]), [old, new], new)
    return _after(row, "expectedNewReplicas", [step] if step else [])


def reconcile_old(row: Row) -> Row:
    new = _replica_set("foo-new", row["newReplicas"], row.get("availableNew", 0))
    steps = math.reconcile_old(_deployment(row, row["deploymentReplicas"]), [_old(row)], new)
    return _after(row, "expectedOldReplicas", steps)


def clean_up(row: Row) -> Row:
    steps = math.clean_up_unhealthy([_old(row)], row["maxCleanupCount"])
    gone = sum(math.size(step.replica_set) - step.replicas for step in steps)
    return {"cleanupCountExpected": gone}


def scale_down(row: Row) -> Row:
    old = _old(row)
    steps = math.scale_down_old(_deployment(row, row["deploymentReplicas"]), [old], [old])
    return _after(row, "expectedOldReplicas", steps)


def resolve(row: Row) -> Row:
    try:
        found = math.resolve_fenceposts(row["maxSurge"], row["maxUnavailable"], row["desired"])
    except ValueError:
        return {"expectSurge": 0, "expectUnavailable": 0, "expectError": True}
    return {"expectSurge": found[0], "expectUnavailable": found[1], "expectError": False}


def new_size(row: Row) -> Row:
    new = _replica_set("foo-new", row["newRSReplicas"])
    others = [_replica_set("foo-old", row["otherRSReplicas"])]
    wanted = math.new_size(_deployment(row, row["depReplicas"]), [*others, new], new)
    return {"expected": wanted}


def complete(row: Row) -> Row:
    status = {key: row[key] for key in ("replicas", "updatedReplicas", "availableReplicas")}
    return {"expected": progress.is_complete(_deployment(row, row["desired"]), status)}


def progressing(row: Row) -> Row:
    return {"expected": progress.is_progressing({"status": row["old"]}, row["new"])}


def timed_out(row: Row) -> Row:
    condition = dict(row["condition"])
    seconds = condition.pop("lastUpdateSecond", 0)
    condition["lastUpdateTime"] = timestamps.time(seconds * timestamps.SECOND)
    deployment = {"spec": {"progressDeadlineSeconds": row["progressDeadlineSeconds"]}}
    now = row["nowSecond"] * timestamps.SECOND
    return {"expected": progress.is_timed_out(deployment, {"conditions": [condition]}, now)}


def most_unavailable(row: Row) -> Row:
    return {"expected": math.max_unavailable(_deployment(row, row["replicas"]))}


OPS: dict[str, Callable[[Any], Any]] = {
    "controllers.reconcileNewReplicaSet": reconcile_new,
    "controllers.reconcileOldReplicaSets": reconcile_old,
    "controllers.cleanupUnhealthyReplicas": clean_up,
    "controllers.scaleDownOldReplicaSetsForRollingUpdate": scale_down,
    "controllers.ResolveFenceposts": resolve,
    "controllers.NewRSNewReplicas": new_size,
    "controllers.DeploymentComplete": complete,
    "controllers.DeploymentProgressing": progressing,
    "controllers.DeploymentTimedOut": timed_out,
    "controllers.MaxUnavailable": most_unavailable,
}
