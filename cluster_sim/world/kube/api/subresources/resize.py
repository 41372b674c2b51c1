"""``pods/resize``: other amounts of CPU and memory for the containers of a running pod.

pkg/registry/core/pod/strategy.go (podResizeStrategy): of each container only the resources and
the resize policy may change; the rest of the pod stays as it is.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.subresources.subresource import Subresource
from cluster_sim.world.kube.api.validation.pod_resize import validate_resize
from cluster_sim.world.kube.api.verbs.read import get
from cluster_sim.world.kube.api.verbs.request import named, understood
from cluster_sim.world.kube.api.verbs.update import change

_LISTS = ("initContainers", "containers")
_RESIZED = ("resources", "resizePolicy")


def update(call: Call, resource: Resource, namespace: str, name: str, body: Any) -> Object:
    """The pod with the containers' resources of ``body``."""
    obj = named(resource, namespace, name, understood(call, resource, body))

    def changed(old: Object) -> Object:
        lists = {
            field: _resized(old["spec"][field], lookup(obj, ("spec", field), None) or [])
            for field in _LISTS
            if old["spec"].get(field)
        }
        return {**old, "spec": {**old["spec"], **lists}}

    return change(call, resource, obj, changed, "resize", validate_resize)


def _resized(containers: list[Object], asked: list[Object]) -> list[Object]:
    wanted = {each.get("name"): each for each in asked}
    return [_one_resized(each, wanted.get(each["name"], each)) for each in containers]


def _one_resized(container: Object, asked: Object) -> Object:
    taken = {field: asked[field] for field in _RESIZED if field in asked}
    return {**container, **taken}


SUBRESOURCE = Subresource("resize", get=get, update=update)
