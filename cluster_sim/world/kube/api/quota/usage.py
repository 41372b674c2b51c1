"""How much of each resource an object uses, in the words of quotas.

pkg/quota/v1/evaluator/core (pods.go, services.go, persistent_volume_claims.go, registry.go) and
apiserver/pkg/quota/v1/generic/evaluator.go: every kind is counted as ``count/deployments.apps``,
some also under an older name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from cluster_sim.world.kube.api import pod_requests, quantity, timestamps
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.quantity import Quantity
from cluster_sim.world.kube.api.quota.amounts import Amounts
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.validation.resources import is_extended
from cluster_sim.world.kube.timings import SECOND

PODS: Final = "pods"
SERVICES: Final = "services"
CLAIMS: Final = "persistentvolumeclaims"
_COUNT: Final = "count/"
_OLD_NAMES: Final = ("configmaps", "resourcequotas", "replicationcontrollers", "secrets")
_COMPUTE: Final = ("cpu", "memory", "ephemeral-storage")
_POD_NAMES: Final = (
    *("count/pods", "pods", "cpu", "memory", "ephemeral-storage"),
    *(f"requests.{name}" for name in _COMPUTE),
    *(f"limits.{name}" for name in _COMPUTE),
)
_SERVICE_NAMES: Final = (
    *("count/services", "services", "services.nodeports", "services.loadbalancers"),
)
_CLAIM_NAMES: Final = (
    *("count/persistentvolumeclaims", "persistentvolumeclaims", "requests.storage"),
)
_OF_CLASS: Final = ".storageclass.storage.k8s.io/"
_HUGE: Final = "hugepages-"
# What each container must say when a quota counts it (pods.go: validationSet).
_MUST_BE_SAID: Final = (
    *("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"),
)
_CLASS_ANNOTATION: Final = "volume.beta.kubernetes.io/storage-class"

_ONE: Final = quantity.parse("1")


def counted_names(resource: Resource, names: Iterable[str]) -> list[str]:
    """Those of a quota's names that objects of this kind count against."""
    return [name for name in names if _counts(resource.key, name)]


def _counts(key: str, name: str) -> bool:
    if key == PODS:
        return name in _POD_NAMES or _is_of_devices(name)
    if key == SERVICES:
        return name in _SERVICE_NAMES
    if key == CLAIMS:
        return name in _CLAIM_NAMES or _OF_CLASS in name
    return name == f"{_COUNT}{key}" or (name == key and key in _OLD_NAMES)


def _is_of_devices(name: str) -> bool:
    if name.startswith((_HUGE, f"requests.{_HUGE}")):
        return True
    return name.startswith("requests.") and "/" in name


def of(resource: Resource, obj: Object, now: int) -> Amounts:
    """What the object uses; ``now`` in Unix µs, for pods that are past their end."""
    special = _SPECIAL.get(resource.key)
    if special is not None:
        return special(obj, now)
    used = {f"{_COUNT}{resource.key}": _ONE}
    return {**used, resource.key: _ONE} if resource.key in _OLD_NAMES else used


def unsaid(pod: Object, names: Iterable[str]) -> str:
    """What some container should have said because a quota counts it; empty when all is said."""
    spec = pod["spec"]
    if (spec.get("resources") or {}).get("requests") or (spec.get("resources") or {}).get("limits"):
        return ""
    wanted = sorted(name for name in names if name in _MUST_BE_SAID)
    missing: dict[str, list[str]] = {}
    for container in (*(spec.get("containers") or ()), *(spec.get("initContainers") or ())):
        said = _of_resources(_quantities(container, "requests"), _quantities(container, "limits"))
        for name in wanted:
            if name not in said:
                missing.setdefault(name, []).append(container["name"])
    told = "; ".join(f"{name} for: {','.join(sorted(missing[name]))}" for name in sorted(missing))
    return f"must specify {told}" if told else ""


