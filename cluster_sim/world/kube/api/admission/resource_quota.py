"""ResourceQuota: what would be more than a namespace may use is refused, the rest is charged.

apiserver/pkg/admission/plugin/resourcequota (admission.go, controller.go). The use is written
into the quota's status before the object is, so that no two requests share what one may have.
"""

from __future__ import annotations

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.quota import amounts, scopes, usage
from cluster_sim.world.kube.api.quota.amounts import Amounts
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.resources import resourcequotas
from cluster_sim.world.kube.indexes import NAMESPACE

QUOTAS = "resourcequotas"


def check_create(call: Call, resource: Resource, obj: Object) -> None:
    """Forbidden when the new object would exceed a quota; else the quotas are charged."""
    if not resource.namespaced or resource.key == "events":
        return
    quotas = _quotas(call, obj)
    if quotas:
        _charge(call, resource, obj, quotas, usage.of(resource, obj, call.world.unix))


def check_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str
) -> None:
    """The same for what a change adds: a larger pod or claim, another type of Service."""
    if not _is_counted_change(resource, old, new, subresource):
        return
    quotas = _quotas(call, new)
    if quotas:
        now = call.world.unix
        more = amounts.minus(usage.of(resource, new, now), usage.of(resource, old, now))
        _charge(call, resource, new, quotas, more)


def _is_counted_change(resource: Resource, old: Object, new: Object, subresource: str) -> bool:
    if resource.key == usage.PODS:
        if subresource == "resize":
            return True
        changed = old.get("spec") is not new.get("spec")
        return not subresource and changed and _scope_changed(old, new)
    return not subresource and resource.key in (usage.SERVICES, usage.CLAIMS)


def _scope_changed(old: Object, new: Object) -> bool:
    return scopes.is_terminating(old) != scopes.is_terminating(new)


def _quotas(call: Call, obj: Object) -> list[Object]:
    found = call.world.store.by_index(QUOTAS, NAMESPACE, namespace_of(obj))
    return sorted(found, key=name_of)


def _charge(
    call: Call, resource: Resource, obj: Object, quotas: list[Object], more: Amounts
) -> None:
    """Check every quota first: a request is charged to all of them or to none."""
    charged = []
    for quota in quotas:
        if not matches(resource, quota, obj):
            continue
        _check_complete(resource, quota, obj)
        new = _used_then(resource, quota, obj, more)
        if new is not None:
            charged.append((quota, new))
    for quota, used in charged:
        status = {**quota["status"], "used": amounts.written(used)}
        place = namespace_of(quota), name_of(quota)
        call.write(resourcequotas.RESOURCE, *place, {**quota, "status": status})


def matches(resource: Resource, quota: Object, obj: Object) -> bool:
    """Whether the quota counts the object: by its kind and, for pods, by its scopes."""
    hard = (quota.get("status") or {}).get("hard") or {}
    if not usage.counted_names(resource, hard):
        return False
    wanted = scopes.requirements(quota)
    if resource.key != usage.PODS:
        return not wanted
    return all(scopes.matches(requirement, obj) for requirement in wanted)


def _check_complete(resource: Resource, quota: Object, obj: Object) -> None:
    status, name = quota.get("status") or {}, name_of(quota)
    counted = usage.counted_names(resource, status.get("hard") or {})
    if resource.key == usage.PODS:
        unsaid = usage.unsaid(obj, counted)
        if unsaid:
            raise _refused(resource, obj, f"failed quota: {name}: {unsaid}")
    if any(each not in (status.get("used") or {}) for each in counted):
        listed = ",".join(sorted(counted))
        raise _refused(resource, obj, f"status unknown for quota: {name}, resources: {listed}")


def _used_then(resource: Resource, quota: Object, obj: Object, more: Amounts) -> Amounts | None:
    """What would be used of the quota; None when nothing changes. Forbidden when too much."""
    hard = amounts.read(quota["status"]["hard"])
    used = amounts.read(quota["status"].get("used"))
    asked = {name: amount for name, amount in amounts.only(more, hard).items() if amount.mantissa}
    if not asked:
        return None
    then = amounts.plus(used, asked)
    growing = [name for name, amount in asked.items() if amount.mantissa > 0]
    beyond = amounts.exceeded(amounts.only(then, growing), hard)
    if beyond:
        parts = [amounts.told(amounts.only(each, beyond)) for each in (asked, used, hard)]
        why = "exceeded quota: {}, requested: {}, used: {}, limited: {}"
        raise _refused(resource, obj, why.format(name_of(quota), *parts))
    return then


def _refused(resource: Resource, obj: Object, why: str) -> errors.StatusError:
    return errors.forbidden(resource.group, resource.plural, name_of(obj), why)
