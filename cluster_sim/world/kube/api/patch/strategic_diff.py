"""Strategic merge patch: how a client works one out from two documents.

Rules and errors follow k8s.io/apimachinery/pkg/util/strategicpatch/patch.go.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.patch import directives
from cluster_sim.world.kube.api.patch.element_order import element_type, key_of, ordered
from cluster_sim.world.kube.api.patch.errors import PatchError
from cluster_sim.world.kube.api.patch.merge_schema import MergeRule, MergeSchema
from cluster_sim.world.kube.api.patch.values import Map, same, unique


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """Which differences count, and which directives are written."""

    set_element_order: bool = False
    ignore_changes: bool = False
    ignore_deletions: bool = False
    retain_keys: bool = False


@dataclass(frozen=True, slots=True)
class _ListDiff:
    """What to add or change, what to delete, and the order wanted in the end."""

    changes: list[Any]
    deletions: list[Any]
    order: list[Any]


_NO_DIFFERENCE = _ListDiff([], [], [])


def diff(original: Map, modified: Map, schema: MergeSchema) -> Map:
    """The patch that makes ``modified`` of ``original``. Raises PatchError."""
    return difference(original, modified, schema, DiffOptions(set_element_order=True))


def difference(original: Map, modified: Map, schema: MergeSchema, options: DiffOptions) -> Map:
    """The patch that holds the differences the options ask for. Raises PatchError."""
    patch: Map = {}
    for key, value in modified.items():
        if key not in original:
            if not options.ignore_changes:
                patch[key] = value
        elif key == directives.MARKER:
            _compare_markers(original[key], value, patch)
        else:
            _compare_field(key, original[key], value, patch, schema, options)
    if not options.ignore_deletions:
        patch.update(dict.fromkeys(key for key in original if key not in modified))
    if options.retain_keys:
        _add_retained(original, modified, patch)
    return patch


def _compare_field(
    key: str, old: Any, new: Any, patch: Map, schema: MergeSchema, options: DiffOptions
) -> None:
    is_map = isinstance(new, dict) and isinstance(old, dict)
    if not is_map and not (isinstance(new, list) and isinstance(old, list)):
        if not options.ignore_changes and not same(old, new):
            patch[key] = new
        return
    try:
        inner, rule = schema.of_map(key) if is_map else schema.of_list(key)
    except PatchError:
        if same(old, new):
            return
        raise
    if is_map:
        _compare_maps(key, old, new, patch, inner, rule, options)
    elif rule.strategy == directives.MERGE:
        inner_options = replace(options, retain_keys=rule.retain_keys)
        _write_list(key, _compare_lists(old, new, inner, rule.merge_key, inner_options), patch)
    elif not options.ignore_changes and not same(old, new):
        patch[key] = new


def _compare_maps(
    key: str,
    old: Map,
    new: Map,
    patch: Map,
    schema: MergeSchema,
    rule: MergeRule,
    options: DiffOptions,
) -> None:
    if rule.strategy == directives.REPLACE:
        if not options.ignore_changes:
            patch[key] = new
        return
    inner_options = replace(options, retain_keys=rule.retain_keys)
    found = difference(old, new, schema, inner_options)
    if found:
        patch[key] = found


def _write_list(key: str, found: _ListDiff, patch: Map) -> None:
    if found.changes:
        patch[key] = found.changes
    if found.deletions:
        patch[f"{directives.DELETE_FROM_LIST}/{key}"] = found.deletions
    if found.order:
        patch[f"{directives.ELEMENT_ORDER}/{key}"] = found.order


def _compare_lists(
    old: list[Any], new: list[Any], schema: MergeSchema, merge_key: str, options: DiffOptions
) -> _ListDiff:
    if not old:
        return _NO_DIFFERENCE if options.ignore_changes else _ListDiff(new, [], [])
    if element_type(old, new) is dict:
        return _compare_elements(old, new, schema, merge_key, options)
    return _compare_scalars(old, new, options)


def _compare_elements(
    old: list[Any], new: list[Any], schema: MergeSchema, merge_key: str, options: DiffOptions
) -> _ListDiff:
    before = _by_key(old, merge_key)
    after = _by_key(new, merge_key)
    changes, deletions = _walk_elements(before, after, schema, merge_key, options)
    patch = ordered(changes, new, merge_key) + deletions
    keys = [key_of(each, merge_key) for each in new]
    same_order = same([key_of(each, merge_key) for each in old], keys)
    changed = not options.ignore_changes and (bool(patch) or not same_order)
    deleted = not options.ignore_deletions and bool(patch)
    if options.set_element_order and (changed or deleted):
        return _ListDiff(patch, [], [{merge_key: key} for key in keys])
    return _ListDiff(patch, [], [])


def _walk_elements(
    before: list[tuple[str, Map]],
    after: list[tuple[str, Map]],
    schema: MergeSchema,
    merge_key: str,
    options: DiffOptions,
) -> tuple[list[Any], list[Any]]:
    """Goes through both sorted lists at once: element against namesake."""
    changes: list[Any] = []
    deletions: list[Any] = []
    i = j = 0
    while i < len(before) or j < len(after):
        if i < len(before) and j < len(after) and before[i][0] == after[j][0]:
            found = difference(before[i][1], after[j][1], schema, options)
            if found:
                changes.append({**found, merge_key: after[j][1][merge_key]})
            i, j = i + 1, j + 1
        elif i >= len(before) or (j < len(after) and before[i][0] > after[j][0]):
            if not options.ignore_changes:
                changes.append(after[j][1])
            j += 1
        else:
            if not options.ignore_deletions:
                gone = {merge_key: before[i][1][merge_key]}
                deletions.append({**gone, directives.MARKER: directives.DELETE})
            i += 1
    return changes, deletions


def _by_key(items: list[Any], merge_key: str) -> list[tuple[str, Map]]:
    pairs = [(shown(key_of(item, merge_key)), item) for item in items]
    return sorted(pairs, key=lambda pair: pair[0])


def _compare_scalars(old: list[Any], new: list[Any], options: DiffOptions) -> _ListDiff:
    before, after = sorted(old, key=shown), sorted(new, key=shown)
    additions: list[Any] = []
    deletions: list[Any] = []
    i = j = 0
    while i < len(before) or j < len(after):
        if i < len(before) and j < len(after) and shown(before[i]) == shown(after[j]):
            i, j = i + 1, j + 1
        elif i >= len(before) or (j < len(after) and shown(before[i]) > shown(after[j])):
            additions.append(after[j])
            j += 1
        else:
            deletions.append(before[i])
            i += 1
    additions = [] if options.ignore_changes else ordered(additions, new, "")
    deletions = [] if options.ignore_deletions else unique(deletions)
    # As in the original, whose sorting changes the old list before it compares: an old list
    # that was not in the order of its texts always counts as changed.
    changed = not options.ignore_changes and not same(before, new)
    order = new if options.set_element_order and (deletions or changed) else []
    return _ListDiff(additions, deletions, order)


def _compare_markers(old: Any, new: Any, patch: Map) -> None:
    if not isinstance(old, str) or not isinstance(new, str):
        raise PatchError(f"invalid value for special key: {directives.MARKER}")
    if old != new:
        patch[directives.MARKER] = new


def _add_retained(original: Map, modified: Map, patch: Map) -> None:
    kept = sorted(key for key, value in modified.items() if value is not None)
    dropped = any(v is not None and key not in modified for key, v in original.items())
    if kept and (patch or dropped):
        patch[directives.RETAIN_KEYS] = kept
