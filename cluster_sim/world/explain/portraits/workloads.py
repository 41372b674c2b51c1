"""Portraits of Deployments and ReplicaSets: which revision has how many pods."""

from __future__ import annotations

from cluster_sim.world.explain.portraits.portrait import (
    Object,
    Portrait,
    Value,
    link,
    links,
    says,
    table,
)
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.indexes import NAMESPACE, OWNER

_REVISION = "deployment.kubernetes.io/revision"
_SETS = "replicasets.apps"
_AUTOSCALERS = "horizontalpodautoscalers.autoscaling"
_MOST = 12


def deployment(world: World, obj: Object) -> Portrait:
    """Its revisions, how it goes from one to the next, and who scales it."""
    own = world.store.by_index(_SETS, OWNER, obj["metadata"]["uid"])
    newest = sorted(own, key=_revision, reverse=True)[:_MOST]
    rows: list[list[Value]] = [
        [_revision(each), link(_SETS, namespace_of(each), name_of(each)), _pods(each)]
        for each in newest
    ]
    facts = [
        ("revisions", table(["revision", "set", "pods"], rows)),
        ("update", _strategy(obj["spec"])),
        ("scaledBy", scalers(world, obj, "Deployment")),
    ]
    return Portrait(facts)


def _revision(obj: Object) -> int:
    return int((obj["metadata"].get("annotations") or {}).get(_REVISION) or 0)


def _pods(obj: Object) -> str:
    return f"{(obj.get('status') or {}).get('readyReplicas', 0)}/{obj['spec'].get('replicas', 1)}"


def _strategy(spec: Object) -> Value:
    strategy = spec.get("strategy") or {}
    if strategy.get("type") == "Recreate":
        return says("deployment.recreate")
    bounds = strategy.get("rollingUpdate") or {}
    more, fewer = bounds.get("maxSurge", "25%"), bounds.get("maxUnavailable", "25%")
    return says("deployment.rolling", more=more, fewer=fewer)


def scalers(world: World, obj: Object, kind: str) -> list[Value]:
    """The autoscalers that scale an object of a kind."""
    found = world.store.by_index(_AUTOSCALERS, NAMESPACE, namespace_of(obj))
    target = (kind, name_of(obj))
    return links(_AUTOSCALERS, [each for each in found if _target(each) == target])


def _target(autoscaler: Object) -> tuple[str, str]:
    reference = autoscaler["spec"].get("scaleTargetRef") or {}
    return reference.get("kind", ""), reference.get("name", "")


def replica_set(world: World, obj: Object) -> Portrait:
    """Its pods."""
    own = world.store.by_index("pods", OWNER, obj["metadata"]["uid"])
    return Portrait([("pods", links("pods", sorted(own, key=name_of)[: 2 * _MOST]))])
