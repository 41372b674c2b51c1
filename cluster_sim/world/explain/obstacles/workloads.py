"""What keeps Deployments, sets and Jobs from having the pods they want."""

from __future__ import annotations

from cluster_sim.world.explain.obstacles.obstacle import Object, Obstacle, held, key_of, refusal
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import full_name, is_terminating, name_of, namespace_of
from cluster_sim.world.kube.controllers.job_backoff import NEW, BackoffRecord, remaining
from cluster_sim.world.kube.controllers.job_round import BACKOFF
from cluster_sim.world.kube.controllers.stateful_set_identity import first_ordinal
from cluster_sim.world.kube.indexes import ABOUT, OWNER
from cluster_sim.world.kube.pod_state import is_active, is_ready

_SETS = "replicasets.apps"


def deployment(world: World, obj: Object) -> list[Obstacle]:
    """A rollout that is held up: by its deadline's word, and by the set that lacks pods."""
    found = []
    told = condition(obj, "Progressing")
    if told is not None and told.get("reason") == "ProgressDeadlineExceeded":
        limit = obj["spec"].get("progressDeadlineSeconds", 600)
        found.append(held("rollout.stuck", after=limit * 1_000_000))
    if obj["spec"].get("paused") and _wants_more(obj):
        return [*found, held("rollout.paused")]
    for replica_set in world.store.by_index(_SETS, OWNER, obj["metadata"]["uid"]):
        if replica_set["spec"].get("replicas") and _wants_more(replica_set):
            key = key_of(_SETS, replica_set)
            found.append(held("rollout.set-lacks-pods", key, name=name_of(replica_set)))
    return found


def _wants_more(obj: Object) -> bool:
    status = obj.get("status") or {}
    wanted = obj["spec"].get("replicas", 1)
    return bool(status.get("readyReplicas", 0) < wanted)


def replica_set(world: World, obj: Object) -> list[Obstacle]:
    """Pods that it may not make, else the first that is not ready."""
    if not _wants_more(obj):
        return []
    failure = condition(obj, "ReplicaFailure")
    if failure is not None and failure["status"] == "True":
        return [refusal(obj, failure.get("message", ""))]
    return _first_unready(world, obj)


def _first_unready(world: World, obj: Object) -> list[Obstacle]:
    own = sorted(world.store.by_index("pods", OWNER, obj["metadata"]["uid"]), key=name_of)
    unready = [pod for pod in own if is_active(pod) and not is_ready(pod)]
    if not unready:
        return []
    args = {"pod": name_of(unready[0]), "others": len(unready) - 1}
    return [held("set.pod-unready", key_of("pods", unready[0]), **args)]


def stateful_set(world: World, obj: Object) -> list[Obstacle]:
    """The first of its ordinals that is not ready; with OrderedReady the next must wait for it."""
    first, place = first_ordinal(obj), namespace_of(obj)
    for ordinal in range(first, first + obj["spec"].get("replicas", 1)):
        name = f"{name_of(obj)}-{ordinal}"
        pod = world.store.get("pods", place, name)
        if pod is None:
            return _uncreated(world, obj)
        if is_terminating(pod) or not is_ready(pod):
            return [_ordinal(world, obj, ordinal)]
    return []


def _ordinal(world: World, obj: Object, ordinal: int) -> Obstacle:
    name, place = f"{name_of(obj)}-{ordinal}", namespace_of(obj)
    last = first_ordinal(obj) + obj["spec"].get("replicas", 1)
    after = [f"{name_of(obj)}-{number}" for number in range(ordinal + 1, last)]
    missing = [each for each in after if world.store.get("pods", place, each) is None]
    ordered = obj["spec"].get("podManagementPolicy", "OrderedReady") == "OrderedReady"
    key = Key("pods", place, name)
    if ordered and missing:
        return held("set.ordinal-first", key, pod=name, next=missing[0])
    return held("set.pod-unready", key, pod=name, others=0)


def _uncreated(world: World, obj: Object) -> list[Obstacle]:
    """The last word on pods that could not be made."""
    events = world.store.by_index("events", ABOUT, obj["metadata"]["uid"])
    told = [each for each in events if each["reason"] in ("FailedCreate", "SuccessfulCreate")]
    last = max(told, key=lambda each: int(each["metadata"]["resourceVersion"]), default=None)
    if last is None or last["reason"] != "FailedCreate":
        return []
    return [refusal(obj, last["message"])]


def daemon_set(world: World, obj: Object) -> list[Obstacle]:
    """Nodes that it must run on and does not."""
    status = obj.get("status") or {}
    if status.get("numberReady", 0) >= status.get("desiredNumberScheduled", 0):
        return []
    return _uncreated(world, obj) or _first_unready(world, obj)


def job(world: World, obj: Object) -> list[Obstacle]:
    """Why it failed, until when it waits after a failure, or the pod that does not get on."""
    failed = condition(obj, "Failed")
    if failed is not None and failed["status"] == "True":
        told = {"reason": failed.get("reason", ""), "message": failed.get("message", "")}
        return [held("job.given-up", name=name_of(obj), **told)]
    if obj["spec"].get("suspend") or condition(obj, "Complete") is not None:
        return []
    record = BackoffRecord(*world.recall(BACKOFF).get(full_name(obj), NEW))
    wait = remaining(record, world.unix)
    if wait and not (obj.get("status") or {}).get("active"):
        return [held("job.waits", failures=record.failures, wait=wait)]
    return _uncreated(world, obj) or _first_unready(world, obj)
