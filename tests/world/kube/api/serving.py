"""The way of an object through the rules, as the API server goes it on a create."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import decode, registry
from cluster_sim.world.kube.api.errors import StatusError, invalid
from cluster_sim.world.kube.api.resource import Object, Resource


def resource_of(manifest: dict[str, Any]) -> Resource:
    """The resource that the manifest names."""
    return registry.by_kind(manifest["apiVersion"], manifest["kind"])


def accepted(manifest: dict[str, Any]) -> Object:
    """The object as it would be stored; StatusError when it is refused."""
    resource = resource_of(manifest)
    obj = resource.prepare_create(resource.default(decode.decode(resource, manifest)))
    faults = resource.validate(obj)
    if faults:
        name = str(obj["metadata"].get("name", ""))
        raise invalid(resource.group, resource.kind, name, faults)
    return obj


def updated(old: Object, new: dict[str, Any]) -> Object:
    """The object that ``old`` becomes; StatusError when the change is refused."""
    resource = resource_of(old)
    obj = resource.prepare_update(old, resource.default(decode.decode(resource, new)))
    faults = resource.validate_update(old, obj)
    if faults:
        raise invalid(resource.group, resource.kind, old["metadata"]["name"], faults)
    return obj


def refusal(manifest: dict[str, Any]) -> str:
    """What the server says against the manifest, nothing when it takes it."""
    try:
        accepted(manifest)
    except StatusError as error:
        return str(error)
    return ""


def update_refusal(old: Object, new: dict[str, Any]) -> str:
    """What the server says against the change."""
    try:
        updated(old, new)
    except StatusError as error:
        return str(error)
    return ""
