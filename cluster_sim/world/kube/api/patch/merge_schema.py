"""How the fields of a kind are merged: replaced or joined, and by which key.

The knowledge is in the ``x-kubernetes-patch-strategy`` and ``x-kubernetes-patch-merge-key``
marks of the published OpenAPI definitions. Errors follow the API server's, which reads the
same marks from its Go types (third_party/forked/golang/json of apimachinery).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple, Protocol

from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.patch.errors import PatchError
from cluster_sim.world.kube.api.schema import definitions, name_for

RETAIN_KEYS: Final = "retainKeys"


@dataclass(frozen=True, slots=True)
class MergeRule:
    """``strategy`` is ``merge``, ``replace`` or nothing; ``retain_keys`` may come with it."""

    strategy: str = ""
    merge_key: str = ""
    retain_keys: bool = False


class Lookup(NamedTuple):
    """What is known of a field: how its value is made, and how it is merged."""

    schema: MergeSchema
    rule: MergeRule


class MergeSchema(Protocol):
    """What a patch asks about the object it stands on."""

    @property
    def name(self) -> str:
        """The type's name, for messages."""

    def of_map(self, key: str) -> Lookup:
        """The field ``key``, which holds a map. Raises PatchError for an unknown field."""

    def of_list(self, key: str) -> Lookup:
        """The elements of the list in field ``key``. Raises PatchError likewise."""


class OpenAPISchema:
    """The schema of one definition (or of an object inside one), from OpenAPI definitions."""

    def __init__(self, definitions: Mapping[str, Any], node: Mapping[str, Any]) -> None:
        self._definitions = definitions
        self._node, self._full_name = _resolved(definitions, node)
        self._maps: dict[str, Lookup] = {}
        self._lists: dict[str, Lookup] = {}

    @property
    def name(self) -> str:
        """The last part of the definition's name: ``PodSpec``."""
        return self._full_name.rpartition(".")[2] or str(self._node.get("type", "struct"))

    def of_map(self, key: str) -> Lookup:
        """The field ``key``, which holds a map."""
        found = self._maps.get(key)
        if found is None:
            prop = self._property(key)
            found = Lookup(OpenAPISchema(self._definitions, prop), _rule(prop))
            self._maps[key] = found
        return found

    def of_list(self, key: str) -> Lookup:
        """The elements of the list in field ``key``."""
        found = self._lists.get(key)
        if found is None:
            prop = self._property(key)
            items = prop.get("items", prop)
            found = Lookup(OpenAPISchema(self._definitions, items), _rule(prop))
            self._lists[key] = found
        return found

    def _property(self, key: str) -> Mapping[str, Any]:
        properties: Mapping[str, Any] = self._node.get("properties") or {}
        if key in properties:
            found: Mapping[str, Any] = properties[key]
            return found
        if not properties and not self._full_name:
            raise PatchError(
                "merging an object in json but data type is not struct, instead is: map"
            )
        raise PatchError(
            f"unable to find api field in struct {self.name} for the json field {quote(key)}"
        )


def of_definition(definitions: Mapping[str, Any], name: str) -> OpenAPISchema:
    """The schema of the definition ``name``, such as ``io.k8s.api.core.v1.Pod``."""
    return OpenAPISchema(definitions, {"$ref": f"#/definitions/{name}"})


@cache
def of_kind(api_version: str, kind: str) -> OpenAPISchema | None:
    """The schema of a kind of the simulated version, None for a kind without a definition."""
    name = name_for(api_version, kind)
    return None if name is None else of_definition(definitions(), name)


def _resolved(
    definitions: Mapping[str, Any], node: Mapping[str, Any]
) -> tuple[Mapping[str, Any], str]:
    """The node itself, or the definition it points to with that definition's name."""
    if node.get("allOf"):
        node = node["allOf"][0]
    if "$ref" not in node:
        return node, ""
    name = str(node["$ref"]).rpartition("/")[2]
    return definitions[name], name


def _rule(prop: Mapping[str, Any]) -> MergeRule:
    written = str(prop.get("x-kubernetes-patch-strategy") or "")
    strategies = written.split(",") if written else []
    others = [each for each in strategies if each != RETAIN_KEYS]
    if len(others) > 1:
        raise PatchError(f"unexpected patch strategy: [{' '.join(strategies)}]")
    return MergeRule(
        strategy=others[0] if others else "",
        merge_key=str(prop.get("x-kubernetes-patch-merge-key") or ""),
        retain_keys=RETAIN_KEYS in strategies,
    )
