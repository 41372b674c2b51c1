"""What all containers of a pod ask for together.

As k8s.io/component-helpers/resource (helpers.go, AggregateContainerRequests): the containers
and the sidecars add up; an ordinary init container runs beside the sidecars before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.quantity import Quantity
from cluster_sim.world.kube.api.quantity_order import larger

Amount = TypeVar("Amount")
Amounts = dict[str, Amount]
Sum = Callable[[Amount, Amount], Amount]


def over_containers(
    spec: Mapping[str, Any],
    of: Callable[[Mapping[str, Any]], Amounts[Amount]],
    plus: Sum[Amount],
    most: Sum[Amount],
) -> Amounts[Amount]:
    """By resource, what the containers of a pod spec need together.

    ``of`` gives what one container needs, ``plus`` the sum of two amounts and ``most`` the larger
    of them; amounts are of any one type.
    """
    total: Amounts[Amount] = {}
    for container in spec.get("containers") or ():
        _fold(total, of(container), plus)
    sidecars: Amounts[Amount] = {}
    highest: Amounts[Amount] = {}
    for container in spec.get("initContainers") or ():
        asked = dict(of(container))
        if container.get("restartPolicy") == "Always":
            _fold(total, asked, plus)
            _fold(sidecars, asked, plus)
            _fold(highest, sidecars, most)
        else:
            _fold(asked, sidecars, plus)
            _fold(highest, asked, most)
    _fold(total, highest, most)
    return total


def container_total(spec: Mapping[str, Any], part: str) -> dict[str, str]:
    """The sum of ``requests`` (or ``limits``) of a pod spec's containers, by resource."""

    def asked(container: Mapping[str, Any]) -> Amounts[Quantity]:
        resources = (container.get("resources") or {}).get(part) or {}
        return {name: quantity.parse(value) for name, value in resources.items()}

    total = over_containers(spec, asked, quantity.add, larger)
    return {name: str(found) for name, found in total.items()}


def _fold(total: Amounts[Amount], more: Amounts[Amount], join: Sum[Amount]) -> None:
    for name, found in more.items():
        total[name] = join(total[name], found) if name in total else found
