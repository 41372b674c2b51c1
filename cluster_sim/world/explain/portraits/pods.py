"""Portraits of pods and nodes: what a card has no room for."""

from __future__ import annotations

from cluster_sim.world.explain.portraits.bounds import selected
from cluster_sim.world.explain.portraits.portrait import (
    Object,
    Portrait,
    Value,
    link,
    links,
    moment,
    says,
    table,
)
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.claims import CLAIMS, claims_of
from cluster_sim.world.kube.controllers.service_pods import selects
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.traffic import party, policies

_CLASSES = "priorityclasses.scheduling.k8s.io"
_BUDGETS = "poddisruptionbudgets.policy"
_GOOD = {"Ready": "True"}


def pod(world: World, obj: Object) -> Portrait:
    """What it mounts, who sends to it, who guards it, who bounds it."""
    place, spec = namespace_of(obj), obj["spec"]
    account = spec.get("serviceAccountName", "")
    rows = [
        ("until", moment(world, obj["metadata"].get("deletionTimestamp"))),
        ("claims", _claims(world, obj)),
        ("priority", _priority(spec)),
        ("account", link("serviceaccounts", place, account) if account != "default" else None),
        ("services", links("services", _services(world, obj))),
        ("policies", _policies(world, obj)),
        ("budgets", links(_BUDGETS, _budgets(world, obj))),
    ]
    return Portrait(rows)


def _claims(world: World, obj: Object) -> list[Value]:
    place = namespace_of(obj)
    return [
        link(CLAIMS, place, name) if world.store.get(CLAIMS, place, name) else name
        for name in claims_of(obj)
    ]


def _priority(spec: Object) -> Value:
    name, value = spec.get("priorityClassName", ""), spec.get("priority") or 0
    return [link(_CLASSES, "", name), says("number", value=value)] if name else None


def _services(world: World, obj: Object) -> list[Object]:
    found = world.store.by_index("services", NAMESPACE, namespace_of(obj))
    return sorted((each for each in found if selects(each, obj)), key=name_of)


def _policies(world: World, obj: Object) -> Value:
    found = {
        name_of(policy): policy
        for direction in (policies.INGRESS, policies.EGRESS)
        for policy in policies.selecting(world, party.of_pod(obj), direction)
    }
    return links(policies.POLICIES, [found[name] for name in sorted(found)])


def _budgets(world: World, obj: Object) -> list[Object]:
    found = world.store.by_index(_BUDGETS, NAMESPACE, namespace_of(obj))
    name = name_of(obj)
    return [each for each in found if any(name_of(pod) == name for pod in selected(world, each))]


def node(world: World, obj: Object) -> Portrait:
    """Its conditions, and since when."""
    rows: list[list[Value]] = [
        [
            each["type"],
            says("condition.well" if _is_well(each) else f"condition.{each['status'].lower()}"),
            moment(world, each.get("lastTransitionTime")),
        ]
        for each in (obj.get("status") or {}).get("conditions") or ()
    ]
    return Portrait([("conditions", table(["condition", "state", "since"], rows))])


def _is_well(told: Object) -> bool:
    return bool(told["status"] == _GOOD.get(told["type"], "False"))
