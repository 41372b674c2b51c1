"""Portraits of what bounds a namespace or ranks its pods: quotas, limits, budgets, priorities."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.portraits.portrait import (
    BAD,
    GOOD,
    WAIT,
    Object,
    Portrait,
    Value,
    at,
    link,
    links,
    meter,
    says,
    table,
)
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import labels, quantity, refused_evictions
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.kube.pod_state import is_active

_NEARLY_FULL = 0.8
_MOST = 30


def quota(world: World, obj: Object) -> Portrait:
    """How much of each thing is used."""
    status = obj.get("status") or {}
    hard, used = status.get("hard") or {}, status.get("used") or {}
    shares = {name: share(used.get(name, "0"), hard[name]) for name in sorted(hard)}
    rows = [[name, _used(used.get(name, "0"), hard[name])] for name in shares]
    full = [name for name, part in shares.items() if part >= 1]
    near = [name for name, part in shares.items() if _NEARLY_FULL <= part < 1]
    tone = BAD if full else WAIT if near else GOOD
    saying = "quota.full" if full else "quota.near" if near else "quota.room"
    scopes = (obj.get("spec") or {}).get("scopes") or ()
    facts = [("used", table(["resource", "used"], rows)), ("only", list(scopes))]
    return Portrait(facts, tone, says(saying, names=full or near))


def share(used: Any, hard: Any) -> float:
    """What part of a limit is used; a limit of nothing is used up."""
    most = quantity.milli(hard)
    return quantity.milli(used) / most if most else 1.0


def _used(used: Any, hard: Any) -> Value:
    text = f"{quantity.canonical(used)} / {quantity.canonical(hard)}"
    return meter(min(1.0, share(used, hard)), text)


def limit_range(world: World, obj: Object) -> Portrait:
    """What a container may ask for, and what it gets when it says nothing."""
    rows: list[list[Value]] = []
    for limit in (obj.get("spec") or {}).get("limits") or ():
        names = {
            name: None
            for field in ("min", "max", "default", "defaultRequest", "maxLimitRequestRatio")
            for name in limit.get(field) or {}
        }
        rows += [_limits(limit, name) for name in names]
    columns = ["kind", "resource", "least", "most", "requestGiven", "limitGiven"]
    return Portrait([("limits", table(columns, rows))])


def _limits(limit: Object, name: str) -> list[Value]:
    fields = ("min", "max", "defaultRequest", "default")
    return [limit["type"], name, *((limit.get(field) or {}).get(name, "") for field in fields)]


def budget(world: World, obj: Object) -> Portrait:
    """How many pods may leave now, and which of them keep the others from it."""
    spec, status = obj.get("spec") or {}, obj.get("status") or {}
    allowed, healthy = status.get("disruptionsAllowed", 0), status.get("currentHealthy", 0)
    pods = selected(world, obj)
    rows = [
        ("rule", _rule(spec)),
        ("healthy", says("budget.healthy", healthy=healthy, needed=status.get("desiredHealthy"))),
        ("lastHeld", _held(world, obj)),
        ("guards", links("pods", pods)),
    ]
    if not pods:
        return Portrait(rows, WAIT, says("budget.nobody"))
    saying = "budget.lets-go" if allowed else "budget.holds"
    return Portrait(rows, GOOD if allowed else WAIT, says(saying, count=allowed))


def selected(world: World, obj: Object) -> list[Object]:
    """The pods that a budget counts; without a selector it guards nobody."""
    selector = (obj.get("spec") or {}).get("selector")
    if selector is None:
        return []
    found = world.store.by_index("pods", NAMESPACE, namespace_of(obj))
    chosen = labels.of_object(selector)
    pods = [p for p in found if is_active(p) and chosen.matches(p["metadata"].get("labels"))]
    return sorted(pods, key=name_of)[:_MOST]


def _rule(spec: Object) -> Value:
    if spec.get("minAvailable") is not None:
        return says("budget.min", least=spec["minAvailable"])
    if spec.get("maxUnavailable") is not None:
        return says("budget.max", most=spec["maxUnavailable"])
    return None


def _held(world: World, obj: Object) -> Value:
    noted = refused_evictions.last(world, namespace_of(obj), name_of(obj))
    if noted is None:
        return None
    there = world.store.get("pods", namespace_of(obj), noted["pod"]) is not None
    pod = link("pods", namespace_of(obj), noted["pod"]) if there else noted["pod"]
    return [pod, at(noted["time"])]


def priority_class(world: World, obj: Object) -> Portrait:
    """What it is worth, and who has it."""
    name = name_of(obj)
    own = [p for p in world.store.all("pods") if p["spec"].get("priorityClassName") == name]
    never = obj.get("preemptionPolicy") == "Never"
    active = sorted((pod for pod in own if is_active(pod)), key=name_of)
    rows = [
        ("priority", says("number", value=obj.get("value", 0))),
        ("default", says("priority.default") if obj.get("globalDefault") else None),
        ("preemption", says("priority.never" if never else "priority.may-preempt")),
        ("description", obj.get("description", "")),
        ("pods", links("pods", active[:_MOST])),
    ]
    return Portrait(rows)
