"""A change told as a fact: a kind and its arguments, which the page puts into words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import controller_of, is_terminating
from cluster_sim.world.kube.controllers.taint_eviction import NAME as TAINT_EVICTION
from cluster_sim.world.kube.indexes import SERVICE_NAME_LABEL
from cluster_sim.world.kube.pod_state import condition, is_ready, phase_of

Object = dict[str, Any]


class Fact(NamedTuple):
    """``pod.bound`` with {"pod", "node", …}; names are those of the page's catalogue of words."""

    kind: str
    args: dict[str, Any]


def fact_of(world: World, change: Change) -> Fact | None:
    """The change as a fact, None when it tells a reader nothing."""
    teller = _TELLERS.get(change.key.resource, _object)
    return teller(world, change)


def _command(world: World, change: Change) -> Fact | None:
    kind, args = (change.new or {}).get("kind", ""), (change.new or {}).get("args", {})
    if kind == "shell":
        return Fact("command.typed", {"text": args.get("text", "")})
    if kind == "kube":
        words = (args.get("verb"), args.get("resource"), args.get("name"))
        return Fact("command.typed", {"text": "kubectl " + " ".join(map(str, filter(None, words)))})
    return None


def _host(world: World, change: Change) -> Fact | None:
    if change.old is None or change.new is None or change.old["status"] == change.new["status"]:
        return None
    on = change.new["status"]["power"] == "On"
    return Fact("host.powered-on" if on else "host.powered-off", {"host": change.key.name})


def _vm(world: World, change: Change) -> Fact | None:
    if change.old is None or change.new is None:
        return None
    phase = change.new["status"]["phase"]
    if phase == change.old["status"]["phase"] or phase == "Booting":
        return None
    kind = "vm.started" if phase == "Running" else "vm.stopped"
    return Fact(kind, {"vm": change.key.name})


def _node(world: World, change: Change) -> Fact | None:
    name, old, new = change.key.name, change.old, change.new
    if old is None or new is None:
        return _object(world, change)
    before, after = condition(old, "Ready"), condition(new, "Ready")
    if after is not None and (before is None or before["status"] != after["status"]):
        if after["status"] == "True":
            return Fact("node.ready", {"node": name})
        return Fact("node.not-ready", {"node": name, "after": _silence(world, change)})
    added = [
        t for t in new["spec"].get("taints") or () if t not in (old["spec"].get("taints") or ())
    ]
    if new["spec"].get("unschedulable") and not old["spec"].get("unschedulable"):
        return Fact("node.cordoned", {"node": name})
    if added:
        taint = added[-1]
        return Fact("node.tainted", {"node": name, "taint": f"{taint['key']}:{taint['effect']}"})
    return None


def _silence(world: World, change: Change) -> int:
    """The µs between what silenced the node and this change."""
    cause = change.cause
    return change.time - world.history.at(cause).time if cause else 0


def _pod(world: World, change: Change) -> Fact | None:
    for teller in (_pod_existence, _pod_placement, _pod_life):
        fact = teller(world, change)
        if fact is not None:
            return fact
    return None


def _pod_existence(world: World, change: Change) -> Fact | None:
    name, old, new = change.key.name, change.old, change.new
    if new is None:
        return Fact("pod.deleted", {"pod": name})
    if old is None:
        return Fact("pod.created", {"pod": name, **_ownership(new)})
    if is_terminating(new) and not is_terminating(old):
        node = new["spec"].get("nodeName", "")
        if change.actor == TAINT_EVICTION:
            silence = _silence(world, change)
            return Fact("pod.evicted", {"pod": name, "node": node, "after": silence})
        return Fact("pod.deleted", {"pod": name})
    return None


def _ownership(pod: Object) -> dict[str, Any]:
    owner = controller_of(pod)
    return {"owner": f"{owner['kind']} {owner['name']}" if owner else ""}


