"""Strategic merge patches, made and applied, and the three-way patch of kubectl apply."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api.patch import strategic, strategic_diff, three_way
from cluster_sim.world.kube.api.patch.errors import (
    PatchConflict,
    PatchError,
    PreconditionFailed,
)
from cluster_sim.world.kube.api.patch.merge_schema import of_definition, of_kind

STRING = {"type": "string"}
MERGED = {"x-kubernetes-patch-strategy": "merge"}
DEFINITIONS = {
    "thing": {
        "properties": {
            "name": STRING,
            "value": STRING,
            "labels": {"type": "object", "additionalProperties": STRING},
            "plain": {"type": "array", "items": STRING},
            "words": {"type": "array", "items": STRING, **MERGED},
            "parts": {
                "type": "array",
                "items": {"$ref": "#/definitions/thing"},
                **MERGED,
                "x-kubernetes-patch-merge-key": "name",
            },
            "choice": {
                "$ref": "#/definitions/thing",
                "x-kubernetes-patch-strategy": "retainKeys",
            },
        }
    }
}
SCHEMA = of_definition(DEFINITIONS, "thing")
WORDS = st.sampled_from(["a", "b", "c", "d"])


def things(depth):
    """Objects of the type above, as a user might write them."""
    fields = {
        "value": WORDS,
        "labels": st.dictionaries(WORDS, WORDS, max_size=3),
        "plain": st.lists(WORDS, max_size=3),
        # Merged words lose repetitions; and words whose old order only has to be put right
        # alphabetically count as unchanged, in the original too.
        "words": st.lists(WORDS, min_size=1, max_size=3, unique=True).map(sorted),
    }
    if depth:
        inner = things(depth - 1)
        fields["choice"] = inner
        fields["parts"] = st.dictionaries(WORDS, inner, min_size=1, max_size=3).map(
            lambda parts: [{**part, "name": name} for name, part in parts.items()]
        )
    return st.fixed_dictionaries({}, optional=fields)


THINGS = things(2)


@given(THINGS, THINGS)
def test_the_difference_applied_to_the_one_gives_the_other(before, after):
    kept = copy.deepcopy((before, after))
    patch = strategic_diff.diff(before, after, SCHEMA)
    assert strategic.apply(before, patch, SCHEMA) == after
    assert (before, after) == kept


@given(THINGS)
def test_no_difference_makes_an_object_of_itself(thing):
    patch = strategic_diff.diff(thing, thing, SCHEMA)
    assert strategic.apply(thing, patch, SCHEMA) == thing
    assert strategic.apply(thing, {}, SCHEMA) == thing


@given(THINGS, THINGS, THINGS)
def test_applying_twice_is_applying_once(original, modified, live):
    patch = three_way.strategic(original, modified, live, SCHEMA)
    once = strategic.apply(live, patch, SCHEMA)
    again = three_way.strategic(modified, modified, once, SCHEMA)
    assert strategic.apply(once, again, SCHEMA) == once


@given(THINGS, THINGS, THINGS)
def test_what_was_asked_for_is_there_after_apply(original, modified, live):
    patch = three_way.strategic(original, modified, live, SCHEMA)
    result = strategic.apply(live, patch, SCHEMA)
    for key in ("value", "plain"):
        if key in modified:
            assert result[key] == modified[key]
    for key in original:
        if key not in modified:
            assert key not in result
    assert set(modified.get("words", ())) <= set(result.get("words", ()))


@pytest.fixture(scope="module")
def pod_schema():
    return of_kind("v1", "Pod")


def test_containers_of_a_pod_are_merged_by_name(pod_schema):
    pod = {
        "spec": {
            "containers": [
                {"name": "web", "image": "nginx:1", "env": [{"name": "A", "value": "1"}]},
                {"name": "log", "image": "busybox"},
            ],
            "tolerations": [{"key": "a"}],
        }
    }
    patch = {
        "spec": {
            "containers": [
                {"name": "web", "image": "nginx:2", "env": [{"name": "B", "value": "2"}]},
                {"name": "log", "$patch": "delete"},
            ],
            "tolerations": [{"key": "b"}],
        }
    }
    after = strategic.apply(pod, patch, pod_schema)["spec"]
    assert [each["name"] for each in after["containers"]] == ["web"]
    assert after["containers"][0]["image"] == "nginx:2"
    # What the patch brings comes first; the rest of the list follows.
    assert [each["name"] for each in after["containers"][0]["env"]] == ["B", "A"]
    # A list without a merge key is replaced.
    assert after["tolerations"] == [{"key": "b"}]


def test_the_strategy_that_retains_keys_drops_the_other_choice(pod_schema):
    before = {"spec": {"volumes": [{"name": "v", "emptyDir": {}}]}}
    after = {"spec": {"volumes": [{"name": "v", "configMap": {"name": "c"}}]}}
    patch = strategic_diff.diff(before, after, pod_schema)
    assert patch["spec"]["volumes"][0]["$retainKeys"] == ["configMap", "name"]
    assert strategic.apply(before, patch, pod_schema) == after


def test_what_others_added_survives_an_apply(pod_schema):
    applied = {"metadata": {"labels": {"app": "web"}}, "spec": {"nodeName": "n1"}}
    live = {"metadata": {"labels": {"app": "web", "seen": "yes"}}, "spec": {"nodeName": "n1"}}
    wanted = {"metadata": {"labels": {"app": "api"}}}
    patch = three_way.strategic(applied, wanted, live, pod_schema)
    assert patch == {"metadata": {"labels": {"app": "api"}}, "spec": None}
    assert strategic.apply(live, patch, pod_schema) == {
        "metadata": {"labels": {"app": "api", "seen": "yes"}}
    }


def test_conflicts_show_only_when_asked_for():
    original, wanted, live = {"value": "a"}, {"value": "b"}, {"value": "c"}
    assert three_way.strategic(original, wanted, live, SCHEMA) == {"value": "b"}
    with pytest.raises(PatchConflict, match="value: b"):
        three_way.strategic(original, wanted, live, SCHEMA, overwrite=False)


def test_the_identity_of_an_object_cannot_be_applied_away():
    with pytest.raises(PreconditionFailed):
        three_way.strategic({}, {"kind": "B"}, {"kind": "A"}, SCHEMA)


@given(st.recursive(st.none() | st.booleans() | st.integers(0, 2) | WORDS, lambda inner: (
    st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from([*DEFINITIONS["thing"]["properties"], "$patch", "$retainKeys",
                         "$setElementOrder/parts", "$deleteFromPrimitiveList/words", "odd"]),
        inner, max_size=4)
)).filter(lambda value: isinstance(value, dict)), THINGS)  # fmt: skip
def test_any_patch_is_applied_or_refused(patch, thing):
    kept = copy.deepcopy((patch, thing))
    try:
        strategic.apply(thing, patch, SCHEMA)
    except PatchError as refused:
        assert str(refused)
    assert (patch, thing) == kept


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        (
            {"parts": [{"value": "x"}]},
            "map: map[value:x] does not contain declared merge key: name",
        ),
        ({"parts": [{"name": "a", "$patch": "oops"}]}, "unknown patch type: oops in map: "),
        ({"parts": [["a"]]}, "list element types are not identical: "),
        ({"$setElementOrder/words": "a"}, "expected a []interface {}, but received a string"),
        ({"$setElementOrder": []}, "invalid patch format of setElementOrder list"),
    ],
)
def test_refusals_say_what_the_api_server_says(patch, message):
    thing = {"parts": [{"name": "a"}], "words": ["a"]}
    with pytest.raises(PatchError) as refused:
        strategic.apply(thing, patch, SCHEMA)
    assert str(refused.value).startswith(message)
