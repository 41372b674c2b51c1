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


def merge(original: Map, modified: Map, current: Map) -> Map:
    """The JSON merge patch for kinds without merge keys (jsonmergepatch/patch.go): additions and
    changes from ``current`` to ``modified``, deletions from ``original``. Raises PatchError.
    """
    patch = _united(_changes(current, modified), _deletions(original, modified))
    _check_identity(patch)
    return patch


def _changes(old: Map, new: Map) -> Map:
    changed: Map = {}
    for key, value in new.items():
        before = old.get(key)
        if isinstance(value, dict) and isinstance(before, dict):
            inner = _changes(before, value)
            if inner:
                changed[key] = inner
        elif value is not None and (key not in old or not same(before, value)):
            changed[key] = value
    return changed


def _deletions(old: Map, new: Map) -> Map:
    gone: Map = {}
    for key, value in old.items():
        after = new.get(key)
        if after is None:
            gone[key] = None
        elif isinstance(value, dict) and isinstance(after, dict):
            inner = _deletions(value, after)
            if inner:
                gone[key] = inner
    return gone


def _united(one: Map, other: Map) -> Map:
    united = dict(one)
    for key, value in other.items():
        inner = united.get(key)
        both = isinstance(value, dict) and isinstance(inner, dict)
        united[key] = _united(inner, value) if both else value  # type: ignore[arg-type]
    return united


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
