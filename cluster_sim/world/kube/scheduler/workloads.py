"""Which pods belong together by default: those of one Service, ReplicaSet or StatefulSet.

pkg/scheduler/framework/plugins/helper/spread.go (DefaultSelector).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.labels import NOTHING, Selector
from cluster_sim.world.kube.api.meta import controller_of, namespace_of
from cluster_sim.world.kube.api.resource import Object

_CONTROLLERS: Final = {
    ("ReplicaSet", "apps/v1"): "replicasets.apps",
    ("StatefulSet", "apps/v1"): "statefulsets.apps",
    ("ReplicationController", "v1"): "replicationcontrollers",
}


class Workloads(Protocol):
    """Who can tell which pods belong to the same thing, and what their namespaces are."""

    def namespace_labels(self, name: str) -> Mapping[str, str]:
        """The labels of a namespace, empty when it is not there."""

    def selector(self, pod: Object) -> Selector | None:
        """What chooses the pod's like, None when it is on its own."""


class StoredWorkloads:
    """Services and controllers as a store has them."""

    __slots__ = ("_store",)

    def __init__(self, store: Store) -> None:
        self._store = store

    def namespace_labels(self, name: str) -> Mapping[str, str]:
        """The labels of a namespace, empty when it is not there."""
        namespace = self._store.get("namespaces", "", name)
        return (namespace["metadata"].get("labels") or {}) if namespace else {}

    def selector(self, pod: Object) -> Selector | None:
        """What the pod's Services and its controller select, all at once."""
        services = self._store.by_index("services", "namespace", namespace_of(pod))
        chosen = _service_labels(services, pod["metadata"].get("labels") or {})
        controller = self._controller_selector(pod)
        if not chosen:
            return controller if controller.requirements else None
        demanded = labels.of_set(chosen).requirements or ()
        return Selector((*demanded, *(controller.requirements or ())))

    def _controller_selector(self, pod: Object) -> Selector:
        owner = controller_of(pod)
        resource = _CONTROLLERS.get((owner["kind"], owner["apiVersion"])) if owner else None
        if owner is None or resource is None:
            return NOTHING
        controller = self._store.get(resource, namespace_of(pod), owner["name"])
        if controller is None:
            return NOTHING
        if resource == "replicationcontrollers":
            return labels.of_set(controller["spec"].get("selector"))
        return labels.of_object(controller["spec"].get("selector"))


def _service_labels(services: list[Object], of: dict[str, str]) -> dict[str, str]:
    """The selectors of all Services that choose the pod, put together."""
    chosen: dict[str, str] = {}
    for service in services:
        selector = service["spec"].get("selector")
        if selector and all(of.get(key) == value for key, value in selector.items()):
            chosen.update(selector)
    return chosen
