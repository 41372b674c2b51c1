"""Get and list of what is measured and never kept: whoever measures offers both."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.read import Test, selecting

Get = Callable[[Call, str, str], Object]
List = Callable[[Call, str | None, Test], list[Object]]


def offer(system: System, key: str, get: Get, find: List) -> None:
    """Let the resource ``key`` be read: ``get(call, namespace, name)`` is one object, or a
    StatusError; ``find(call, namespace, test)`` is all of a namespace (None: of every one) whose
    metadata pass the test.
    """
    system.offer(f"get {key}", get)
    system.offer(f"list {key}", find)


def get(call: Call, resource: Resource, namespace: str, name: str) -> Object:
    """One measurement; NotFound when there is none."""
    found: Object = call.world.system.offers[f"get {resource.key}"](call, namespace, name)
    return found


def list_objects(
    call: Call, resource: Resource, namespace: str | None, label_text: str, field_text: str
) -> Object:
    """A List of measurements, by namespace and name."""
    where = namespace if resource.namespaced else None
    test = selecting(resource, label_text, field_text)
    found = call.world.system.offers[f"list {resource.key}"](call, where, test)
    return {
        "kind": resource.list_kind,
        "apiVersion": resource.api_version,
        "metadata": {"resourceVersion": ""},
        "items": found,
    }
