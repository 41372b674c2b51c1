"""Which rules are somebody's, and by which binding.

plugin/pkg/auth/authorizer/rbac and pkg/registry/rbac/validation/rule.go
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.authorization.rules import Rule
from cluster_sim.world.kube.api.errors import StatusError, not_found
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.user import User, account_name
from cluster_sim.world.kube.indexes import NAMESPACE

GROUP = "rbac.authorization.k8s.io"
ROLES, CLUSTER_ROLES = f"roles.{GROUP}", f"clusterroles.{GROUP}"
ROLE_BINDINGS, CLUSTER_ROLE_BINDINGS = f"rolebindings.{GROUP}", f"clusterrolebindings.{GROUP}"


@dataclass(frozen=True, slots=True)
class Grant:
    """Rules that a binding gives: ``by`` describes it; ``problem`` says why there are none."""

    by: str
    rules: tuple[Rule, ...]
    problem: str = ""


def grants(world: World, user: User, namespace: str) -> Iterator[Grant]:
    """What the user has in the namespace, the whole cluster's bindings first."""
    for binding in world.store.all(CLUSTER_ROLE_BINDINGS):
        subject = _subject(binding, user, "")
        if subject is not None:
            name = quote(binding["metadata"]["name"])
            yield _grant(world, binding, "", f"ClusterRoleBinding {name}", subject)
    if not namespace:
        return
    for binding in world.store.by_index(ROLE_BINDINGS, NAMESPACE, namespace):
        subject = _subject(binding, user, namespace)
        if subject is not None:
            name = quote(f"{binding['metadata']['name']}/{namespace}")
            yield _grant(world, binding, namespace, f"RoleBinding {name}", subject)


def rules_of(world: World, reference: Object, namespace: str) -> tuple[Rule, ...]:
    """The rules of the role a binding refers to. NotFound when there is no such role."""
    kind, name = reference.get("kind", ""), reference.get("name", "")
    cluster_wide = kind == "ClusterRole"
    where = (CLUSTER_ROLES, "") if cluster_wide else (ROLES, namespace)
    role = world.store.get(*where, name)
    if role is None:
        raise not_found(GROUP, "clusterrole" if cluster_wide else "role", name)
    return tuple(role.get("rules") or ())


def _grant(world: World, binding: Object, namespace: str, label: str, subject: Object) -> Grant:
    reference = binding["roleRef"]
    role = f"{reference['kind']} {quote(reference['name'])}"
    by = f"{label} of {role} to {_subject_text(subject, namespace)}"
    try:
        return Grant(by, rules_of(world, reference, namespace))
    except StatusError as problem:
        return Grant(by, (), str(problem))


def _subject(binding: Object, user: User, namespace: str) -> Object | None:
    """The first subject that the user is."""
    found: Object
    for found in binding.get("subjects") or ():
        if _is(found, user, namespace):
            return found
    return None


def _is(subject: Object, user: User, namespace: str) -> bool:
    kind, name = subject.get("kind"), subject.get("name", "")
    if kind == "User":
        return bool(user.name == name)
    if kind == "Group":
        return name in user.groups
    where = subject.get("namespace") or namespace
    return kind == "ServiceAccount" and bool(where) and user.name == account_name(where, name)


def _subject_text(subject: Object, namespace: str) -> str:
    kind, name = subject["kind"], subject["name"]
    if kind == "ServiceAccount":
        name = f"{name}/{subject.get('namespace') or namespace}"
    return f"{kind} {quote(name)}"
