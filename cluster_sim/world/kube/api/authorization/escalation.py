"""Nobody gives away what he has not: checks on new roles and bindings.

pkg/registry/rbac/*/policybased/storage.go and pkg/registry/rbac/validation/rule.go
(ConfirmNoEscalation). Who holds the verb ``escalate`` on a role, or ``bind`` on the role that a
binding refers to, may do it all the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.authorization import bindings, rules
from cluster_sim.world.kube.api.authorization.authorizer import decide
from cluster_sim.world.kube.api.authorization.request import Request
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource

_ROLES = (bindings.ROLES, bindings.CLUSTER_ROLES)
_BINDINGS = (bindings.ROLE_BINDINGS, bindings.CLUSTER_ROLE_BINDINGS)
_EVERYTHING: rules.Rule = {"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}
_EVERY_URL: rules.Rule = {"nonResourceURLs": ["*"], "verbs": ["*"]}


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """The role or binding; Forbidden when it gives more than its author has."""
    if not call.trusted:
        _check(call, resource, obj)
    return obj


def admit_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str
) -> Object:
    """The changed role or binding, likewise; what changes no rights is not looked at."""
    fields = ("rules", "aggregationRule", "roleRef", "subjects")
    if not call.trusted and any(old.get(field) != new.get(field) for field in fields):
        _check(call, resource, new)
    return new


def _check(call: Call, resource: Resource, obj: Object) -> None:
    if call.user.is_master:
        return
    if resource.key in _ROLES:
        _check_role(call, resource, obj)
    elif resource.key in _BINDINGS:
        _check_binding(call, resource, obj)


def _check_role(call: Call, resource: Resource, role: Object) -> None:
    if _may(call, "escalate", resource.plural, namespace_of(role), name_of(role)):
        return
    _confirm(call, resource, role, role.get("rules") or ())
    if role.get("aggregationRule") and _missing(call, "", (_EVERYTHING, _EVERY_URL)):
        why = "must have cluster-admin privileges to use the aggregationRule"
        raise errors.forbidden(resource.group, resource.plural, name_of(role), why)


def _check_binding(call: Call, resource: Resource, binding: Object) -> None:
    reference, namespace = binding.get("roleRef") or {}, namespace_of(binding)
    plural = "clusterroles" if reference.get("kind") == "ClusterRole" else "roles"
    if _may(call, "bind", plural, namespace, reference.get("name", "")):
        return
    _confirm(call, resource, binding, bindings.rules_of(call.world, reference, namespace))


def _may(call: Call, verb: str, plural: str, namespace: str, name: str) -> bool:
    request = Request(verb, bindings.GROUP, plural, namespace=namespace, name=name)
    return decide(call.world, call.user, request).allowed


def _confirm(call: Call, resource: Resource, obj: Object, wanted: Iterable[rules.Rule]) -> None:
    lacking = _missing(call, namespace_of(obj), wanted)
    if not lacking:
        return
    told = sorted({rules.text(rule) for rule in rules.compact(lacking)})
    why = (
        f"user {quote(call.user.name)} (groups={rules.quoted(call.user.groups)}) is attempting to "
        "grant RBAC permissions not currently held:\n" + "\n".join(told)
    )
    problems = [each.problem for each in _grants(call, namespace_of(obj)) if each.problem]
    if problems:
        why += f"; resolution errors: [{' '.join(problems)}]"
    raise errors.forbidden(resource.group, resource.plural, name_of(obj), why)


def _missing(call: Call, namespace: str, wanted: Iterable[rules.Rule]) -> list[rules.Rule]:
    owned = [rule for grant in _grants(call, namespace) for rule in grant.rules]
    return rules.missing(owned, wanted)


def _grants(call: Call, namespace: str) -> list[bindings.Grant]:
    return list(bindings.grants(call.world, call.user, namespace))
