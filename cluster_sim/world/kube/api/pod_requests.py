"""What all containers of a pod ask for together.

As k8s.io/component-helpers/resource (helpers.go, AggregateContainerRequests): the containers
and the sidecars add up; an ordinary init container runs beside the sidecars before it.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.quantity import Quantity
from cluster_sim.world.kube.api.quantity_order import rank

Total = dict[str, Quantity]


def container_total(spec: dict[str, Any], part: str) -> dict[str, str]:
    """The sum of ``requests`` (or ``limits``) of a pod spec's containers, by resource."""
    total: Total = {}
    for container in spec.get("containers") or ():
        _add(total, _asked(container, part))
    sidecars: Total = {}
    highest: Total = {}
    for container in spec.get("initContainers") or ():
        asked = _asked(container, part)
        if container.get("restartPolicy") == "Always":
            _add(total, asked)
            _add(sidecars, asked)
            asked = dict(sidecars)
        else:
            _add(asked, sidecars)
        _raise(highest, asked)
    _raise(total, highest)
    return {name: str(found) for name, found in total.items()}


def _asked(container: dict[str, Any], part: str) -> Total:
    resources = (container.get("resources") or {}).get(part) or {}
    return {name: quantity.parse(value) for name, value in resources.items()}


def _add(total: Total, more: Total) -> None:
    for name, found in more.items():
        total[name] = quantity.add(total[name], found) if name in total else found


def _raise(total: Total, least: Total) -> None:
    for name, found in least.items():
        if name not in total or rank(found.text) > rank(total[name].text):
            total[name] = found
