"""Several objects as one: the List that ``-o yaml``, ``json`` and ``jsonpath`` print."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_sim.world.kube.api.resource import Object


def listing(items: Sequence[Object]) -> Object:
    """A ``v1`` List of the objects, without a resource version."""
    return {
        "apiVersion": "v1",
        "items": list(items),
        "kind": "List",
        "metadata": {"resourceVersion": ""},
    }


def without_managed_fields(obj: Object) -> Object:
    """The object (or each item of a list) without ``metadata.managedFields``."""
    if "items" in obj and str(obj.get("kind", "")).endswith("List"):
        return {**obj, "items": [without_managed_fields(item) for item in obj["items"]]}
    metadata = obj.get("metadata") or {}
    if "managedFields" not in metadata:
        return obj
    kept = {key: value for key, value in metadata.items() if key != "managedFields"}
    return {**obj, "metadata": kept}
