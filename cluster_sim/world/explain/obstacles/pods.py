"""What keeps a pod from running, from being ready, or from going."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.obstacles.obstacle import Object, Obstacle, held, key_of
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import refused_evictions
from cluster_sim.world.kube.api.conditions import condition, is_true
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.claims import CLAIMS, claims_of
from cluster_sim.world.kube.indexes import ABOUT, NAMESPACE
from cluster_sim.world.kube.pod_state import is_finished, is_ready, phase_of
from cluster_sim.world.kube.scheduler import profiles

_BUDGETS = "poddisruptionbudgets.policy"
_IMAGE = ("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull")


def pod(world: World, obj: Object) -> list[Obstacle]:
    """The first thing in the way, or all of one sort."""
    if is_terminating(obj):
        return _leaving(world, obj)
    found = _refused_eviction(world, obj)
    if is_finished(obj) or is_ready(obj):
        return found
    if not obj["spec"].get("nodeName"):
        return _unplaced(world, obj)
    return found + (_silence(world, obj) or _volumes(world, obj) or _containers(obj))


def _leaving(world: World, obj: Object) -> list[Obstacle]:
    silent = _silence(world, obj)
    names = obj["metadata"].get("finalizers") or []
    return silent + ([held("held.finalizers", names=list(names))] if names else [])


def _silence(world: World, obj: Object) -> list[Obstacle]:
    """Nobody can tell what becomes of a pod whose node says nothing any more."""
    node = obj["spec"].get("nodeName", "")
    found = world.store.get("nodes", "", node) if node else None
    ready = condition(found, "Ready") if found is not None else None
    if ready is None or ready["status"] == "True":
        return []
    return [held("pod.node-silent", Key("nodes", "", node), node=node)]


def _refused_eviction(world: World, obj: Object) -> list[Obstacle]:
    """A budget kept it from being evicted, the last time somebody tried, and still would."""
    place, found = namespace_of(obj), []
    for budget in world.store.by_index(_BUDGETS, NAMESPACE, place):
        noted = refused_evictions.last(world, place, name_of(budget))
        full = not (budget.get("status") or {}).get("disruptionsAllowed", 0)
        if noted is not None and full and noted["pod"] == name_of(obj):
            key = key_of(_BUDGETS, budget)
            found.append(held("pod.kept-by-budget", key, budget=name_of(budget)))
    return found


def _unplaced(world: World, obj: Object) -> list[Obstacle]:
    gates = [gate["name"] for gate in obj["spec"].get("schedulingGates") or ()]
    if gates:
        return [held("pod.gates", gates=gates)]
    if profiles.of_pod(world, obj) is None:
        return [held("pod.nobody-schedules", scheduler=obj["spec"]["schedulerName"])]
    node = (obj.get("status") or {}).get("nominatedNodeName", "")
    if node:
        return [held("pod.waits-for-room", Key("nodes", "", node), node=node)]
    return _claims(world, obj) or _unschedulable(obj)


def _claims(world: World, obj: Object) -> list[Obstacle]:
    """The claims that are missing or not bound."""
    found, place = [], namespace_of(obj)
    for name in claims_of(obj):
        claim = world.store.get(CLAIMS, place, name)
        if claim is None:
            found.append(held("pod.claim-missing", claim=name))
        elif (claim.get("status") or {}).get("phase") != "Bound":
            found.append(held("pod.claim-unbound", Key(CLAIMS, place, name), claim=name))
    return found


def _unschedulable(obj: Object) -> list[Obstacle]:
    told = condition(obj, "PodScheduled")
    if told is None or told["status"] != "False" or not told.get("message"):
        return []
    return [held("pod.fits-nowhere", message=told["message"])]


def _volumes(world: World, obj: Object) -> list[Obstacle]:
    """The last trouble with a volume, while no container has been made."""
    if phase_of(obj) != "Pending" or is_true(obj, "PodReadyToStartContainers"):
        return []
    events = world.store.by_index("events", ABOUT, obj["metadata"]["uid"])
    told = [each for each in events if each["reason"] in ("FailedMount", "FailedAttachVolume")]
    last = max(told, key=lambda each: int(each["metadata"]["resourceVersion"]), default=None)
    return [held("pod.volume", message=last["message"])] if last is not None else []


def _containers(obj: Object) -> list[Obstacle]:
    """The first init container that is not done, else every container that is not ready."""
    status = obj.get("status") or {}
    for told in status.get("initContainerStatuses") or ():
        if not told.get("ready") and not told.get("started"):
            return [_container(told) or held("pod.init", container=told["name"])]
    waiting = [each for each in status.get("containerStatuses") or () if not each.get("ready")]
    found = [_container(told) or _unready(told) for told in waiting]
    return [each for each in found if each is not None] or _gates(obj)


def _container(told: Object) -> Obstacle | None:
    state = told.get("state") or {}
    waiting: dict[str, Any] = state.get("waiting") or {}
    reason, name = waiting.get("reason", ""), told["name"]
    if reason in _IMAGE:
        return held("pod.image", container=name, image=told.get("image", ""), reason=reason)
    if reason == "CrashLoopBackOff":
        ended = (told.get("lastState") or {}).get("terminated") or {}
        code = ended.get("exitCode", 0)
        return held("pod.crashes", container=name, restarts=told.get("restartCount", 0), code=code)
    if reason in ("CreateContainerConfigError", "CreateContainerError", "RunContainerError"):
        return held("pod.misconfigured", container=name, message=waiting.get("message", ""))
    return None


def _unready(told: Object) -> Obstacle | None:
    if "running" not in (told.get("state") or {}):
        return None
    kind = "pod.not-started" if told.get("started") is False else "pod.probe"
    return held(kind, container=told["name"])


def _gates(obj: Object) -> list[Obstacle]:
    """Readiness gates that nobody has opened."""
    wanted = [each["conditionType"] for each in obj["spec"].get("readinessGates") or ()]
    shut = [kind for kind in wanted if (condition(obj, kind) or {}).get("status") != "True"]
    return [held("pod.readiness-gates", kinds=shut)] if shut else []
