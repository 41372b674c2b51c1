"""How the API server reads a custom object: metadata strictly, the rest pruned by its schema.

apiextensions-apiserver/pkg/apiserver/customresource_handler.go (unstructuredSchemaCoercer)
"""

from __future__ import annotations

import math
from typing import Any

from cluster_sim.world.kube.api.custom.defaulting import with_defaults
from cluster_sim.world.kube.api.custom.pruning import prune, without_nulls
from cluster_sim.world.kube.api.custom.structural import Schema
from cluster_sim.world.kube.api.decode_log import DecodeLog
from cluster_sim.world.kube.api.gotext import shown_float
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.wire import ABSENT, MAX_DEPTH, Anything, Reader


def read(body: dict[Any, Any], schema: Schema, meta: Reader, log: DecodeLog) -> Any:
    """The object in ``body``; what is wrong with it, or unknown, is noted in the log.

    ``meta`` reads the metadata.
    """
    obj = Anything().read(_texts(body, log), None, log)
    if obj is ABSENT:
        return ABSENT
    obj, unknown = prune(obj, schema)
    obj = without_nulls(obj, schema)
    given = meta.read(obj.get("metadata") or {}, (None, "metadata", "ObjectMeta"), log)
    log.unknown.extend(f'unknown field "{path}"' for path in unknown)
    return {**obj, "metadata": given}


def _texts(value: Any, log: DecodeLog, depth: int = 0) -> Any:
    """The value with keys that are texts: YAML has others, and numbers that JSON has not."""
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, dict):
        return {str(key): _texts(inner, log, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner, log, depth + 1) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        log.note(f"json: unsupported value: {shown_float(value)}")
    return value


def shown(obj: Object, api_version: str, schema: Schema) -> Object:
    """A stored object as a version of its kind shows it: pruned and defaulted by that schema."""
    found = obj if obj["apiVersion"] == api_version else {**obj, "apiVersion": api_version}
    found, _ = prune(found, schema)
    filled: Object = with_defaults(found, schema)
    return obj if filled == obj else filled
