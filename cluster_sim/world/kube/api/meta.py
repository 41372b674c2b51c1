"""The metadata that every object has, read and made."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kube.api.resource import Object, Resource

OwnerReference = dict[str, Any]


def name_of(obj: Object) -> str:
    """``metadata.name``, empty when there is none yet."""
    return str(obj["metadata"].get("name", ""))


def namespace_of(obj: Object) -> str:
    """``metadata.namespace``, empty for what lives in none."""
    return str(obj["metadata"].get("namespace", ""))


def full_name(obj: Object) -> str:
    """``namespace/name``, or the name alone: the key that work queues use."""
    namespace = obj["metadata"].get("namespace")
    name = str(obj["metadata"]["name"])
    return f"{namespace}/{name}" if namespace else name


def split_name(full: str) -> tuple[str, str]:
    """Namespace and name of a ``full_name``."""
    namespace, slash, name = full.partition("/")
    return (namespace, name) if slash else ("", full)


def key_of(resource: Resource, obj: Object) -> Key:
    """Where the store keeps the object."""
    return Key(resource.key, namespace_of(obj), name_of(obj))


def owners_of(obj: Object) -> list[OwnerReference]:
    """``metadata.ownerReferences``."""
    return obj["metadata"].get("ownerReferences") or []


def with_owners(obj: Object, owners: list[OwnerReference]) -> Object:
    """The object with these owners; without the field when there are none."""
    meta = {**obj["metadata"], "ownerReferences": owners}
    if not owners:
        del meta["ownerReferences"]
    return {**obj, "metadata": meta}


def controller_of(obj: Object) -> OwnerReference | None:
    """The owner reference that is marked as the controller, or None."""
    for owner in owners_of(obj):
        if owner.get("controller"):
            return owner
    return None


def controller_reference(owner: Object) -> OwnerReference:
    """The reference that a controller writes into what it creates for ``owner``."""
    return {
        "apiVersion": owner["apiVersion"],
        "kind": owner["kind"],
        "name": owner["metadata"]["name"],
        "uid": owner["metadata"]["uid"],
        "controller": True,
        "blockOwnerDeletion": True,
    }


def is_terminating(obj: Object) -> bool:
    """Whether somebody has asked for the object's deletion."""
    return "deletionTimestamp" in obj["metadata"]
