"""What a pod asks for and may use in all (component-helpers/resource/helpers.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.quantity import Quantity

Part = dict[str, Any]
Amounts = dict[str, Quantity]

ZERO = quantity.parse("0")

# Resources that may be set for the pod as a whole.
_POD_LEVEL = ("cpu", "memory", "hugepages-")


def pod_amounts(pod: Part, field: str, actual: bool) -> Amounts:
    """The sum over the containers, at least that of any init container, with the overhead.

    field: ``requests`` or ``limits``; actual: count what a resized container really has when
    that is more than its spec says.
    """
    spec = pod["spec"]
    total = _containers(pod, field, actual)
    for name, amount in _parsed((spec.get("resources") or {}).get(field)).items():
        if name.startswith(_POD_LEVEL):
            total[name] = amount
    for name, amount in _parsed(spec.get("overhead")).items():
        if field == "requests" or name in total:
            total[name] = quantity.add(total.get(name, ZERO), amount)
    return total


def _containers(pod: Part, field: str, actual: bool) -> Amounts:
    spec, status = pod["spec"], pod.get("status") or {}
    known = _by_name(status.get("containerStatuses")) if actual else {}
    total: Amounts = {}
    for container in spec.get("containers") or []:
        _add(total, _of_container(container, known, field))
    return _with_init(total, spec, status, field, actual)


def _with_init(total: Amounts, spec: Part, status: Part, field: str, actual: bool) -> Amounts:
    """Sidecars run beside the containers; other init containers run before them, one by one."""
    known = _by_name(status.get("initContainerStatuses")) if actual else {}
    sidecars: Amounts = {}
    highest: Amounts = {}
    for container in spec.get("initContainers") or []:
        amounts = _of_container(container, known, field)
        if container.get("restartPolicy") == "Always":
            _add(total, amounts)
            _add(sidecars, amounts)
            amounts = dict(sidecars)
        else:
            amounts = dict(amounts)
            _add(amounts, sidecars)
        _raise(highest, amounts)
    _raise(total, highest)
    return total


def _of_container(container: Part, known: dict[str, Part], field: str) -> Amounts:
    amounts = _parsed((container.get("resources") or {}).get(field))
    status = known.get(container["name"])
    if status is not None:
        _raise(amounts, _parsed((status.get("resources") or {}).get(field)))
        if field == "requests":
            _raise(amounts, _parsed(status.get("allocatedResources")))
    return amounts


def _by_name(statuses: list[Part] | None) -> dict[str, Part]:
    return {status["name"]: status for status in statuses or []}


def _parsed(amounts: dict[str, str] | None) -> Amounts:
    return {name: quantity.parse(amount) for name, amount in (amounts or {}).items()}


def _add(total: Amounts, more: Amounts) -> None:
    for name, amount in more.items():
        total[name] = quantity.add(total[name], amount) if name in total else amount


def _raise(total: Amounts, least: Amounts) -> None:
    for name, amount in least.items():
        if name not in total or amount.value > total[name].value:
            total[name] = amount
