"""Zero values: what fields that are always written hold when nobody set them.

Go writes a text, a number or a truth of a struct even when it is empty, unless the field is
optional. Specs are validated, so a lack is told; a status that a person wrote is taken as it is,
and its readers count on such fields to be there.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import schema
from cluster_sim.world.kube.api.resource import Resource

_ZEROS: Final = {"string": "", "integer": 0, "number": 0, "boolean": False}


def with_zeros(resource: Resource, status: Any) -> Any:
    """The status with the fields that its kind always writes."""
    name = schema.name_for(resource.api_version, resource.kind)
    if resource.custom is not None or name is None:
        return status
    described = schema.definition(name)["properties"].get("status")
    return status if described is None else _filled(described, status)


def _filled(described: schema.Definition, value: Any) -> Any:
    found = schema.resolve(described)
    if isinstance(value, list) and "items" in found:
        return [_filled(found["items"], each) for each in value]
    properties = found.get("properties")
    if not isinstance(value, dict) or not properties:
        return value
    missing = {
        name: _ZEROS[kind]
        for name in found.get("required", ())
        if name not in value and (kind := _kind(properties[name])) in _ZEROS
    }
    given = {
        name: _filled(properties[name], each) if name in properties else each
        for name, each in value.items()
    }
    return {**missing, **given}


def _kind(described: schema.Definition) -> str:
    kinds = schema.resolve(described).get("type", "object")
    return kinds if isinstance(kinds, str) else str(kinds[0])
