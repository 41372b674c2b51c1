"""The patch ``kubectl apply`` sends: what was last applied, what is wanted now, what is there.

Rules and errors follow CreateThreeWayMergePatch of strategicpatch/patch.go and
CreateThreeWayJSONMergePatch of jsonmergepatch/patch.go.
"""

from __future__ import annotations

from typing import Any

import yaml

from cluster_sim.world.kube.api.patch import merge_patch
from cluster_sim.world.kube.api.patch.errors import PatchConflict, PreconditionFailed
from cluster_sim.world.kube.api.patch.merge_schema import MergeSchema
from cluster_sim.world.kube.api.patch.strategic import join
from cluster_sim.world.kube.api.patch.strategic_conflicts import have_conflicts
from cluster_sim.world.kube.api.patch.strategic_diff import DiffOptions, difference
from cluster_sim.world.kube.api.patch.values import Map, same

_DELTA = DiffOptions(set_element_order=True, ignore_deletions=True)
_DELETIONS = DiffOptions(set_element_order=True, ignore_changes=True)
_IDENTITY_CHANGED = "At least one of apiVersion, kind and name was changed"


def strategic(
    original: Map, modified: Map, current: Map, schema: MergeSchema, overwrite: bool = True
) -> Map:
    """The strategic merge patch: additions and changes from ``current`` to ``modified``,
    deletions from ``original`` (what was last applied, ``{}`` when nothing was).

    Raises PatchError; PatchConflict when ``overwrite`` is off and someone else changed, too,
    what this changes.
    """
    delta = difference(current, modified, schema, _DELTA)
    deletions = difference(original, modified, schema, _DELETIONS)
    patch = join(deletions, delta, schema)
    _check_identity(patch)
    if not overwrite:
        changed = difference(original, current, schema, DiffOptions())
        if have_conflicts(patch, changed, schema):
            raise _conflict(patch, changed)
    return patch


def json_merge(original: Map, modified: Map, current: Map) -> Map:
    """The same as a JSON merge patch, for kinds without a schema. Raises PatchError."""
    changes = merge_patch.only_changes(merge_patch.diff(current, modified))
    deletions = merge_patch.only_deletions(merge_patch.diff(original, modified))
    if _overlap(changes, deletions):
        raise _conflict(changes, deletions)
    patch = merge_patch.apply(deletions, changes)
    _check_identity(patch)
    return patch


def _check_identity(patch: Map) -> None:
    metadata = patch.get("metadata")
    renamed = isinstance(metadata, dict) and "name" in metadata
    if "apiVersion" in patch or "kind" in patch or renamed:
        raise PreconditionFailed(_IDENTITY_CHANGED)


def _overlap(left: Any, right: Any) -> bool:
    if isinstance(left, dict) and isinstance(right, dict):
        return any(_overlap(left[key], right[key]) for key in left if key in right)
    return not same(left, right)


def _conflict(patch: Map, current: Map) -> PatchConflict:
    return PatchConflict(
        f"patch:\n{_yaml(patch)}\nconflicts with changes made from original to current:\n"
        f"{_yaml(current)}\n"
    )


def _yaml(value: Map) -> str:
    return yaml.safe_dump(value, default_flow_style=False, allow_unicode=True)
