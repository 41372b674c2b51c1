"""Defaults of resource quantities: SetDefaults_ResourceList and what SetDefaults_Pod adds."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.defaults.filling import Fields, with_each
from cluster_sim.world.kube.api.pod_requests import container_total

_POD_LEVEL = ("cpu", "memory")
_HUGE = "hugepages-"


def rounded(quantities: dict[str, Any]) -> dict[str, Any]:
    """Quantities finer than a thousandth, rounded up to it."""
    new = {name: _milli(value) for name, value in quantities.items()}
    return quantities if new == quantities else new


def round_resources(resources: Fields) -> Fields:
    """Limits and requests, rounded likewise."""
    new = {**resources}
    for part in ("limits", "requests"):
        if resources.get(part):
            new[part] = rounded(resources[part])
    return resources if new == resources else new


def requests_from_limits(spec: Fields) -> Fields:
    """A pod spec whose containers request what they limit where they say nothing else."""
    for field in ("containers", "initContainers"):
        spec = with_each(spec, field, _requesting)
    return _pod_level_requests(spec)


def _requesting(container: Fields) -> Fields:
    resources = container.get("resources") or {}
    limits = resources.get("limits")
    if not limits:
        return container
    requests = resources.get("requests") or {}
    if all(name in requests for name in limits):
        return container
    return {**container, "resources": {**resources, "requests": {**limits, **requests}}}


def _pod_level_requests(spec: Fields) -> Fields:
    level = spec.get("resources") or {}
    limits = level.get("limits") or {}
    if not limits:
        return spec
    found = dict(level.get("requests") or {})
    for name, total in container_total(spec, "requests").items():
        if name in _POD_LEVEL:
            found.setdefault(name, total)
    for name, limit in limits.items():
        if name in _POD_LEVEL or name.startswith(_HUGE):
            found.setdefault(name, limit)
    if found == (level.get("requests") or {}):
        return spec
    return {**spec, "resources": {**level, "requests": found}}


def _milli(value: Any) -> Any:
    # Only the canonical suffixes of millionths and billionths are finer.
    if isinstance(value, str) and value[-1:] in ("u", "n"):
        return str(quantity.of_milli(quantity.milli(value)))
    return value
