"""The order in which Go writes the fields of objects that a client made itself.

Such an object is a struct, whose fields come as they are declared (staging/src/k8s.io/api,
apimachinery/pkg/apis/meta/v1); what came from a server or a manifest is a map, whose keys come
in alphabetical order. ``field_order.txt`` names the fields of each struct whose order is another.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from cluster_sim.world.kube.api import schema
from cluster_sim.world.kube.api.resource import Object

_KINDS: Final = "io.k8s.api."
_META: Final = "io.k8s.apimachinery.pkg.apis."


def in_go_order(obj: Object) -> Object:
    """The object with its fields as Go declares them and its maps sorted."""
    name = schema.name_for(obj.get("apiVersion", ""), obj.get("kind", ""))
    return _ordered(obj, schema.definition(name) if name else {}, name or "")


def _ordered(value: Any, what: schema.Definition, name: str = "") -> Any:
    if isinstance(value, list):
        return [_item(each, what.get("items", {})) for each in value]
    if not isinstance(value, dict):
        return value
    fields, others = what.get("properties", {}), what.get("additionalProperties", {})
    first = {field: at for at, field in enumerate(_orders().get(name, ()))}
    keys = sorted(value, key=lambda key: (first.get(key, len(first)), key))
    return {key: _item(value[key], fields.get(key) or others) for key in keys}


def _item(value: Any, what: schema.Definition | bool) -> Any:
    if isinstance(what, bool):
        return _ordered(value, {})
    # A property that says more than its type refers to it by allOf.
    inner = what.get("allOf", [what])[0]
    return _ordered(value, schema.resolve(inner), schema.referred(inner) or "")


@cache
def _orders() -> dict[str, tuple[str, ...]]:
    """The fields of each struct in order, by the full name of its definition."""
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    pairs = (line.split(": ") for line in text.splitlines())
    return {
        f"{_META if name.startswith('meta.') else _KINDS}{name}": tuple(fields.split())
        for name, fields in pairs
    }
