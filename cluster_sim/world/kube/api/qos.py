"""The quality of service class of a pod.

Rules follow pkg/apis/core/v1/helper/qos of Kubernetes 1.36, pod-level resources included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cluster_sim.world.kube.api import quantity

GUARANTEED: Final = "Guaranteed"
BURSTABLE: Final = "Burstable"
BEST_EFFORT: Final = "BestEffort"

_COMPUTE: Final = ("cpu", "memory")
# Resources that may be asked for at the level of the pod.
_POD_LEVEL_PREFIX: Final = "hugepages-"

Object = Mapping[str, Any]


def of_pod(pod: Object) -> str:
    """The class in the pod's status, or the class its resources give it."""
    return (pod.get("status") or {}).get("qosClass") or computed(pod.get("spec") or {})


def computed(spec: Object) -> str:
    """The class of a pod spec: ``Guaranteed``, ``Burstable`` or ``BestEffort``."""
    level = spec.get("resources") or {}
    if _asks_at_pod_level(level):
        return _class(level)
    classes = list(_container_classes(spec))
    if not classes:
        return BEST_EFFORT
    return classes[0] if all(each == classes[0] for each in classes) else BURSTABLE


def _container_classes(spec: Object) -> Iterator[str]:
    for kind in ("initContainers", "containers"):
        for container in spec.get(kind) or ():
            yield _class(container.get("resources") or {})


def _asks_at_pod_level(resources: Object) -> bool:
    asked = [*(resources.get("requests") or ()), *(resources.get("limits") or ())]
    return any(name in _COMPUTE or name.startswith(_POD_LEVEL_PREFIX) for name in asked)


def _class(resources: Object) -> str:
    requests, limits = resources.get("requests") or {}, resources.get("limits") or {}
    if not requests and not limits:
        return BEST_EFFORT
    classes = [_resource_class(requests.get(name), limits.get(name)) for name in _COMPUTE]
    return classes[0] if classes[0] == classes[1] else BURSTABLE


def _resource_class(request: str | int | None, limit: str | int | None) -> str:
    asked, most = _value(request), _value(limit)
    if asked != most:
        return BURSTABLE
    return BEST_EFFORT if asked == 0 else GUARANTEED


def _value(text: str | int | None) -> Any:
    return quantity.parse(text).value if text is not None else 0
