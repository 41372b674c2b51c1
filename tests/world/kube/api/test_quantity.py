"""Quantities keep their value whatever way they are written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import quantity

SUFFIXES = ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "e3", "E-2"]
NUMBERS = st.from_regex(r"\A[+-]?[0-9]{1,8}(\.[0-9]{0,4})?\Z")
WRITTEN = st.builds("{}{}".format, NUMBERS, st.sampled_from(SUFFIXES))
# Beyond 10**20 the real canonical form drops the suffix it has no letter for, value and all.
SAYABLE = 10**20


@given(WRITTEN)
def test_canonical_text_has_the_same_value_and_is_stable(text):
    parsed = quantity.parse(text)
    if abs(parsed.value) < SAYABLE:
        again = quantity.parse(parsed.text)
        assert again.value == parsed.value
        assert again.text == parsed.text


@given(WRITTEN)
def test_whole_and_milli_never_give_less_than_was_asked(text):
    value = quantity.parse(text).value
    for scaled, unit in ((quantity.whole(text), 1), (quantity.milli(text), Fraction(1, 1000))):
        if abs(value) < quantity.MAX_INT64 * Fraction(1, 1000):
            assert abs(value) <= abs(scaled * unit) < abs(value) + unit


@given(WRITTEN, WRITTEN)
def test_sums_are_exact(left, right):
    a, b = quantity.parse(left), quantity.parse(right)
    assert quantity.add(a, b).value == a.value + b.value


@given(st.text(max_size=30) | st.text("0123456789.+-eEinumkKMGTP", max_size=30))
def test_any_text_is_a_quantity_or_is_refused(text):
    try:
        parsed = quantity.parse(text)
    except quantity.QuantityError:
        return
    assert parsed.scaled(0) <= quantity.MAX_INT64


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("1.5", "1500m"),
        ("1.5Gi", "1536Mi"),
        ("1024Mi", "1Gi"),
        ("0.5Mi", "512Ki"),
        ("1000k", "1M"),
        ("1023", "1023"),
        ("1e3", "1e3"),
        ("12000e-1", "1200"),
        ("0.0000000001", "1n"),
        ("99999Ei", "9223372036854775807"),
        (2, "2"),
        (0.5, "500m"),
    ],
)
def test_canonical_forms_of_the_documentation(written, canonical):
    assert quantity.canonical(written) == canonical


def test_an_exponent_beyond_all_sense_costs_nothing():
    assert quantity.whole("1e999999999") == quantity.MAX_INT64
    assert quantity.canonical("1e-999999999") == "1e-9"


def test_refusals_say_what_the_api_server_says():
    with pytest.raises(quantity.QuantityError, match="quantities must match the regular expr"):
        quantity.parse("1 Gi")
    with pytest.raises(quantity.QuantityError, match="unable to parse quantity's suffix"):
        quantity.parse("1ii")


@pytest.mark.parametrize("giant", ["1e999999999", "9E", "1e-999999999"])
def test_giants_and_dwarfs_cost_nothing(giant):
    parsed = quantity.parse(giant)
    assert parsed.value > 0
    assert quantity.whole(giant) <= quantity.MAX_INT64
    assert quantity.add(parsed, parsed).scaled(0) <= quantity.MAX_INT64
