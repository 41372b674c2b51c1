"""Strategic merge patches on the ``mergeItem`` type of the tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.kube.api.patch import strategic, three_way
from cluster_sim.world.kube.api.patch.merge_schema import of_definition

_STRING = {"type": "string"}
_INTEGERS = {"type": "array", "items": {"type": "integer"}}
_ITEM = {"$ref": "#/definitions/mergeItem"}
_ITEMS = {"type": "array", "items": _ITEM}
_MERGED = {"x-kubernetes-patch-strategy": "merge"}
_NAMED = {**_MERGED, "x-kubernetes-patch-merge-key": "name"}
_FIELDS: dict[str, Any] = {
    "name": _STRING,
    "value": _STRING,
    "other": _STRING,
    "simpleMap": {"type": "object", "additionalProperties": _STRING},
    "mergingList": {**_ITEMS, **_NAMED},
    "nonMergingList": _ITEMS,
    "mergingIntList": {**_INTEGERS, **_MERGED},
}
DEFINITIONS: dict[str, Any] = {
    "retainKeysMergeItem": {"properties": _FIELDS},
    "mergeItem": {
        "properties": {
            **_FIELDS,
            "nonMergingIntList": _INTEGERS,
            "mergeItemPtr": {**_ITEM, **_NAMED},
            "replacingItem": {"type": "object", "x-kubernetes-patch-strategy": "replace"},
            "jsonItem": {"type": "object", "properties": {"Raw": _STRING}},
            "retainKeysMap": {
                "$ref": "#/definitions/retainKeysMergeItem",
                "x-kubernetes-patch-strategy": "retainKeys",
            },
            "retainKeysMergingList": {
                **_ITEMS,
                **_NAMED,
                "x-kubernetes-patch-strategy": "merge,retainKeys",
            },
        }
    },
}


def patched(asked: dict[str, Any]) -> Any:
    schema = of_definition(DEFINITIONS, asked["schema"])
    return strategic.apply(asked["original"], asked["patch"], schema)


def applied(asked: dict[str, Any]) -> Any:
    """The live object after ``kubectl apply`` has worked out its patch and sent it."""
    schema = of_definition(DEFINITIONS, asked["schema"])
    current = asked["current"]
    patch = three_way.strategic(asked["original"], asked["modified"], current, schema)
    return strategic.apply(current, patch, schema)


OPS: dict[str, Callable[[Any], Any]] = {"patch.strategic": patched, "patch.apply3way": applied}
