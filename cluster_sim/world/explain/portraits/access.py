"""Portraits of roles, their bindings and accounts: who may do what."""

from __future__ import annotations

from cluster_sim.world.explain.portraits.portrait import (
    BAD,
    Object,
    Portrait,
    Value,
    at,
    link,
    links,
    says,
    table,
)
from cluster_sim.world.explain.refused import refused
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import refusals
from cluster_sim.world.kube.api.authorization.bindings import (
    CLUSTER_ROLE_BINDINGS,
    CLUSTER_ROLES,
    ROLE_BINDINGS,
    ROLES,
)
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.kube.pod_state import is_active

_MOST, _MOST_RULES = 30, 12


def role(world: World, obj: Object) -> Portrait:
    """What it allows, and whom it is given to."""
    kind = "Role" if namespace_of(obj) else "ClusterRole"
    given = [each for each in _bindings(world, obj) if _is_of(each, kind, name_of(obj))]
    sums = says("role.sum") if obj.get("aggregationRule") else None
    rows = [("allows", _rules(obj)), ("gathers", sums), ("givenBy", [_link(b) for b in given])]
    return Portrait(rows)


def _bindings(world: World, obj: Object) -> list[Object]:
    """The bindings that may refer to a role: those of its namespace, or any."""
    place = namespace_of(obj)
    if place:
        return world.store.by_index(ROLE_BINDINGS, NAMESPACE, place)
    return [*world.store.all(CLUSTER_ROLE_BINDINGS), *world.store.all(ROLE_BINDINGS)]


def _is_of(binding: Object, kind: str, name: str) -> bool:
    reference = binding["roleRef"]
    return (reference["kind"], reference["name"]) == (kind, name)


def _link(binding: Object) -> Value:
    place = namespace_of(binding)
    resource = ROLE_BINDINGS if place else CLUSTER_ROLE_BINDINGS
    return link(resource, place, name_of(binding))


def _rules(obj: Object) -> Value:
    rows: list[list[Value]] = [
        [_verbs(rule), _what(rule), ", ".join(rule.get("resourceNames") or ())]
        for rule in obj.get("rules") or ()
    ]
    if not rows:
        return says("role.nothing")
    width = 3 if any(row[2] for row in rows) else 2
    shown = [row[:width] for row in rows[:_MOST_RULES]]
    if len(rows) > _MOST_RULES:
        shown.append(["…", says("role.more", count=len(rows) - _MOST_RULES)])
    return table(["verbs", "resources", "names"][:width], shown)


def _verbs(rule: Object) -> Value:
    verbs = list(rule.get("verbs") or ())
    return says("role.anything") if verbs == ["*"] else ", ".join(verbs)


def _what(rule: Object) -> Value:
    """Resources with their group as kubectl writes them, or addresses."""
    groups = [group for group in rule.get("apiGroups") or ("",) if group not in ("", "*")]
    names = [f"{each}.{groups[0]}" if groups else each for each in rule.get("resources") or ()]
    names += rule.get("nonResourceURLs") or ()
    return says("role.everything") if names == ["*"] else ", ".join(names)


def binding(world: World, obj: Object) -> Portrait:
    """Who gets which role, and where."""
    reference, place = obj["roleRef"], namespace_of(obj)
    there = ROLES if reference["kind"] == "Role" else CLUSTER_ROLES
    key = (there, place if there == ROLES else "", reference["name"])
    found = world.store.get(*key)
    rows = [
        ("role", link(*key) if found is not None else reference["name"]),
        ("subjects", [_subject(each, place) for each in obj.get("subjects") or ()]),
        ("where", says("binding.here", name=place) if place else says("binding.everywhere")),
    ]
    if found is None:
        return Portrait(rows, BAD, says("binding.no-role"))
    return Portrait(rows)


def _subject(subject: Object, place: str) -> Value:
    name = subject["name"]
    if subject["kind"] == "ServiceAccount":
        return link("serviceaccounts", subject.get("namespace", place), name)
    return says("binding.group" if subject["kind"] == "Group" else "binding.user", name=name)


def service_account(world: World, obj: Object) -> Portrait:
    """Which pods use it, which bindings name it, and what it was refused last."""
    place, name = namespace_of(obj), name_of(obj)
    found = world.store.by_index("pods", NAMESPACE, place)
    pods = [p for p in found if p["spec"].get("serviceAccountName") == name and is_active(p)]
    named = [*world.store.all(CLUSTER_ROLE_BINDINGS), *world.store.all(ROLE_BINDINGS)]
    given = [each for each in named if _names(each, place, name)]
    rows = [
        ("roles", [_link(each) for each in given] or says("account.no-role")),
        ("lastRefused", last_refused(world, f"system:serviceaccount:{place}:{name}")),
        ("usedBy", links("pods", sorted(pods, key=name_of)[:_MOST])),
    ]
    return Portrait(rows)


def _names(binding: Object, place: str, name: str) -> bool:
    return any(
        (each["kind"], each["name"]) == ("ServiceAccount", name)
        and each.get("namespace", namespace_of(binding)) == place
        for each in binding.get("subjects") or ()
    )


def last_refused(world: World, user: str) -> Value:
    """What the access rules forbade a user last."""
    for refusal in refusals.last(world):
        found = refused(refusal.message)
        if refusal.user == user and found.kind == "refused.access":
            return [says("account.refused", **found.args), at(refusal.time)]
    return None
