"""Portraits of namespaces, custom kinds and admission policies."""

from __future__ import annotations

from cluster_sim.world.explain.portraits.portrait import (
    BAD,
    GOOD,
    MUTED,
    WAIT,
    Object,
    Portrait,
    Value,
    at,
    links,
    says,
    table,
)
from cluster_sim.world.explain.refused import refused
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import refusals
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import is_terminating, name_of
from cluster_sim.world.kube.indexes import NAMESPACE

_LEVELS = "pod-security.kubernetes.io/"
_POLICY_BINDINGS = "validatingadmissionpolicybindings.admissionregistration.k8s.io"


def namespace(world: World, obj: Object) -> Portrait:
    """What bounds it and how strict it is."""
    name, store = name_of(obj), world.store
    labels = obj["metadata"].get("labels") or {}
    levels = [
        says(f"security.{mode}", level=labels[_LEVELS + mode])
        for mode in ("enforce", "warn", "audit")
        if _LEVELS + mode in labels
    ]
    rows = [
        ("holds", says("namespace.pods", count=len(store.by_index("pods", NAMESPACE, name)))),
        ("quotas", links("resourcequotas", store.by_index("resourcequotas", NAMESPACE, name))),
        ("ranges", links("limitranges", store.by_index("limitranges", NAMESPACE, name))),
        ("security", levels),
        ("lastRefused", _last_refused(world, "refused.pod-security", namespace=name)),
    ]
    if is_terminating(obj):
        return Portrait(rows, MUTED, says("namespace.leaving"))
    return Portrait(rows, GOOD, says("namespace.active"))


def _last_refused(world: World, kind: str, namespace: str = "", name: str = "") -> Value:
    """The last thing refused for that reason, in a namespace or by a rule of that name."""
    for refusal in refusals.last(world):
        found = refused(refusal.message)
        here = namespace in ("", refusal.namespace) and name in ("", found.args.get("name"))
        if found.kind == kind and here:
            why = str(found.args.get("why", ""))
            return [says("last.refused", resource=refusal.resource, why=why), at(refusal.time)]
    return None


def admission_policy(world: World, obj: Object) -> Portrait:
    """What must be true, where it is in force, and what it refused last."""
    name, spec = name_of(obj), obj.get("spec") or {}
    checks: list[list[Value]] = [
        [each["expression"], each.get("message", "")] for each in spec.get("validations") or ()
    ]
    found = [b for b in world.store.all(_POLICY_BINDINGS) if _binds(b, name)]
    rows = [
        ("mustHold", table(["expression", "message"], checks)),
        ("inForce", links(_POLICY_BINDINGS, found) or says("policy.unbound")),
        ("lastRefused", _last_refused(world, "refused.policy", name=name)),
    ]
    return Portrait(rows)


def _binds(binding: Object, name: str) -> bool:
    return (binding.get("spec") or {}).get("policyName") == name


def custom_kind(world: World, obj: Object) -> Portrait:
    """Its names and versions, and how many there are of it."""
    spec = obj["spec"]
    key = f"{spec['names']['plural']}.{spec['group']}"
    versions: list[list[Value]] = [
        [each["name"], _version(each)] for each in spec.get("versions") or ()
    ]
    established = condition(obj, "Established") or {"status": "False"}
    wide = spec.get("scope") != "Namespaced"
    rows = [
        ("kind", spec["names"]["kind"]),
        ("scope", says("custom.cluster" if wide else "custom.namespaced")),
        ("versions", table(["version", "state"], versions)),
        ("objects", links(key, list(world.store.all(key))[:30])),
    ]
    if is_terminating(obj):
        return Portrait(rows, MUTED, says("custom.leaving"))
    if established["status"] == "True":
        return Portrait(rows, GOOD, says("custom.served"))
    bad = (condition(obj, "NamesAccepted") or {}).get("status") == "False"
    return Portrait(rows, BAD if bad else WAIT, says("custom.not-served"))


def _version(version: Object) -> Value:
    if version.get("storage"):
        return says("custom.stored")
    return says("custom.offered" if version.get("served") else "custom.withdrawn")
