"""JSON merge patch (RFC 7386), with the habits of the library the API server uses.

That library (evanphx/json-patch) drops nulls inside what it adds, arrays included.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.patch.directives import without_nulls
from cluster_sim.world.kube.api.patch.values import Map, same


def apply(original: Map, patch: Map) -> Map:
    """The object after the patch: null deletes, maps are merged, the rest replaces."""
    result = dict(original)
    for key, value in patch.items():
        current = result.get(key)
        if value is None:
            result.pop(key, None)
        elif isinstance(current, dict):
            result[key] = apply(current, value) if isinstance(value, dict) else value
        else:
            result[key] = without_nulls(value)
    return result


def diff(original: Map, modified: Map) -> Map:
    """The patch that makes ``modified`` of ``original``."""
    patch: Map = {}
    for key, value in modified.items():
        if key not in original:
            patch[key] = value
        elif isinstance(value, dict) and isinstance(original[key], dict):
            inner = diff(original[key], value)
            if inner:
                patch[key] = inner
        elif not same(original[key], value):
            patch[key] = value
    patch.update(dict.fromkeys(key for key in original if key not in modified))
    return patch


def only_deletions(patch: Map) -> Map:
    """The nulls of a patch, and the maps that lead to them."""
    kept: Map = {}
    for key, value in patch.items():
        inner: Any = only_deletions(value) if isinstance(value, dict) else None
        if value is None or inner:
            kept[key] = inner
    return kept


def only_changes(patch: Map) -> Map:
    """The patch without its nulls; a map that only held nulls goes, an empty one stays."""
    kept: Map = {}
    for key, value in patch.items():
        if isinstance(value, dict) and value:
            inner = only_changes(value)
            if inner:
                kept[key] = inner
        elif value is not None:
            kept[key] = value
    return kept