def _pod_placement(world: World, change: Change) -> Fact | None:
    old, new = change.old, change.new
    if old is None or new is None:
        return None
    node = new["spec"].get("nodeName")
    if node and not old["spec"].get("nodeName"):
        return Fact("pod.bound", {"pod": change.key.name, "node": node})
    scheduled, before = condition(new, "PodScheduled"), condition(old, "PodScheduled")
    if scheduled and scheduled["status"] == "False" and scheduled != before:
        message = scheduled.get("message", "")
        return Fact("pod.unschedulable", {"pod": change.key.name, "message": message})
    return None


def _pod_life(world: World, change: Change) -> Fact | None:
    name, old, new = change.key.name, change.old, change.new
    if old is None or new is None:
        return None
    for told in (new.get("status") or {}).get("containerStatuses") or ():
        before = _container_before(old, told["name"])
        if told.get("state") != before.get("state") and (fact := _mishap(name, told)):
            return fact
    if is_ready(new) and not is_ready(old):
        return Fact("pod.ready", {"pod": name})
    if phase_of(new) == "Running" and phase_of(old) != "Running":
        return Fact("pod.started", {"pod": name, "node": new["spec"].get("nodeName", "")})
    return None


def _container_before(pod: Object, name: str) -> Object:
    statuses = (pod.get("status") or {}).get("containerStatuses") or ()
    return next((told for told in statuses if told["name"] == name), {})


def _mishap(pod_name: str, told: Object) -> Fact | None:
    state = told.get("state") or {}
    ended = state.get("terminated")
    if ended is not None and ended.get("exitCode"):
        facts = {"code": ended["exitCode"], "reason": ended.get("reason", "")}
        return Fact("pod.crashed", {"pod": pod_name, **facts})
    reason = (state.get("waiting") or {}).get("reason")
    if reason in ("ErrImagePull", "InvalidImageName"):
        return Fact("pod.image-failed", {"pod": pod_name, "image": told.get("image", "")})
    return None


def _replica_set(world: World, change: Change) -> Fact | None:
    old, new, name = change.old, change.new, change.key.name
    if old is None and new is not None:
        owner = controller_of(new)
        made_for = {"deployment": owner["name"]} if owner else {"deployment": ""}
        return Fact("replicaset.created", {"name": name, **made_for})
    if old is None or new is None:
        return _object(world, change)
    before, after = old["spec"].get("replicas"), new["spec"].get("replicas")
    if before == after:
        return None
    return Fact("replicaset.scaled", {"name": name, "from": before, "to": after})


def _deployment(world: World, change: Change) -> Fact | None:
    if change.new is None:
        return _object(world, change)
    if change.old is None:
        return Fact("deployment.created", {"name": change.key.name})
    if change.old["spec"] == change.new["spec"]:
        return None
    return Fact("deployment.updated", {"name": change.key.name})


def _service(world: World, change: Change) -> Fact | None:
    if change.old is None:
        return Fact("service.created", {"name": change.key.name})
    return _object(world, change)


def _slice(world: World, change: Change) -> Fact | None:
    obj = change.new
    if obj is None:
        return None
    service = (obj["metadata"].get("labels") or {}).get(SERVICE_NAME_LABEL, change.key.name)
    endpoints = obj.get("endpoints") or ()
    ready = sum(bool((each.get("conditions") or {}).get("ready")) for each in endpoints)
    return Fact("endpoints.changed", {"service": service, "ready": ready})


def _object(world: World, change: Change) -> Fact | None:
    args = {"resource": change.key.resource, "name": change.key.name}
    if change.old is None:
        return Fact("object.created", args)
    if change.new is None:
        return Fact("object.deleted", args)
    old, new = change.old, change.new
    if old.get("spec") == new.get("spec") and old.get("data") == new.get("data"):
        return None
    return Fact("object.updated", args)


def _nothing(world: World, change: Change) -> Fact | None:
    return None


_TELLERS: dict[str, Callable[[World, Change], Fact | None]] = {
    "commands": _command,
    "hosts": _host,
    "vms": _vm,
    "nodes": _node,
    "pods": _pod,
    "replicasets.apps": _replica_set,
    "deployments.apps": _deployment,
    "services": _service,
    "endpointslices.discovery.k8s.io": _slice,
    "events": _nothing,
    "terminals": _nothing,
    "leases.coordination.k8s.io": _nothing,
    "endpoints": _nothing,
}
