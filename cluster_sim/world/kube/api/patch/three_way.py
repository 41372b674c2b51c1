"""The patch ``kubectl apply`` sends: what was last applied, what is wanted now, what is there.

Rules and errors follow CreateThreeWayMergePatch of strategicpatch/patch.go.
"""

from __future__ import annotations

import yaml

from cluster_sim.world.kube.api.patch.errors import PatchConflict, PreconditionFailed
from cluster_sim.world.kube.api.patch.merge_schema import MergeSchema
from cluster_sim.world.kube.api.patch.strategic import join
from cluster_sim.world.kube.api.patch.strategic_conflicts import have_conflicts
from cluster_sim.world.kube.api.patch.strategic_diff import DiffOptions, difference
from cluster_sim.world.kube.api.patch.values import Map

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


def _check_identity(patch: Map) -> None:
    metadata = patch.get("metadata")
    renamed = isinstance(metadata, dict) and "name" in metadata
    if "apiVersion" in patch or "kind" in patch or renamed:
        raise PreconditionFailed(_IDENTITY_CHANGED)


def _conflict(patch: Map, current: Map) -> PatchConflict:
    return PatchConflict(
        f"patch:\n{_yaml(patch)}\nconflicts with changes made from original to current:\n"
        f"{_yaml(current)}\n"
    )


def _yaml(value: Map) -> str:
    return yaml.safe_dump(value, default_flow_style=False, allow_unicode=True)
