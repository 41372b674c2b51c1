"""Names that change, and the places where other objects mention them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from cluster_sim.world.shell.kubectl.key_values import hashed_name
from cluster_sim.world.shell.kubectl.kustomize.item import Item

# (kind, old name) → new name.
Names = dict[tuple[str, str], str]
# A field with an object in it → whose name stands in its field "name".
_NAMED: Final = {
    **dict.fromkeys(("configMapRef", "configMapKeyRef", "configMap"), "ConfigMap"),
    **dict.fromkeys(("secretRef", "secretKeyRef", "secret"), "Secret"),
    "service": "Service",
}
# A field that is a name itself.
_NAMES: Final = {
    "claimName": "PersistentVolumeClaim",
    "ingressClassName": "IngressClass",
    "priorityClassName": "PriorityClass",
    "secretName": "Secret",
    "serviceAccountName": "ServiceAccount",
    "serviceName": "Service",
    "storageClassName": "StorageClass",
    "volumeName": "PersistentVolume",
}
# A field with objects that say their kind.
_KINDS: Final = ("roleRef", "scaleTargetRef", "subjects")
_SECRETS: Final = ("imagePullSecrets", "secrets")


def renamed(items: Sequence[Item], names: Names) -> list[Item]:
    """The items with new names wherever they are mentioned."""
    return [item.being(_mentions(item.obj, names)) for item in items]


def with_hashes(items: Sequence[Item]) -> list[Item]:
    """The items with the hash of their contents at the end of names, where that is wanted."""
    names: Names = {}
    found = []
    for item in items:
        if item.hashed:
            name = hashed_name(item.obj, item.name)
            names[item.kind, item.name] = name
            item = replace(item.having(name=name), hashed=False)
        found.append(item)
    return renamed(found, names)


def _mentions(value: Any, names: Names, field: str = "") -> Any:
    if isinstance(value, list):
        return [_mentions(each, names, field) for each in value]
    if isinstance(value, dict):
        kind = _NAMED.get(field) or (value.get("kind") if field in _KINDS else None)
        kind = "Secret" if field in _SECRETS else kind
        made = {key: _mentions(inner, names, key) for key, inner in value.items()}
        if kind and isinstance(value.get("name"), str):
            made["name"] = names.get((kind, value["name"]), value["name"])
        return made
    if isinstance(value, str) and field in _NAMES:
        return names.get((_NAMES[field], value), value)
    return value