def is_pod_charged(pod: Object, now: int) -> bool:
    """Whether the pod still uses what it asks for: not at its end, nor past its last grace."""
    if (pod.get("status") or {}).get("phase") in ("Failed", "Succeeded"):
        return False
    meta = pod["metadata"]
    if "deletionTimestamp" not in meta or meta.get("deletionGracePeriodSeconds") is None:
        return True
    marked = timestamps.parse(meta["deletionTimestamp"])
    return now <= marked + meta["deletionGracePeriodSeconds"] * SECOND


def _of_pod(pod: Object, now: int) -> Amounts:
    used: Amounts = {"count/pods": _ONE}
    if not is_pod_charged(pod, now):
        return used
    return {**used, **_of_spec(pod["spec"])}


def _compute(spec: dict[str, Any]) -> Amounts:
    """What the containers of a pod ask for together, with what running it costs."""
    requests, limits = _whole_pod(spec, "requests"), _whole_pod(spec, "limits")
    for name, amount in (spec.get("overhead") or {}).items():
        more = quantity.parse(amount)
        requests[name] = quantity.add(requests[name], more) if name in requests else more
        if name in limits:
            limits[name] = quantity.add(limits[name], more)
    return _of_resources(requests, limits)


# A pod's spec hardly ever changes, and is added up again whenever another pod goes.
_of_spec = IdentityMemo(_compute)


def _whole_pod(spec: dict[str, Any], part: str) -> Amounts:
    total = {
        name: quantity.parse(v) for name, v in pod_requests.container_total(spec, part).items()
    }
    level = (spec.get("resources") or {}).get(part) or {}
    return {**total, **{name: quantity.parse(value) for name, value in level.items()}}


def _quantities(container: dict[str, Any], part: str) -> Amounts:
    given = (container.get("resources") or {}).get(part) or {}
    return {name: quantity.parse(value) for name, value in given.items()}


def _of_resources(requests: Amounts, limits: Amounts) -> Amounts:
    used: Amounts = {"pods": _ONE}
    for name in _COMPUTE:
        if name in requests:
            used[name] = used[f"requests.{name}"] = requests[name]
        if name in limits:
            used[f"limits.{name}"] = limits[name]
    for name, amount in requests.items():
        if name.startswith(_HUGE):
            used[name] = amount
        if name.startswith(_HUGE) or is_extended(name):
            used[f"requests.{name}"] = amount
    return used


def _of_service(service: Object, now: int) -> Amounts:
    spec = service.get("spec") or {}
    kind, ports = spec.get("type", "ClusterIP"), spec.get("ports") or []
    node_ports = len(ports) if kind in ("NodePort", "LoadBalancer") else 0
    if kind == "LoadBalancer" and spec.get("allocateLoadBalancerNodePorts") is False:
        node_ports = sum(bool(port.get("nodePort")) for port in ports)
    return {
        "count/services": _ONE,
        "services": _ONE,
        "services.nodeports": quantity.of(node_ports),
        "services.loadbalancers": quantity.of(int(kind == "LoadBalancer")),
    }


def _of_claim(claim: Object, now: int) -> Amounts:
    spec = claim.get("spec") or {}
    annotations = claim["metadata"].get("annotations") or {}
    name = annotations.get(_CLASS_ANNOTATION) or spec.get("storageClassName") or ""
    used: Amounts = {"count/persistentvolumeclaims": _ONE, "persistentvolumeclaims": _ONE}
    if name:
        used[f"{name}{_OF_CLASS}persistentvolumeclaims"] = _ONE
    asked = ((spec.get("resources") or {}).get("requests") or {}).get("storage")
    if asked is not None:
        used["requests.storage"] = quantity.parse(asked)
        if name:
            used[f"{name}{_OF_CLASS}requests.storage"] = quantity.parse(asked)
    return used


_SPECIAL: Final[dict[str, Callable[[Object, int], dict[str, Quantity]]]] = {
    PODS: _of_pod,
    SERVICES: _of_service,
    CLAIMS: _of_claim,
}
