"""ResourceQuota controller: adds up what a namespace uses.

pkg/controller/resourcequota (resource_quota_controller.go, resource_quota_monitor.go). Admission
charges what is made; what ends or goes is given back here, soon after it happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.system import EVERY_OTHER
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import quantity, registry
from cluster_sim.world.kube.api.admission.resource_quota import QUOTAS
from cluster_sim.world.kube.api.meta import full_name, namespace_of, split_name
from cluster_sim.world.kube.api.quota import amounts, scopes, usage
from cluster_sim.world.kube.api.quota.amounts import Amounts
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.kube.timings import QUOTA_SYNC_PERIOD

NAME: Final = "resourcequota-controller"


def _of_quota(world: World, change: Change) -> Iterator[str]:
    if change.new is not None:
        yield full_name(change.new)
    else:
        yield from _of_object(world, change)


def _batching(world: World, change: Change, key: str) -> int:
    """What admission charged is looked at again in time; a new limit at once."""
    old, new = change.old, change.new
    if change.key.resource != QUOTAS or old is None or new is None:
        return 0
    return QUOTA_SYNC_PERIOD if old.get("spec") == new.get("spec") else 0


def _of_object(world: World, change: Change) -> Iterator[str]:
    """The quotas that count an object which went, or which uses less than before."""
    if change.old is None or not world.store.table(QUOTAS) or not _gives_back(world, change):
        return
    resource = _resource(world, change.key.resource)
    if resource is None:
        return
    for quota in world.store.by_index(QUOTAS, NAMESPACE, change.key.namespace):
        if usage.counted_names(resource, (quota.get("spec") or {}).get("hard") or {}):
            yield full_name(quota)


def _gives_back(world: World, change: Change) -> bool:
    old, new, kind = change.old, change.new, change.key.resource
    if new is None or old is None:
        return True
    if kind == usage.PODS:
        now = world.unix
        return usage.is_pod_charged(old, now) and not usage.is_pod_charged(new, now)
    changed = old.get("spec") is not new.get("spec")
    return changed and kind in (usage.SERVICES, usage.CLAIMS)


def _resource(world: World, key: str) -> Resource | None:
    try:
        return registry.of(world).by_key(key)
    except registry.UnknownResource:
        return None


def _sync(client: Client, key: str) -> int | None:
    quota = client.world.store.get(QUOTAS, *split_name(key))
    if quota is None:
        return None
    hard = (quota.get("spec") or {}).get("hard") or {}
    status = quota.get("status") or {}
    used = {**amounts.read(status.get("used")), **_used(client, quota, list(hard))}
    new = {"hard": hard, "used": amounts.written(amounts.only(used, hard))}
    if new != {"hard": status.get("hard"), "used": status.get("used")}:
        client.update_status(QUOTAS, {**quota, "status": new})
    return None


def _used(client: Client, quota: Object, names: list[str]) -> Amounts:
    """What the objects of the namespace use of each of those resources."""
    total: Amounts = {}
    for resource in registry.of(client.world).resources:
        stored = resource.namespaced and resource.preferred
        counted = usage.counted_names(resource, names) if stored else []
        if not counted:
            continue
        total.update(dict.fromkeys(counted, quantity.parse("0")))
        for obj in _objects(client.world, resource, namespace_of(quota)):
            if _is_in_scope(resource, quota, obj):
                more = amounts.only(usage.of(resource, obj, client.now), counted)
                total = amounts.plus(total, more)
    return total


def _objects(world: World, resource: Resource, namespace: str) -> Iterable[Object]:
    if NAMESPACE in world.system.indexes.get(resource.key, ()):
        return world.store.by_index(resource.key, NAMESPACE, namespace)
    return [obj for obj in world.store.all(resource.key) if namespace_of(obj) == namespace]


def _is_in_scope(resource: Resource, quota: Object, obj: Object) -> bool:
    wanted = scopes.requirements(quota)
    if resource.key != usage.PODS:
        return not wanted
    return all(scopes.matches(requirement, obj) for requirement in wanted)


def controller() -> Controller:
    """The controller watches every kind that a quota may count, those to come too."""
    counted = [resource.key for resource in registry.RESOURCES if resource.namespaced]
    watches = {key: _of_object for key in counted if key != "events"}
    watches |= {EVERY_OTHER: _of_object, QUOTAS: _of_quota}
    return Controller(NAME, watches, _sync, batching=_batching)
