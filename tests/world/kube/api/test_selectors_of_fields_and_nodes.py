"""Field selectors and node selectors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import fields, node_selectors
from cluster_sim.world.kube.api.requirements import SelectorError

NODE = {"metadata": {"name": "node-1", "labels": {"zone": "a", "cores": "8"}}}


@given(st.text(max_size=20))
def test_an_escaped_value_is_read_back(value):
    assert fields.unescape(fields.escape(value)) == value
    selector = fields.parse(f"spec.nodeName={fields.escape(value)}")
    assert selector.exact("spec.nodeName") == value
    assert selector.matches({"spec.nodeName": value})


@given(st.text(max_size=30) | st.text("a.=!,\\ ", max_size=30))
def test_any_text_is_a_field_selector_or_is_refused(text):
    try:
        selector = fields.parse(text)
    except SelectorError:
        return
    assert fields.parse(str(selector)).terms == selector.terms or not str(selector)


def test_fields_that_are_not_there_are_empty():
    selector = fields.parse("status.phase!=Running,spec.nodeName=")
    assert selector.matches({"status.phase": "Pending"})
    assert not selector.matches({"status.phase": "Running"})
    with pytest.raises(SelectorError, match="invalid selector: 'oops'; can't understand 'oops'"):
        fields.parse("oops")


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ({"matchExpressions": [{"key": "zone", "operator": "In", "values": ["a", "b"]}]}, True),
        ({"matchExpressions": [{"key": "cores", "operator": "Gt", "values": ["8"]}]}, False),
        ({"matchExpressions": [{"key": "cores", "operator": "Lt", "values": ["9"]}]}, True),
        ({"matchExpressions": [{"key": "gpu", "operator": "DoesNotExist"}]}, True),
        (
            {"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["node-2"]}]},
            False,
        ),
        ({}, False),
    ],
)
def test_one_term_of_a_node_selector(term, expected):
    assert node_selectors.matches({"nodeSelectorTerms": [term]}, NODE) is expected
    assert not node_selectors.matches({"nodeSelectorTerms": []}, NODE)


def test_terms_are_alternatives_and_unknown_operators_are_refused():
    no = {"matchExpressions": [{"key": "zone", "operator": "In", "values": ["z"]}]}
    yes = {"matchExpressions": [{"key": "zone", "operator": "Exists"}]}
    assert node_selectors.matches({"nodeSelectorTerms": [no, yes]}, NODE)
    odd = {"matchExpressions": [{"key": "zone", "operator": "Like"}]}
    with pytest.raises(SelectorError, match='"Like" is not a valid node selector operator'):
        node_selectors.matches({"nodeSelectorTerms": [odd]}, NODE)
