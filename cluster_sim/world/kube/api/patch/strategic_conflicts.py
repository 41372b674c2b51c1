"""Whether two strategic merge patches change the same field differently.

Follows MergingMapsHaveConflicts of k8s.io/apimachinery/pkg/util/strategicpatch/patch.go.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.patch import directives
from cluster_sim.world.kube.api.patch.element_order import element_type
from cluster_sim.world.kube.api.patch.errors import PatchError
from cluster_sim.world.kube.api.patch.merge_schema import Lookup, MergeRule, MergeSchema
from cluster_sim.world.kube.api.patch.values import Map, same, unique

_NO_RULE = MergeRule()


def have_conflicts(left: Map, right: Map, schema: MergeSchema) -> bool:
    """Whether the two patches contradict each other. Raises PatchError."""
    return _values(left, right, schema, _NO_RULE)


def _values(left: Any, right: Any, schema: MergeSchema, rule: MergeRule) -> bool:
    if isinstance(left, dict):
        return not isinstance(right, dict) or _maps(left, right, schema, rule)
    if isinstance(left, list):
        return not isinstance(right, list) or _lists(left, right, schema, rule)
    return not same(left, right)


def _maps(left: Map, right: Map, schema: MergeSchema, rule: MergeRule) -> bool:
    if not same(left.get(directives.MARKER), right.get(directives.MARKER)):
        return True
    if rule.strategy == directives.REPLACE:
        return False
    skipped = (directives.MARKER, directives.RETAIN_KEYS)
    shared = [key for key in left if key in right and key not in skipped]
    return any(_values(left[key], right[key], *_lookup(schema, key, left[key])) for key in shared)


def _lookup(schema: MergeSchema, key: str, value: Any) -> Lookup:
    if isinstance(value, list):
        return schema.of_list(key)
    if isinstance(value, dict):
        return schema.of_map(key)
    return Lookup(schema, _NO_RULE)


def _lists(left: list[Any], right: list[Any], schema: MergeSchema, rule: MergeRule) -> bool:
    is_maps = element_type(left, right) is dict
    if rule.strategy == directives.MERGE:
        return is_maps and _namesakes(left, right, schema, rule.merge_key)
    if len(left) != len(right):
        return True
    if not is_maps:
        left, right = sorted(unique(left), key=shown), sorted(unique(right), key=shown)
    if len(left) != len(right):
        return True
    return any(_values(a, b, schema, _NO_RULE) for a, b in zip(left, right, strict=True))


def _namesakes(left: list[Any], right: list[Any], schema: MergeSchema, key: str) -> bool:
    mine, theirs = _by_key(left, key), _by_key(right, key)
    return any(
        _values(mine[name], theirs[name], schema, _NO_RULE) for name in mine if name in theirs
    )


def _by_key(items: list[Any], key: str) -> dict[str, Map]:
    found: dict[str, Map] = {}
    for item in items:
        if key not in item:
            what = f"cannot find merge key `{key}` in merging list element:{shown(item)}"
            raise PatchError(what)
        found[shown(item[key])] = item
    return found
