"""Strategic merge patch: how the API server applies one.

Rules and errors follow k8s.io/apimachinery/pkg/util/strategicpatch/patch.go.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.patch import directives
from cluster_sim.world.kube.api.patch.element_order import (
    check_order,
    element_type,
    interleaved,
    key_of,
    places,
    split,
)
from cluster_sim.world.kube.api.patch.errors import (
    PatchError,
    bad_directive,
    bad_type,
    no_merge_key,
)
from cluster_sim.world.kube.api.patch.merge_schema import MergeRule, MergeSchema
from cluster_sim.world.kube.api.patch.values import Map, identity, same, unique


def apply(original: Map, patch: Map, schema: MergeSchema) -> Map:
    """The object after the patch. Raises PatchError."""
    return _Merge(is_server=True).maps(original, patch, schema)


def join(first: Map, second: Map, schema: MergeSchema) -> Map:
    """One patch that does what two do one after the other. Raises PatchError."""
    return _Merge(is_server=False).maps(first, second, schema)


@dataclass(frozen=True, slots=True)
class _Merge:
    """Either a patch is carried out on an object, or a second patch is joined to a first."""

    is_server: bool

    def maps(self, original: Map, patch: Map, schema: MergeSchema) -> Map:
        if directives.MARKER in patch:
            return _directed(patch)
        result, rest = self._retained(dict(original), dict(patch))
        self._merge_ordered_lists(result, rest, schema)
        for key, value in rest.items():
            self._merge_field(result, key, value, schema)
        return result

    def _retained(self, result: Map, rest: Map) -> tuple[Map, Map]:
        """Both sides after ``$retainKeys``, which names all the fields that stay."""
        if directives.RETAIN_KEYS not in rest:
            return result, rest
        wanted = rest.pop(directives.RETAIN_KEYS)
        if not self.is_server:
            _carry_retained(result, wanted)
            return result, rest
        if not isinstance(wanted, list):
            raise PatchError(directives.BAD_RETAIN_KEYS)
        for key, value in rest.items():
            is_parallel = key.startswith((directives.DELETE_FROM_LIST, directives.ELEMENT_ORDER))
            if value is not None and not is_parallel and key not in wanted:
                raise PatchError(directives.BAD_RETAIN_KEYS)
        return {key: value for key, value in result.items() if key in wanted}, rest

    def _merge_ordered_lists(self, result: Map, rest: Map, schema: MergeSchema) -> None:
        """Merges each list that comes with ``$setElementOrder`` and takes it out of ``rest``."""
        for key in [each for each in rest if each.startswith(directives.ELEMENT_ORDER)]:
            order = rest.pop(key)
            if not self.is_server and not same(result.setdefault(key, order), order):
                raise PatchError(directives.BAD_ELEMENT_ORDER)
            field = directives.target(key, directives.ELEMENT_ORDER, directives.BAD_ELEMENT_ORDER)
            for value in (order, result.get(field, []), rest.get(field, [])):
                if not isinstance(value, list):
                    raise bad_type([], value)
            self._merge_ordered_list(result, rest, field, order, schema)

    def _merge_ordered_list(
        self, result: Map, rest: Map, field: str, order: list[Any], schema: MergeSchema
    ) -> None:
        inner, rule = schema.of_list(field)
        mine, theirs = result.get(field, []), rest.get(field, [])
        check_order(theirs, order, rule.merge_key)
        if field in result and field in rest:
            merged = self._lists(mine, theirs, inner, rule)
        elif field in result:
            merged = mine
        elif field in rest:
            merged = self._taken(directives.without_directives(theirs)[0])
        else:
            return
        server = mine
        if element_type(mine, theirs) is dict:
            server = _places_reused(mine, theirs, rule.merge_key)
        wanted, others = split(merged, order, rule.merge_key)
        result[field] = interleaved(wanted, others, order, server, rule.merge_key)
        rest.pop(field, None)

    def _merge_field(self, result: Map, key: str, value: Any, schema: MergeSchema) -> None:
        deletes = key.startswith(directives.DELETE_FROM_LIST)
        if deletes:
            if not self.is_server:
                result[key] = value
                return
            key = directives.target(key, directives.DELETE_FROM_LIST, directives.BAD_DELETE_LIST)
        if value is None:
            result.pop(key, None)
            if self.is_server:
                return
        if key not in result or type(result[key]) is not type(value):
            if not deletes:
                _put(result, key, self._taken(value))
        elif isinstance(value, dict):
            inner, rule = schema.of_map(key)
            if rule.strategy == directives.REPLACE:
                result[key] = self._taken(value)
            else:
                result[key] = self.maps(result[key], value, inner)
        elif isinstance(value, list):
            inner, rule = schema.of_list(key)
            result[key] = self._lists(result[key], value, inner, rule, deletes)
        else:
            result[key] = value

    def _lists(
        self,
        original: list[Any],
        patch: list[Any],
        schema: MergeSchema,
        rule: MergeRule,
        deletes: bool = False,
    ) -> list[Any]:
        if rule.strategy != directives.MERGE and not deletes:
            return self._taken(patch)
        if not original and not patch:
            return original
        if element_type(original, patch) is not dict:
            if deletes and self.is_server:
                gone = {identity(each) for each in patch}
                return [each for each in original if identity(each) not in gone]
            merged, key = unique(original + patch), ""
        else:
            key = rule.merge_key
            if not key:
                raise PatchError(f"cannot merge lists without merge key for {schema.name}")
            original, patch = _without_special(original, patch, key)
            merged = self._merged_elements(original, patch, key, schema)
        wanted, others = split(merged, patch, key)
        return interleaved(wanted, others, patch, original, key)

    def _merged_elements(
        self, original: list[Any], patch: list[Any], key: str, schema: MergeSchema
    ) -> list[Any]:
        merged = list(original)
        known: dict[Hashable, int] = {}
        for index, item in enumerate(merged):
            if key in item:
                known.setdefault(identity(item[key]), index)
        for item in patch:
            index = known.setdefault(identity(key_of(item, key)), len(merged))
            if index < len(merged):
                merged[index] = self.maps(merged[index], item, schema)
            else:
                merged.append(self._taken(item))
        return merged

    def _taken(self, value: Any) -> Any:
        return directives.plain(value) if self.is_server else value


def _places_reused(original: list[Any], patch: list[Any], key: str) -> list[Any]:
    """The server's order once deletions are done: new elements stand where places came free.

    Go's slices share memory: the library's deletions and additions show in the list it then
    orders by, as far as that list reaches.
    """
    kept, plain = _without_special(original, patch, key)
    known = places(kept, key)
    added = [each for each in plain if identity(key_of(each, key)) not in known]
    return [*kept, *added][: len(original)]


def _directed(patch: Map) -> Map:
    """What ``$patch`` on a map leaves: nothing, or the patch alone."""
    directive = patch[directives.MARKER]
    if directive == directives.DELETE:
        return {}
    if directive == directives.REPLACE:
        return {key: value for key, value in patch.items() if key != directives.MARKER}
    raise bad_directive(directive, patch)


def _carry_retained(result: Map, wanted: Any) -> None:
    mine = result.setdefault(directives.RETAIN_KEYS, wanted)
    if not same(mine, wanted):
        raise PatchError(
            f"{shown(mine)} and {shown(wanted)} are not deep equal: this may happen when "
            "calculating the 3-way diff patch"
        )


def _put(result: Map, key: str, value: Any) -> None:
    kept, keep = directives.without_directives(value)
    if keep:
        result[key] = kept
    else:
        result.pop(key, None)


def _without_special(
    original: list[Any], patch: list[Any], key: str
) -> tuple[list[Any], list[Any]]:
    """Both lists once the elements with ``$patch`` have done their work and are gone."""
    plain: list[Any] = []
    gone: set[Hashable] = set()
    replace = False
    for item in patch:
        directive = item.get(directives.MARKER)
        if directives.MARKER not in item:
            plain.append(item)
        elif directive == directives.DELETE:
            if key not in item:
                raise no_merge_key(item, key)
            gone.add(identity(item[key]))
        elif directive == directives.REPLACE:
            replace = True
        elif directive == directives.MERGE:
            raise PatchError("merging lists cannot yet be specified in the patch")
        else:
            raise bad_directive(directive, item)
    if replace:
        return plain, []
    kept = [each for each in original if key not in each or identity(each[key]) not in gone]
    return kept, plain
