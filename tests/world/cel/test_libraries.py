"""The libraries that Kubernetes adds to CEL (kubernetes.io/docs/reference/using-api/cel)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.cel.expression import ANY, EvaluationError, TooExpensive, compile_expression
from cluster_sim.world.kube.api.cel import LIBRARIES


def value(text: str, data: Any = None) -> Any:
    """What an expression about ``self`` comes to."""
    return compile_expression(text, ("self",), LIBRARIES, ANY).bounded_value({"self": data})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1, 2, 3].isSorted()", True),
        ('["b", "a"].isSorted()', False),
        ("[1, 3, 2].sum() + [1, 3, 2].max() + [1, 3, 2].min()", 10),
        ("[1, 2, 1].indexOf(1) + [1, 2, 1].lastIndexOf(1)", 2),
        ('"abc 123 45".find("[0-9]+")', "123"),
        ('"abc 123 45".findAll("[0-9]+")', ["123", "45"]),
        ('"aa".findAll("a", 1)', ["a"]),
        ('url("https://example.com:80/path?k=v").getHostname()', "example.com"),
        ('url("https://example.com:80/path?k=v").getQuery()["k"]', ["v"]),
        ('isURL("nowhere at all")', False),
        ('quantity("1Gi").isGreaterThan(quantity("500Mi"))', True),
        ('quantity("1k") == quantity("1000")', True),
        ('quantity("50k").add(quantity("20k")).asInteger()', 70_000),
        ('quantity("-3").sign()', -1),
        ('isQuantity("1.3.4")', False),
        ('ip("192.168.0.1").family()', 4),
        ('ip("::1").isLoopback()', True),
        ('isIP("127.0.0.256")', False),
        ('cidr("192.168.0.0/24").containsIP("192.168.0.7")', True),
        ('cidr("192.168.0.0/24").containsCIDR("192.168.0.0/16")', False),
        ('cidr("192.168.1.5/24").masked() == cidr("192.168.1.0/24")', True),
        ("sets.equivalent([1, 2], [2, 1, 1])", True),
        ('"%s has %d of %.1f".format(["web", 3, 4.25])', "web has 3 of 4.2"),
        ('"a,b,c".split(",", 2)', ["a", "b,c"]),
        ('"tacocat".substring(1, 4) + "X".lowerAscii()', "acox"),
        ('"hello".replace("l", "L", 1).charAt(2)', "L"),
    ],
)
def test_functions(text: str, expected: Any) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("self.a", "no such key: a"),
        ("self.b.startsWith('x')", "no such overload"),
        ("[1][3]", "index out of bounds: 3"),
        ("1 / 0", "division by zero"),
        ('quantity("x")', "quantities must match the regular expression"),
        ("[].min()", "min called on empty list"),
    ],
)
def test_failures_speak_as_cel_go_does(text: str, why: str) -> None:
    with pytest.raises(EvaluationError, match=why.replace("[", "\\[")):
        value(text, {"b": 1})


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("self.all(x, x.matches('a'))", ["a"] * 20_000),
        ("self" + ".map(x, x + x)" * 12, ["a" * 1000]),
        ("self.exists(x, x.size() > 2000000)", ["a" * 1_000_000]),
    ],
)
def test_what_would_take_too_long_is_not_begun_or_is_stopped(text: str, data: Any) -> None:
    with pytest.raises(TooExpensive):
        value(text, data)


@given(st.lists(st.integers(-9, 9)))
def test_lists_agree_with_python(items: list[int]) -> None:
    assert value("self.isSorted()", items) is (items == sorted(items))
    assert value("self.sum()", items) == sum(items)
    assert value("self.indexOf(3)", items) == (items.index(3) if 3 in items else -1)


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_quantities_are_compared_by_value(one: int, other: int) -> None:
    first, second = f'quantity("{one}m")', f'quantity("{other}m")'
    assert value(f"{first}.compareTo({second})") == (one > other) - (one < other)
    assert value(f"{first} == {second}") is (one == other)


@given(st.text(alphabet="ab1 ", max_size=12))
def test_what_is_found_is_in_the_text(text: str) -> None:
    found = value('self.findAll("[0-9]+|b+")', text)
    assert "".join(found) == "".join(char for char in text if char in "b1")
