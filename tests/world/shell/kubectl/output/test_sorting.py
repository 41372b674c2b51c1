"""`--sort-by`, ties included."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.shell.kubectl.output.faults import PrinterError
from cluster_sim.world.shell.kubectl.output.sorting import sorted_by, sorted_tables
from cluster_sim.world.shell.kubectl.output.unstable_sort import sorted_as_go


def objects(values: list[Any]) -> list[dict[str, Any]]:
    return [{"n": at, "v": value} for at, value in enumerate(values)]


@given(st.lists(st.integers(0, 20), max_size=300))
def test_sorting_keeps_every_item_and_puts_them_in_order(values: list[int]) -> None:
    assert sorted_as_go(values, int.__lt__) == sorted(values)


@given(st.lists(st.integers(0, 5), max_size=12))
def test_few_items_keep_their_order_when_equal(values: list[int]) -> None:
    pairs = list(enumerate(values))
    by_value = sorted_as_go(pairs, lambda one, other: one[1] < other[1])
    assert by_value == sorted(pairs, key=lambda pair: pair[1])


def test_many_equal_items_come_out_as_kubectl_leaves_them() -> None:
    """Seen with kubectl 1.37: thirty pods p0 to p29 sorted by a field that is n modulo 3."""
    pairs = [(at, at % 3) for at in range(30)]
    by_value = sorted_as_go(pairs, lambda one, other: one[1] < other[1])
    assert [at for at, _ in by_value] == [
        *(12, 27, 24, 3, 21, 18, 6, 0, 15, 9, 7, 4, 10, 13, 28),
        *(1, 16, 25, 22, 19, 8, 20, 5, 23, 2, 17, 26, 11, 14, 29),
    ]


def test_quantities_compare_by_what_they_are_worth() -> None:
    found = sorted_by(objects(["2Gi", "512Mi", "1Gi"]), ".v")
    assert [obj["v"] for obj in found] == ["512Mi", "1Gi", "2Gi"]


def test_objects_without_the_field_come_first() -> None:
    found = sorted_by([{"v": 2}, {}, {"v": 1}], "{.v}")
    assert found == [{}, {"v": 1}, {"v": 2}]


def test_a_field_that_nobody_has() -> None:
    with pytest.raises(PrinterError, match=r'couldn\'t find any field with path "{.x}"'):
        sorted_by(objects([1, 2]), "x")
    # A table that cannot be sorted shows no row; one row needs no sorting.
    assert sorted_tables([objects([1, 2])], ".x") == [[]]
    assert sorted_tables([objects([1])], ".x") == [objects([1])]
    with pytest.raises(PrinterError):
        sorted_tables([objects([1]), objects([2])], ".v")


def test_maps_cannot_be_sorted() -> None:
    with pytest.raises(PrinterError, match="unsortable type: map"):
        sorted_by(objects([{}, {}]), ".v")
