"""JSON merge patch (RFC 7386), with the habits of the library the API server uses.

That library (evanphx/json-patch) drops nulls inside what it adds, arrays included.
"""

from __future__ import annotations

from cluster_sim.world.kube.api.patch.directives import without_nulls
from cluster_sim.world.kube.api.patch.values import Map


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
