"""What a pod asks for and may use in all (component-helpers/resource/helpers.go)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.pod_requests import over_containers
from cluster_sim.world.kube.api.quantity_order import larger
from cluster_sim.world.kube.api.quota.amounts import Amounts, read

Part = dict[str, Any]

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
    for name, amount in read((spec.get("resources") or {}).get(field)).items():
        if name.startswith(_POD_LEVEL):
            total[name] = amount
    for name, amount in read(spec.get("overhead")).items():
        if field == "requests" or name in total:
            total[name] = quantity.add(total.get(name, ZERO), amount)
    return total


def _containers(pod: Part, field: str, actual: bool) -> Amounts:
    known = _statuses(pod.get("status") or {}) if actual else {}

    def needed(container: Mapping[str, Any]) -> Amounts:
        return _of_container(container, known, field)

    return over_containers(pod["spec"], needed, quantity.add, larger)


def _of_container(container: Mapping[str, Any], known: dict[str, Part], field: str) -> Amounts:
    amounts = read((container.get("resources") or {}).get(field))
    status = known.get(container["name"])
    if status is not None:
        _raise(amounts, read((status.get("resources") or {}).get(field)))
        if field == "requests":
            _raise(amounts, read(status.get("allocatedResources")))
    return amounts


def _statuses(status: Part) -> dict[str, Part]:
    """By container; the names of init containers and of the others differ."""
    fields = ("initContainerStatuses", "containerStatuses")
    return {found["name"]: found for field in fields for found in status.get(field) or ()}


def _raise(total: Amounts, least: Amounts) -> None:
    for name, amount in least.items():
        total[name] = larger(total[name], amount) if name in total else amount
