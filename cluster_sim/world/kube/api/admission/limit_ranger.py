"""LimitRanger: gives containers the namespace's defaults and holds everything to its bounds.

plugin/pkg/admission/limitranger/admission.go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kube.api import errors, pod_requests, quantity
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.quantity_order import rank
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.indexes import NAMESPACE

Quantities = dict[str, Any]

LIMIT_RANGES: Final = "limitranges"
ANNOTATION: Final = "kubernetes.io/limit-ranger"
_CLAIMS: Final = "persistentvolumeclaims"


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """The pod with the defaults of the namespace's LimitRanges."""
    if resource.key != "pods":
        return obj
    for limit_range in _limit_ranges(call, obj):
        obj = _with_defaults(obj, limit_range)
    return obj


def check_create(call: Call, resource: Resource, obj: Object) -> None:
    """Forbidden for a pod or a claim outside the bounds of a LimitRange."""
    if resource.key not in ("pods", _CLAIMS):
        return
    for limit_range in _limit_ranges(call, obj):
        problems = list(_problems(resource, limit_range, obj))
        if problems:
            why = problems[0] if len(problems) == 1 else f"[{', '.join(problems)}]"
            raise errors.forbidden(resource.group, resource.plural, name_of(obj), why)


def check_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str
) -> None:
    """The same for a claim that changes and for a pod that is resized."""
    if is_terminating(new):
        return
    changed_claim = resource.key == _CLAIMS and not subresource
    if changed_claim or (resource.key == "pods" and subresource == "resize"):
        check_create(call, resource, new)


def _limit_ranges(call: Call, obj: Object) -> list[Object]:
    found = call.world.store.by_index(LIMIT_RANGES, NAMESPACE, namespace_of(obj))
    return sorted(found, key=name_of)


def _items(limit_range: Object, kind: str) -> list[dict[str, Any]]:
    limits = (limit_range.get("spec") or {}).get("limits") or ()
    return [item for item in limits if item.get("type") == kind]


def _with_defaults(pod: Object, limit_range: Object) -> Object:
    wanted: dict[str, Quantities] = {"limits": {}, "requests": {}}
    for item in _items(limit_range, "Container"):
        wanted["limits"] |= item.get("default") or {}
        wanted["requests"] |= item.get("defaultRequest") or {}
    notes: list[str] = []
    spec = pod["spec"]
    for field, word in (("containers", "container"), ("initContainers", "init container")):
        if spec.get(field):
            filled = [_filled(container, wanted, word, notes) for container in spec[field]]
            spec = {**spec, field: filled}
    if not notes:
        return pod
    note = {ANNOTATION: f"LimitRanger plugin set: {'; '.join(notes)}"}
    annotations = {**(pod["metadata"].get("annotations") or {}), **note}
    return {**pod, "metadata": {**pod["metadata"], "annotations": annotations}, "spec": spec}


def _filled(
    container: dict[str, Any], wanted: dict[str, Quantities], word: str, notes: list[str]
) -> dict[str, Any]:
    """The container with what it lacks; what was given is added to the notes."""
    resources = container.get("resources") or {}
    for part, singular in (("requests", "request"), ("limits", "limit")):
        given = resources.get(part) or {}
        missing = {name: wanted[part][name] for name in sorted(wanted[part]) if name not in given}
        if missing:
            resources = {**resources, part: {**given, **missing}}
            notes.append(f"{', '.join(missing)} {singular} for {word} {container['name']}")
    return {**container, "resources": resources}


def _problems(resource: Resource, limit_range: Object, obj: Object) -> Iterator[str]:
    if resource.key == _CLAIMS:
        resources = obj["spec"].get("resources") or {}
        for item in _items(limit_range, "PersistentVolumeClaim"):
            yield from _claim_problems(item, resources.get("requests") or {})
        return
    spec = obj["spec"]
    for item in (limit_range.get("spec") or {}).get("limits") or ():
        if item.get("type") == "Container":
            for container in (*spec["containers"], *(spec.get("initContainers") or ())):
                resources = container.get("resources") or {}
                yield from _bounds(item, resources.get("requests"), resources.get("limits"))
        elif item.get("type") == "Pod":
            totals = (pod_requests.container_total(spec, part) for part in ("requests", "limits"))
            yield from _bounds(item, *totals)


def _claim_problems(item: dict[str, Any], requests: Quantities) -> Iterator[str]:
    yield from _below(item, requests, {})
    for name, most in sorted((item.get("max") or {}).items()):
        start = f"maximum {name} usage per {item['type']} is {quantity.canonical(most)}"
        if name not in requests:
            yield f"{start}.  No request is specified"
        elif rank(requests[name]) > rank(most):
            yield f"{start}, but request is {quantity.canonical(requests[name])}"


def _bounds(
    item: dict[str, Any], requests: Quantities | None, limits: Quantities | None
) -> Iterator[str]:
    requests, limits = requests or {}, limits or {}
    yield from _below(item, requests, limits)
    yield from _above(item, requests, limits)
    yield from _apart(item, requests, limits)


def _below(item: dict[str, Any], requests: Quantities, limits: Quantities) -> Iterator[str]:
    for name, least in sorted((item.get("min") or {}).items()):
        start = f"minimum {name} usage per {item['type']} is {quantity.canonical(least)}"
        if name not in requests:
            yield f"{start}.  No request is specified"
        elif rank(requests[name]) < rank(least):
            yield f"{start}, but request is {quantity.canonical(requests[name])}"
        elif name in limits and rank(limits[name]) < rank(least):
            yield f"{start}, but limit is {quantity.canonical(limits[name])}"


def _above(item: dict[str, Any], requests: Quantities, limits: Quantities) -> Iterator[str]:
    for name, most in sorted((item.get("max") or {}).items()):
        start = f"maximum {name} usage per {item['type']} is {quantity.canonical(most)}"
        if name not in limits:
            yield f"{start}.  No limit is specified"
        elif rank(limits[name]) > rank(most):
            yield f"{start}, but limit is {quantity.canonical(limits[name])}"
        elif name in requests and rank(requests[name]) > rank(most):
            yield f"{start}, but request is {quantity.canonical(requests[name])}"


def _apart(item: dict[str, Any], requests: Quantities, limits: Quantities) -> Iterator[str]:
    for name, most in sorted((item.get("maxLimitRequestRatio") or {}).items()):
        shown = quantity.canonical(most)
        start = f"{name} max limit to request ratio per {item['type']} is {shown}"
        if not quantity.milli(requests.get(name, 0)):
            yield f"{start}, but no request is specified or request is 0"
        elif not quantity.milli(limits.get(name, 0)):
            yield f"{start}, but no limit is specified or limit is 0"
        else:
            limit, request = (quantity.parse(each[name]).value for each in (limits, requests))
            if limit / request > quantity.parse(most).value:
                yield f"{start}, but provided ratio is {float(limit / request):f}"
