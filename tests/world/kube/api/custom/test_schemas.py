"""What must hold for any schema, any object and any definition, however odd."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kube.api.custom.defaulting import with_defaults
from cluster_sim.world.kube.api.custom.pruning import prune, without_nulls
from cluster_sim.world.kube.api.custom.rules import rule_faults
from cluster_sim.world.kube.api.custom.schema_faults import schema_faults
from cluster_sim.world.kube.api.errors import FieldError, StatusError
from cluster_sim.world.kube.api.registry import CRDS, of
from tests.world.kube.api.manifests import JSON
from tests.world.kube.cluster import running, student, wait
from tests.world.kube.crontabs import CRONTABS, crontab, definition

KEYS = st.sampled_from(["a", "b", "namespace", "x-y", "c.d"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "a", "5", "10.0.0.1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
_LIMITS = {
    "minimum": st.integers(-3, 3),
    "maximum": st.integers(-3, 3),
    "minLength": st.integers(0, 2),
    "maxItems": st.integers(0, 2),
    "pattern": st.sampled_from(["^a", "(", "[0-9]+"]),
    "format": st.sampled_from(["ipv4", "date-time", "byte", "int32"]),
    "enum": st.lists(VALUES, min_size=1, max_size=2),
    "nullable": st.booleans(),
    "default": VALUES,
    "required": st.lists(KEYS, max_size=2),
    "x-kubernetes-preserve-unknown-fields": st.just(True),
    "x-kubernetes-validations": st.just([{"rule": "self == self && has(self.a)"}]),
    "x-kubernetes-list-type": st.sampled_from(["set", "map", "atomic"]),
}


def _schemas(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    parts = {
        **_LIMITS,
        "properties": st.dictionaries(KEYS, inner, max_size=3),
        "items": inner,
        "additionalProperties": inner | st.booleans(),
        "anyOf": st.lists(inner, min_size=1, max_size=2),
        "not": inner,
    }
    kinds = st.sampled_from(["object", "array", "string", "integer", "number", "boolean", ""])
    return st.fixed_dictionaries({"type": kinds}, optional=parts)


SCHEMAS = st.recursive(_schemas(st.just({"type": "string"})), _schemas, max_leaves=5)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=4)


@given(OBJECTS, SCHEMAS)
def test_what_was_pruned_needs_no_pruning(obj: dict[str, Any], schema: dict[str, Any]) -> None:
    pruned, _ = prune(obj, schema)
    assert prune(pruned, schema) == (pruned, ())


@given(OBJECTS, SCHEMAS)
def test_what_has_its_defaults_gets_no_others(obj: dict[str, Any], schema: dict[str, Any]) -> None:
    filled = with_defaults(without_nulls(obj, schema), schema)
    assert with_defaults(filled, schema) == filled


@given(VALUES, SCHEMAS, VALUES)
def test_any_value_can_be_held_against_any_schema(
    value: Any, schema: dict[str, Any], old: Any
) -> None:
    for fault in (*schema_faults(value, schema), *rule_faults(value, old, schema)):
        assert isinstance(fault, FieldError)
        assert fault.message
    assert schema_faults(value, schema, old=value) == [] or value is None


@settings(max_examples=60, deadline=None)
@given(SCHEMAS, OBJECTS)
def test_a_definition_is_refused_or_its_kind_works(
    schema: dict[str, Any], spec: dict[str, Any]
) -> None:
    world = _WORLD.fork()
    client = student(world)
    crd = definition()
    whole = {"type": "object", "properties": {"spec": schema}}
    crd["spec"]["versions"] = [
        {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": whole}}
    ]
    try:
        client.create(CRDS, "", crd)
    except StatusError as refused:
        assert refused.code == 422
        return
    wait(world, 1)
    assert of(world).by_key(CRONTABS).kind == "CronTab"
    try:
        made = client.create(CRONTABS, "default", {**crontab(), "spec": spec})
    except StatusError as refused:
        assert refused.code in (400, 422)
        return
    assert client.get(CRONTABS, "default", "my") == made


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_no_definition_breaks_the_server(body: Any) -> None:
    client = student(_WORLD.fork())
    version = {"name": "v1", "served": True, "storage": True, "schema": body}
    for wild in (body, definition(versions=[version]), definition(names=body, versions=body)):
        try:
            client.create(CRDS, "", wild)
        except StatusError as refused:
            assert 400 <= refused.code < 500


_WORLD = running(nodes=0)


def test_defaults_that_multiply_are_filled_in_only_so_far() -> None:
    leaf: dict[str, Any] = {"type": "string", "default": "x" * 10}
    for _ in range(5):
        fields = {f"f{number}": leaf for number in range(5)}
        leaf = {"type": "object", "default": {}, "properties": fields}
    filled = with_defaults({"a": [{}] * 5000}, {"properties": {"a": {"items": leaf}}})
    assert len(filled["a"]) == 5000
    assert len(msgspec.json.encode(filled)) < 3 * 1024 * 1024
