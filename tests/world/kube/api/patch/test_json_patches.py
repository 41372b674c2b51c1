"""JSON patch (RFC 6902) and JSON merge patch (RFC 7386)."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api.patch import json_patch, merge_patch
from cluster_sim.world.kube.api.patch.errors import PatchError

SCALARS = st.booleans() | st.integers(0, 3) | st.sampled_from(["", "x", "a/b", "m~n"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "c/d", "e~f"]), inner, max_size=3)
    ),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(st.sampled_from(["a", "b", "c/d", "e~f"]), VALUES, max_size=4)
POINTERS = st.sampled_from(["/a", "/b/0", "/a/b", "/c~1d", "/e~0f/-", "/a/-1", "", "/", "a"])
OPERATIONS = st.fixed_dictionaries(
    {"op": st.sampled_from(["add", "remove", "replace", "move", "copy", "test", "oops"])},
    optional={"path": POINTERS, "from": POINTERS, "value": VALUES},
)
DOCUMENT = {"spec": {"list": [1, 2, 3], "a/b": {"m~n": "x"}}}


@given(DOCUMENTS, DOCUMENTS)
def test_a_merge_patch_is_idempotent(document, patch):
    once = merge_patch.apply(document, patch)
    assert merge_patch.apply(once, patch) == once


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"op": "add", "path": "/spec/list/1", "value": 9}, [1, 9, 2, 3]),
        ({"op": "add", "path": "/spec/list/-", "value": 9}, [1, 2, 3, 9]),
        ({"op": "remove", "path": "/spec/list/0"}, [2, 3]),
        ({"op": "remove", "path": "/spec/list/-1"}, [1, 2]),
        ({"op": "replace", "path": "/spec/list/2", "value": None}, [1, 2, None]),
        ({"op": "move", "from": "/spec/list/0", "path": "/spec/list/-"}, [2, 3, 1]),
        ({"op": "copy", "from": "/spec/a~1b/m~0n", "path": "/spec/list/0"}, ["x", 1, 2, 3]),
        ({"op": "test", "path": "/spec/list", "value": [1, 2, 3]}, [1, 2, 3]),
    ],
)
def test_each_operation(operation, expected):
    kept = copy.deepcopy(DOCUMENT)
    assert json_patch.apply(DOCUMENT, [operation])["spec"]["list"] == expected
    assert kept == DOCUMENT


@given(DOCUMENTS, st.lists(OPERATIONS, max_size=4))
def test_any_list_of_operations_is_applied_or_refused(document, operations):
    kept = copy.deepcopy(document)
    try:
        json_patch.apply(document, operations)
    except PatchError as refused:
        assert str(refused)
    assert document == kept


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        (
            {"op": "add", "path": "/no/where", "value": 1},
            'add operation does not apply: doc is missing path: "/no/where": missing value',
        ),
        (
            {"op": "remove", "path": "/spec/gone"},
            "error in remove for path: '/spec/gone': Unable to remove nonexistent key: gone: "
            "missing value",
        ),
        (
            {"op": "replace", "path": "/spec/gone", "value": 1},
            "replace operation does not apply: doc is missing key: /spec/gone: missing value",
        ),
        ({"op": "test", "path": "/spec/list/0", "value": 2}, "testing value /spec/list/0 failed: "),
        ({"op": "test", "path": "/spec/list/0", "value": True}, "testing value /spec/list/0 "),
        ({"op": "jump"}, "Unexpected kind: jump"),
    ],
)
def test_refusals_say_what_the_api_server_says(operation, message):
    with pytest.raises(PatchError) as refused:
        json_patch.apply(DOCUMENT, [operation])
    assert str(refused.value).startswith(message)


def test_copies_of_copies_come_to_an_end():
    doubling = [{"op": "copy", "from": "/a", "path": "/a/-"}] * 200
    with pytest.raises(PatchError, match="exceeding the limit 3145728"):
        json_patch.apply({"a": ["x"] * 10}, doubling)
