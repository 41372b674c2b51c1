"""Resource requirements of containers and quantities of nodes."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.quantity_order import rank
from cluster_sim.world.kube.api.text_memo import text_memo
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    duplicate,
    forbidden,
    invalid,
    not_found,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import key_faults

Quantities = dict[str, Any]

_HUGE: Final = "hugepages-"
_CONTAINER: Final = ("cpu", "memory", "ephemeral-storage")
# pkg/apis/core/helper/helpers.go: standardResources, and those counted in whole units.
_STANDARD: Final = (
    *_CONTAINER,
    "requests.cpu",
    "requests.memory",
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
    "storage",
    "requests.storage",
    "services.nodeports",
    "services.loadbalancers",
)
_WHOLE: Final = (
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
    "services.nodeports",
    "services.loadbalancers",
)
_NATIVE: Final = "kubernetes.io/"


def validate_container_resources(resources: dict[str, Any], claims: list[str], path: str) -> Faults:
    """The faults of limits, requests and claims; ``claims`` are the names the pod knows."""
    if not resources or _sound(resources):
        return []
    return _faults_of(resources, claims, path)


def _faults_of(resources: dict[str, Any], claims: list[str], path: str) -> Faults:
    limits, requests = resources.get("limits") or {}, resources.get("requests") or {}
    faults = _validate_each(limits, f"{path}.limits")
    faults += _validate_requests(requests, limits, path)
    asked = {**limits, **requests}
    if any(map(_is_huge, asked)) and not ("cpu" in asked or "memory" in asked):
        faults.append(forbidden(path, "HugePages require cpu or memory"))
    if resources.get("claims"):
        faults += _validate_claims(resources["claims"], claims, f"{path}.claims")
    return faults


# The containers of pods of one template share their resources.
_sound = IdentityMemo(lambda resources: not _faults_of(resources, [], ""))


def validate_quantity(name: str, value: Any, path: str) -> Faults:
    """The faults of one quantity: none is negative, some are whole."""
    found = quantity.parse(value)
    faults = []
    if found.mantissa < 0:
        faults.append(invalid(path, str(found), "must be greater than or equal to 0"))
    if (name in _WHOLE or is_extended(name)) and found.scaled(-3) % 1000:
        faults.append(invalid(path, str(found), "must be an integer"))
    return faults


def is_extended(name: str) -> bool:
    """Whether the name is one that devices use: ``example.com/gpu``."""
    if is_native(name) or name.startswith("requests."):
        return False
    return not key_faults(f"requests.{name}")


def is_native(name: str) -> bool:
    """Whether the resource is Kubernetes' own."""
    return "/" not in name or _NATIVE in name


def can_overcommit(name: str) -> bool:
    """Whether limits may add up to more than there is."""
    return is_native(name) and not _is_huge(name)


def container_name_faults(name: str, path: str) -> Faults:
    """The faults of the name of a resource that a container may ask for."""
    return all_invalid(path, name, _name_faults(name))


def _validate_each(quantities: Quantities, path: str) -> Faults:
    faults: Faults = []
    for name in sorted(quantities):
        here = f"{path}[{name}]"
        faults += all_invalid(here, name, _name_faults(name))
        faults += validate_quantity(name, quantities[name], here)
        faults += _validate_huge(name, quantities[name], here)
    return faults


def _validate_requests(requests: Quantities, limits: Quantities, path: str) -> Faults:
    faults: Faults = []
    for name in sorted(requests):
        here = f"{path}.requests[{name}]"
        faults += all_invalid(here, name, _name_faults(name))
        faults += validate_quantity(name, requests[name], here)
        faults += _within_limit(name, requests[name], limits.get(name), path)
        faults += _validate_huge(name, requests[name], here)
    return faults


def _within_limit(name: str, asked: Any, limit: Any, path: str) -> Faults:
    if limit is None:
        if can_overcommit(name):
            return []
        detail = "Limit must be set for non overcommitable resources"
        return [required(f"{path}.limits", detail)]
    if asked == limit:
        return []
    request, most = quantity.parse(asked), quantity.parse(limit)
    if rank(asked) != rank(limit) and not can_overcommit(name):
        detail = f"must be equal to {name} limit of {most}"
        return [invalid(f"{path}.requests", str(request), detail)]
    if rank(asked) > rank(limit):
        detail = f"must be less than or equal to {name} limit of {most}"
        return [invalid(f"{path}.requests", str(request), detail)]
    return []


@text_memo
def _name_faults(name: str) -> list[str]:
    faults = list(key_faults(name))
    if not faults and "/" not in name and name not in _STANDARD and not _is_huge(name):
        faults.append("must be a standard resource type")
    if "/" not in name:
        if name not in _CONTAINER and not _is_huge(name):
            faults.append("must be a standard resource for containers")
    elif not is_native(name) and not is_extended(name):
        faults.append("doesn't follow extended resource name standard")
    return faults


def _validate_huge(name: str, value: Any, path: str) -> Faults:
    if not _is_huge(name):
        return []
    found = quantity.parse(value)
    try:
        page = quantity.parse(name.removeprefix(_HUGE)).scaled(0)
    except quantity.QuantityError:
        page = 0
    if page > 0 and found.scaled(0) % page == 0:
        return []
    detail = f"{found} is not positive integer multiple of {name}"
    return [invalid(path, str(found), detail)]


def _validate_claims(claims: list[dict[str, Any]], known: list[str], path: str) -> Faults:
    faults: Faults = []
    seen: set[str] = set()
    for index, claim in enumerate(claims):
        here, name = f"{path}[{index}]", claim.get("name", "")
        if not name:
            faults.append(required(here))
            continue
        key = f"{name}/{claim['request']}" if claim.get("request") else name
        if name in seen or key in seen:
            faults.append(duplicate(here, key))
        seen.add(key)
        if name not in known:
            listed = f": {', '.join(sorted(known))}" if known else " which is empty"
            detail = f"must be one of the names in pod.spec.resourceClaims{listed}"
            faults.append(not_found(here, name, detail))
    return faults


def _is_huge(name: str) -> bool:
    return name.startswith(_HUGE)
