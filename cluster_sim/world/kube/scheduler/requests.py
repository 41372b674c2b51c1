"""What a pod asks of a node: the sums over its containers that scheduling goes by.

Rules from k8s.io/component-helpers/resource (helpers.go: PodRequests): what the pod says as a
whole replaces the sum, the overhead of the runtime class comes on top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import add
from typing import Any, Final

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.pod_requests import over_containers

CPU, MEMORY, EPHEMERAL, PODS = "cpu", "memory", "ephemeral-storage", "pods"

# pkg/scheduler/util/pod_resources.go: what a container counts for in scores when it says nothing.
DEFAULT_CPU: Final = 100
DEFAULT_MEMORY: Final = 200 * 1024 * 1024
# So much that nothing holds it; the sum over the pods of a node still fits in 64 bits.
MOST: Final = 1 << 53
_DEFAULTS: Final = {CPU: DEFAULT_CPU, MEMORY: DEFAULT_MEMORY}

Amounts = dict[str, int]
Requests = Callable[[Mapping[str, Any]], Amounts]


def amount(resource: str, text: str | int | float) -> int:
    """A quantity in the scheduler's own unit: thousandths for cpu, whole units for the rest.

    At most ``MOST``, which is more than any node has.
    """
    return min(quantity.milli(text) if resource == CPU else quantity.whole(text), MOST)


def text_of(resource: str, value: int) -> str:
    """An amount in the scheduler's unit as people write it: ``200m``, ``512Mi``."""
    if resource == CPU:
        return quantity.of_milli(value).text
    binary = resource in (MEMORY, EPHEMERAL)
    return quantity.of(value, quantity.BINARY_SI if binary else quantity.DECIMAL_SI).text


def amounts(quantities: Mapping[str, Any] | None) -> Amounts:
    """All quantities of a resource list in the scheduler's units."""
    return {name: amount(name, text) for name, text in (quantities or {}).items()}


def requested(spec: Mapping[str, Any]) -> Amounts:
    """What the pod asks for by name, in the scheduler's units."""
    return _pod_total(spec, _said)


def weighed(spec: Mapping[str, Any]) -> Amounts:
    """The same with 100m and 200Mi for each container that does not ask: scores use it."""
    return _pod_total(spec, _with_defaults)


def largest(sums: Iterable[Amounts]) -> Amounts:
    """The largest amount of each resource."""
    most: Amounts = {}
    for each in sums:
        for name, value in each.items():
            most[name] = max(most.get(name, value), value)
    return most


def _said(container: Mapping[str, Any]) -> Amounts:
    return amounts((container.get("resources") or {}).get("requests"))


def _with_defaults(container: Mapping[str, Any]) -> Amounts:
    return {**_DEFAULTS, **_said(container)}


def _pod_total(spec: Mapping[str, Any], of: Requests) -> Amounts:
    total = over_containers(spec, of, add, max)
    total |= amounts((spec.get("resources") or {}).get("requests"))
    for name, value in amounts(spec.get("overhead")).items():
        total[name] = total.get(name, 0) + value
    return total
