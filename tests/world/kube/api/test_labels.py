"""Label selectors: what is written is what is matched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.requirements import Requirement

KEYS = st.sampled_from(["app", "tier", "example.com/zone", "in", "notin", "x"])
VALUES = st.sampled_from(["", "web", "db", "in", "7"])
SETS = st.dictionaries(KEYS, VALUES, max_size=4)


def one_of(operator, many):
    values = (
        st.lists(VALUES, min_size=many[0], max_size=many[1], unique=True).map(sorted).map(tuple)
    )
    return st.builds(Requirement, KEYS, st.just(operator), values)


REQUIREMENTS = st.one_of(
    one_of("in", (1, 3)),
    one_of("notin", (1, 3)),
    one_of("=", (1, 1)),
    one_of("!=", (1, 1)),
    one_of("exists", (0, 0)),
    one_of("!", (0, 0)),
)


def holds(requirement, given_labels):
    """What a requirement means, said another way."""
    present, value = requirement.key in given_labels, given_labels.get(requirement.key)
    meaning = {
        "in": present and value in requirement.values,
        "notin": not (present and value in requirement.values),
        "=": [value] == list(requirement.values),
        "!=": [value] != list(requirement.values),
        "exists": present,
        "!": not present,
    }
    return meaning[requirement.operator]


@given(st.lists(REQUIREMENTS, max_size=4))
def test_a_selector_written_and_read_again_is_the_same(requirements):
    selector = labels.Selector(sorted(requirements, key=lambda each: each.key))
    again = labels.parse(str(selector))
    assert str(again) == str(selector)
    assert again == selector


@given(st.lists(REQUIREMENTS, max_size=4), SETS)
def test_matching_is_the_conjunction_of_its_requirements(requirements, given_labels):
    selector = labels.Selector(requirements)
    assert selector.matches(given_labels) == all(holds(each, given_labels) for each in requirements)


@given(st.text(max_size=40) | st.text("ax=!(), in<>notin/.", max_size=40))
def test_any_text_is_a_selector_or_is_refused(text):
    try:
        selector = labels.parse(text)
    except labels.SelectorError:
        return
    assert selector.matches({}) in (True, False)


def test_no_selector_matches_nothing_and_an_empty_one_everything():
    assert not labels.of_object(None).matches({"app": "web"})
    assert labels.of_object({}).matches(None)
    assert labels.of_object({}).empty


def test_an_object_and_its_written_form_match_alike():
    selector = {
        "matchLabels": {"app": "web"},
        "matchExpressions": [
            {"key": "tier", "operator": "NotIn", "values": ["db", "cache"]},
            {"key": "old", "operator": "DoesNotExist"},
        ],
    }
    assert labels.format_object(selector) == "app=web,!old,tier notin (cache,db)"
    for given_labels, expected in [
        ({"app": "web"}, True),
        ({"app": "web", "tier": "db"}, False),
        ({"app": "web", "old": ""}, False),
        ({}, False),
    ]:
        assert labels.of_object(selector).matches(given_labels) is expected
        assert labels.parse(labels.format_object(selector)).matches(given_labels) is expected


def test_numbers_are_compared_as_numbers():
    assert labels.parse("cores>8").matches({"cores": "16"})
    assert not labels.parse("cores<16").matches({"cores": "many"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x=a b", "found 'b', expected: ',' or 'end of string'"),
        ("x in (a", "unable to parse requirement: found '', expected: ',' or ')'"),
        ("x y", "unable to parse requirement: found 'y', expected: in, notin, =, ==, !=, gt, lt"),
        ("=a", "found '=', expected: !, identifier, or 'end of string'"),
        ("x=,", "found '', expected: identifier after ','"),
    ],
)
def test_refusals_say_what_the_api_server_says(text, message):
    with pytest.raises(labels.SelectorError) as refused:
        labels.parse(text)
    assert str(refused.value) == message
