"""The shape of a kind: how its fields are owned and merged.

A leaf is owned as a whole; structs and maps by field; lists by element where their type says how
elements are known (``x-kubernetes-list-type`` map or set), else as a whole. Read off the published
OpenAPI definitions, or the schema of a custom kind
(kubernetes.io/docs/reference/using-api/server-side-apply, "Merge strategy").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from cluster_sim.world.kube.api import schema
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.managed_fields import steps
from cluster_sim.world.kube.api.resource import Resource

# Key fields that have a default: the published file leaves it out.
_KEY_DEFAULTS: Final = {"protocol": "TCP"}
# Optional fields that the Go types hold by value: there even when nobody set them.
_BY_VALUE: Final = {
    "CronJobSpec": ("jobTemplate",),
    "DaemonSetSpec": ("template", "updateStrategy"),
    "DeploymentSpec": ("strategy", "template"),
    "IngressSpec": (),
    "JobTemplateSpec": ("metadata", "spec"),
    "PersistentVolumeClaimTemplate": ("metadata", "spec"),
    "PersistentVolumeClaimSpec": ("resources",),
    "PodTemplateSpec": ("metadata", "spec"),
    "ReplicaSetSpec": ("template",),
    "StatefulSetSpec": ("template", "updateStrategy"),
}
_METADATA: Final = "#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
_TOP: Final = ("metadata", "spec", "status")
_SCALARS: Final = ("string", "integer", "number", "boolean")


@dataclass(frozen=True)
class Leaf:
    """A value owned as a whole: ``of`` is what it must be (string, numeric, boolean, "")."""

    of: str = ""


@dataclass(frozen=True)
class Struct:
    """Known fields, each owned by itself; ``by_value`` are those that are never absent."""

    fields: Callable[[], Mapping[str, Shape]]
    by_value: tuple[str, ...] = ()
    open: Shape | None = None

    def child(self, name: str) -> Shape | None:
        """The shape of a field; that of unknown ones where those are kept, else None."""
        return self.fields().get(name, self.open)


@dataclass(frozen=True)
class Map:
    """Entries of any name, each owned by itself."""

    element: Shape


@dataclass(frozen=True)
class Elements:
    """A list owned by element: known by ``keys``, or by its value where there are none."""

    element: Shape
    keys: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def step(self, item: Any) -> str | None:
        """How the element is known; None when it cannot be."""
        if not self.keys:
            return steps.of_value(item) if not isinstance(item, dict | list) else None
        if not isinstance(item, dict):
            return None
        found = {key: item.get(key, self.defaults.get(key)) for key in self.keys}
        known = {key: value for key, value in found.items() if value is not None}
        return steps.of_keys(known) if known else None


@dataclass(frozen=True)
class Deduced:
    """What no schema describes: maps are owned by entry, everything else as a whole."""


Shape = Leaf | Struct | Map | Elements | Deduced
DEDUCED: Final = Deduced()


def of(resource: Resource) -> Shape:
    """The shape of a resource's objects."""
    if resource.custom is not None:
        found: Shape = _of_custom(resource.custom.schema)
        return found
    return _of_kind(resource.api_version, resource.kind)


def _custom(given: schema.Definition) -> Shape:
    """A custom kind: its schema, and the metadata that all kinds have."""
    properties = {
        **(given.get("properties") or {}),
        "apiVersion": {"type": "string"},
        "kind": {"type": "string"},
        "metadata": {"$ref": _METADATA},
    }
    return of_schema({**given, "type": "object", "properties": properties})


_of_custom = IdentityMemo(_custom, most=256)


@cache
def _of_kind(api_version: str, kind: str) -> Shape:
    name = schema.name_for(api_version, kind)
    return DEDUCED if name is None else _of_definition(name)


@cache
def _of_definition(name: str) -> Shape:
    return of_schema(schema.definition(name), name.rsplit(".", 1)[-1])


def of_schema(given: schema.Definition, title: str = "") -> Shape:
    """The shape of a schema; ``title`` is the Go type it describes, when it is one."""
    name = schema.referred(given)
    if name is not None:
        if given.get("x-kubernetes-map-type") == "atomic":
            return Leaf()
        return _of_definition(name)
    kind = _kind(given)
    if given.get("x-kubernetes-int-or-string"):
        return Leaf()
    if kind == "array":
        return _of_list(given)
    if kind in _SCALARS:
        return Leaf("numeric" if kind in ("integer", "number") else kind)
    return _of_object(given, title)


def _kind(given: schema.Definition) -> str:
    kinds = given.get("type", "object")
    if isinstance(kinds, str):
        return kinds
    named = [each for each in kinds if each != "null"]
    # Quantities and ports that are texts or numbers.
    return named[0] if len(named) == 1 else "any"


def _of_list(given: schema.Definition) -> Shape:
    way = given.get("x-kubernetes-list-type", "atomic")
    items = given.get("items") or {}
    if way == "set":
        return Elements(of_schema(items))
    if way != "map":
        return Leaf()
    keys = tuple(given.get("x-kubernetes-list-map-keys") or ())
    described = schema.resolve(items).get("properties") or {}
    defaults = {
        key: described.get(key, {}).get("default", _KEY_DEFAULTS.get(key))
        for key in keys
        if "default" in described.get(key, {}) or key in _KEY_DEFAULTS
    }
    return Elements(of_schema(items), keys, defaults)


def _of_object(given: schema.Definition, title: str) -> Shape:
    if given.get("x-kubernetes-map-type") == "atomic":
        return Leaf()
    properties = given.get("properties")
    inner = given.get("additionalProperties")
    if properties:
        return _of_struct(given, properties, title)
    if isinstance(inner, dict):
        return Map(of_schema(inner))
    # Free-form values: raw extensions of built-in kinds are owned as a whole.
    if given.get("x-kubernetes-preserve-unknown-fields"):
        return DEDUCED
    return Leaf()


def _of_struct(given: schema.Definition, properties: Mapping[str, Any], title: str) -> Struct:
    made: dict[str, Shape] = {}

    def fields() -> Mapping[str, Shape]:
        # Worked out when first asked for: types may hold themselves.
        if not made:
            made.update({name: of_schema(each) for name, each in properties.items()})
        return made

    required = tuple(given.get("required") or ())
    by_value = (*required, *_BY_VALUE.get(title, ()))
    if "x-kubernetes-group-version-kind" in given:
        by_value = (*by_value, *_TOP)
    free = DEDUCED if given.get("x-kubernetes-preserve-unknown-fields") else None
    return Struct(fields, by_value, free)
