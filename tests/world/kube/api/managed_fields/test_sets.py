"""Sets of fields behave as sets do, and a comparison tells all that is needed to redo a change."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.managed_fields import field_set, shapes
from cluster_sim.world.kube.api.managed_fields.compare import compare
from cluster_sim.world.kube.api.managed_fields.content import fields_in
from cluster_sim.world.kube.api.managed_fields.field_set import FieldSet, Path
from cluster_sim.world.kube.api.managed_fields.merge import merged, removed
from cluster_sim.world.kube.api.managed_fields.steps import path_text

paths = st.lists(
    st.lists(st.sampled_from(("f:a", "f:b", 'v:"x"')), min_size=1, max_size=3).map(tuple),
    max_size=6,
)
containers = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from("abc")},
        optional={"image": st.sampled_from("xy"), "command": st.lists(st.sampled_from("pq"))},
    ),
    max_size=3,
    unique_by=lambda each: each["name"],
)
objects = st.fixed_dictionaries(
    {},
    optional={
        "metadata": st.fixed_dictionaries(
            {},
            optional={
                "labels": st.dictionaries(st.sampled_from("ab"), st.sampled_from("xy")),
                "finalizers": st.lists(st.sampled_from("ab"), unique=True),
            },
        ),
        "spec": st.fixed_dictionaries(
            {}, optional={"containers": containers, "nodeName": st.sampled_from("xy")}
        ),
    },
)


def _filled(value: Any) -> Any:
    """The value without what is empty: an empty map is a leaf, unlike one with entries."""
    if isinstance(value, dict):
        return {
            key: kept
            for key, each in value.items()
            if (kept := _filled(each)) not in ({}, [], None)
        }
    return [_filled(each) for each in value] if isinstance(value, list) else value


filled = objects.map(_filled)
POD = shapes.of(registry.by_key("pods"))


def made_of(fields: list[Path]) -> FieldSet | None:
    found: FieldSet | None = None
    for path in fields:
        found = field_set.union(found, field_set.of_path(path))
    return found


def members(fields: FieldSet | None) -> set[Path]:
    return set(field_set.paths(fields))


@given(paths, paths)
def test_they_are_sets(one: list[Path], other: list[Path]) -> None:
    first, second = made_of(one), made_of(other)
    assert members(first) == set(one)
    assert members(field_set.union(first, second)) == {*one, *other}
    assert members(field_set.difference(first, second)) == set(one) - set(other)
    assert members(field_set.intersection(first, second)) == set(one) & set(other)


@given(objects, objects)
def test_what_is_new_and_what_is_gone_make_the_change(old: Any, new: Any) -> None:
    found = compare(POD, old, new)
    assert not members(found.added) & members(found.modified)
    assert members(found.removed) <= members(fields_in(POD, old)) | members(found.removed)
    back = compare(POD, new, old)
    assert (back.added, back.removed) == (found.removed, found.added)
    assert members(back.modified) == members(found.modified)


@given(filled, filled)
def test_after_a_merge_the_configuration_holds_and_nothing_is_lost(live: Any, config: Any) -> None:
    both = merged(POD, live, config)
    again = merged(POD, both, config)
    assert compare(POD, both, again).written is None
    gone = compare(POD, live, both).removed
    assert gone is None, "a merge takes nothing away"
    assert members(fields_in(POD, config)) <= members(fields_in(POD, both))


@given(filled)
def test_an_object_without_all_its_fields_has_none(obj: Any) -> None:
    left = _filled(removed(POD, obj, fields_in(POD, obj)) or {})
    assert members(fields_in(POD, left)) == set()


def test_paths_read_as_people_write_them() -> None:
    path = ("f:spec", "f:containers", 'k:{"name":"web"}', "f:ports")
    assert path_text(path) == '.spec.containers[name="web"].ports'
    path = ("f:spec", "f:ports", 'k:{"containerPort":80,"protocol":"TCP"}')
    assert path_text(path) == '.spec.ports[containerPort=80,protocol="TCP"]'
    assert path_text(("f:metadata", "f:finalizers", 'v:"hold"')) == '.metadata.finalizers[="hold"]'
