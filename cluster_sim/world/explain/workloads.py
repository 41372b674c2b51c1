"""What changes of Deployments, ReplicaSets, StatefulSets and DaemonSets tell."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.fact import Fact
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import controller_of

Object = dict[str, Any]
_KINDS = {"statefulsets.apps": "StatefulSet", "daemonsets.apps": "DaemonSet"}


def deployment(world: World, change: Change) -> list[Fact]:
    """What somebody made of it, and when its rollout gave up waiting."""
    name, old, new = change.key.name, change.old, change.new
    if new is None:
        return [Fact("object.deleted", {"resource": change.key.resource, "name": name})]
    if old is None:
        return [Fact("deployment.created", {"name": name})]
    if old["spec"] != new["spec"]:
        return _scaled(change, "Deployment") or [Fact("deployment.updated", {"name": name})]
    return _stuck(name, old, new)


def _stuck(name: str, old: Object, new: Object) -> list[Fact]:
    now, before = condition(new, "Progressing"), condition(old, "Progressing")
    if now is None or now.get("reason") != "ProgressDeadlineExceeded":
        return []
    if before is not None and before.get("reason") == now["reason"]:
        return []
    limit = new["spec"].get("progressDeadlineSeconds", 600)
    return [Fact("deployment.stuck", {"name": name, "after": limit * 1_000_000})]


def replica_set(world: World, change: Change) -> list[Fact]:
    """Made by its Deployment, given other numbers of pods."""
    old, new, name = change.old, change.new, change.key.name
    if new is None:
        return [Fact("object.deleted", {"resource": change.key.resource, "name": name})]
    if old is None:
        owner = controller_of(new)
        if owner is not None:
            return [Fact("replicaset.created", {"name": name, "deployment": owner["name"]})]
        return [Fact("object.created", {"resource": change.key.resource, "name": name})]
    before, after = old["spec"].get("replicas"), new["spec"].get("replicas")
    if before == after:
        return []
    return [Fact("replicaset.scaled", {"name": name, "from": before, "to": after})]


def pod_set(world: World, change: Change) -> list[Fact]:
    """What somebody made of a StatefulSet or a DaemonSet, and when an update was through."""
    name, old, new, kind = change.key.name, change.old, change.new, _KINDS[change.key.resource]
    if old is None or new is None:
        done = "object.deleted" if new is None else "object.created"
        return [Fact(done, {"resource": change.key.resource, "name": name})]
    if old["spec"] != new["spec"]:
        updated = old["spec"]["template"] != new["spec"]["template"]
        args = {"name": name, "kind": kind}
        return _scaled(change, kind) or ([Fact("set.updated", args)] if updated else _other(change))
    return _through(name, old, new)


def _scaled(change: Change, kind: str) -> list[Fact]:
    """Only the number of replicas changed."""
    old, new = change.old or {}, change.new or {}
    before, after = old["spec"].get("replicas"), new["spec"].get("replicas")
    if before == after or {**old["spec"], "replicas": after} != new["spec"]:
        return []
    args = {"name": change.key.name, "kind": kind, "from": before, "to": after}
    return [Fact("set.scaled", args)]


def _other(change: Change) -> list[Fact]:
    return [Fact("object.updated", {"resource": change.key.resource, "name": change.key.name})]


def _through(name: str, old: Object, new: Object) -> list[Fact]:
    """A StatefulSet's current revision becomes the one that it was updated to."""
    before, now = ((each.get("status") or {}).get("currentRevision") for each in (old, new))
    if not before or before == now:
        return []
    return [Fact("set.up-to-date", {"name": name, "revision": now})]
