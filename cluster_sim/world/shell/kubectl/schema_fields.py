"""The fields of the API with their types and descriptions, from the published schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from cluster_sim.world.kube.api import schema
from cluster_sim.world.kube.api.resource import Resource

Definition = dict[str, Any]

# The step of a path that goes into a list.
ITEM: Final = "[]"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its definition with references followed, and the words about it."""

    name: str
    schema: Definition
    own_description: str

    @classmethod
    def of_resource(cls, resource: Resource) -> Field | None:
        """The whole object of a kind, None when nothing is published about it."""
        if resource.custom is not None:
            return cls._made(_with_identity(resource.custom.schema))
        name = schema.name_for(resource.api_version, resource.kind)
        return None if name is None else cls._made({"$ref": f"#/$defs/{name}"})

    @classmethod
    def _made(cls, prop: Definition) -> Field:
        own = prop.get("description", "")
        return cls(schema.referred(prop) or "", schema.resolve(prop), own)

    @property
    def description(self) -> str:
        """What is said of the field, or else of its type."""
        return self.own_description or self.schema.get("description", "")

    @property
    def title(self) -> str:
        """The short name of a struct: ``PodSpec``; empty for what has none."""
        return self.name.rsplit(".", 1)[-1]

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that must be there."""
        return tuple(self.schema.get("required", ()))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The JSON types that it may have; none when it may have any."""
        choices = self.schema.get("oneOf", [self.schema])
        listed = [kind for choice in choices for kind in _listed(choice.get("type"))]
        if not listed and self.schema.get("properties"):
            return ("object",)
        return tuple(each for each in listed if each != "null")

    @property
    def values(self) -> tuple[Any, ...]:
        """The values of an enumeration; none where any value may stand."""
        return tuple(self.schema.get("enum") or ())

    def fields(self) -> dict[str, Field]:
        """The fields inside by name."""
        properties = self.schema.get("properties", {})
        return {name: Field._made(prop) for name, prop in properties.items()}

    def step(self, step: str) -> Field | None:
        """The field under a key, or that of a list's items for ``[]``; None when unknown."""
        if step == ITEM:
            items = self.schema.get("items")
            return Field._made(items) if isinstance(items, dict) else None
        prop = self.schema.get("properties", {}).get(step)
        if prop is None:
            prop = self.schema.get("additionalProperties")
        return Field._made(prop) if isinstance(prop, dict) else None

    @property
    def shown(self) -> str:
        """The type as ``kubectl explain`` writes it, without its brackets: ``[]Container``."""
        items, values = self.schema.get("items"), self.schema.get("additionalProperties")
        if not self.name and isinstance(items, dict):
            return f"[]{Field._made(items).shown}"
        if not self.name and isinstance(values, dict):
            return f"map[string]{Field._made(values).shown}"
        kinds = self.kinds if "type" in self.schema else ()
        if not kinds or kinds[0] == "object":
            return self.title or "Object"
        return kinds[0]


def _with_identity(custom: Definition) -> Definition:
    """The schema of a custom kind as it is published, with what every object has.

    apiextensions-apiserver/pkg/controller/openapi/builder/builder.go
    """
    every = schema.definition("io.k8s.api.apps.v1.Deployment")["properties"]
    identity = {name: every[name] for name in ("apiVersion", "kind", "metadata")}
    return {**custom, "properties": {**(custom.get("properties") or {}), **identity}}


def _listed(kinds: str | list[str] | None) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds or []
