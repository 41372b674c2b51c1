"""Conditions: an author's errors are found before a student meets them, and nothing hangs."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.cel.expression import ExpressionError, compile_expression
from cluster_sim.world.checks.view import VARIABLES

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(st.characters())
    | st.binary(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def holds(text: str, **values: object) -> bool:
    return compile_expression(text, VARIABLES).holds(values)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("pods.exists(p, ", "Syntax error"),
        ("podz.size() > 0", "undeclared reference to 'podz'"),
        ("'three' + 1 == 4", "no matching overload"),
        ("size(pods)", "instead of true or false"),
        ("'Ready'", "instead of true or false"),
        ("(" * 500 + "true" + ")" * 500, "recursion"),
        ("pods == '\ud800'", "incompatible"),
    ],
)
def test_an_authors_error_is_found_when_the_text_is_compiled(text: str, why: str) -> None:
    with pytest.raises(ExpressionError, match=why):
        compile_expression(text, VARIABLES)


def test_what_is_missing_makes_a_condition_false_and_not_an_error() -> None:
    assert not holds("pods.exists(p, p.spec.nodeName == 'noeud-1')", pods=[{"spec": {}}])
    assert not holds("pods[0].spec.nodeName == 'noeud-1'", pods=[])
    assert holds("pods.all(p, !has(p.spec.nodeName))", pods=[{"spec": {}}])
    assert holds("pods[0].?spec.?nodeName.orValue('none') == 'none'", pods=[{}])


def test_a_condition_reads_only_the_lists_that_it_names() -> None:
    expression = compile_expression("pods.size() > 0 && time > 60", VARIABLES)
    assert expression.names == ("pods", "time")


def test_loops_within_loops_come_to_an_end() -> None:
    many = [{"name": str(number)} for number in range(2_000)]
    loops = "pods.all(p, pods.all(q, pods.all(r, p.name + q.name + r.name != '')))"
    assert not holds(loops, pods=many)
    assert not holds("'" + "a" * 60 + "'.matches('(a*)*b')")


@given(plain)
def test_no_object_however_odd_hides_its_neighbours(odd: object) -> None:
    pods = [{"name": "web"}, {"name": "odd", "value": odd}]
    assert holds("pods.exists(p, p.name == 'web')", pods=pods)
    assert holds("pods.size() == 2", pods=pods)


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_an_authors_error(text: str) -> None:
    with suppress(ExpressionError):
        compile_expression(text, VARIABLES).holds({name: [] for name in VARIABLES})
