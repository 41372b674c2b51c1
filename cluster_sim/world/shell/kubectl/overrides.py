"""``--overrides``: what a command has made, changed by a patch on its command line.

pkg/cmd/util/override_options.go
"""

from __future__ import annotations

import json
from typing import Any

from cluster_sim.world.kube.api.patch import json_patch, merge_patch, merge_schema, strategic
from cluster_sim.world.kube.api.patch.errors import PatchError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.invocation import Invocation

FLAGS: tuple[Flag, ...] = (flag("overrides"), flag("override-type", default="merge"))


def overridden(command: Invocation, made: Object) -> Object:
    """The object after the patch; Failure for a patch that cannot be read or does not fit."""
    text, kind = command.value("overrides"), command.value("override-type")
    if not text:
        return made
    try:
        changes = json.loads(text)
    except ValueError as problem:
        raise error(f"Invalid JSON Patch: {problem}") from problem
    try:
        return _patched(made, changes, kind)
    except PatchError as problem:
        raise error(f"Invalid JSON Patch: {problem}") from problem


def _patched(made: Object, changes: Any, kind: str) -> Object:
    if kind not in ("json", "merge", "strategic"):
        raise error(f"invalid override type: {kind}")
    if isinstance(changes, list) != (kind == "json"):
        wanted = "a list of operations" if kind == "json" else "an object"
        raise error(f"Invalid JSON Patch: it must be {wanted}")
    if kind == "json":
        patched: Object = json_patch.apply(made, changes)
        return patched
    schema = merge_schema.of_kind(made["apiVersion"], made["kind"])
    if kind == "merge" or schema is None:
        return merge_patch.apply(made, changes)
    return strategic.apply(made, changes, schema)
