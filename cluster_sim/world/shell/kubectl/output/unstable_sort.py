"""The order in which Go's sort.Sort leaves what compares equal.

kubectl sorts events and tables with sort.Sort, which is not stable: events of the same second
come out in an order of its own. That order is a property of the algorithm, pattern-defeating
quicksort, with the thresholds of Go's standard library (package sort); so it is repeated here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item")

_MAX_INSERTION = 12
_SHORTEST_NINTHER = 50
_MAX_SWAPS = 12
_MAX_STEPS = 5
_SHORTEST_SHIFTING = 50
_WORD = (1 << 64) - 1


def sorted_as_go(items: Iterable[Item], less: Callable[[Item, Item], bool]) -> list[Item]:
    """The items in the order sort.Sort gives them; ``less`` as Go's Less."""
    sorter = _Sorter(list(items), less)
    sorter.sort(0, len(sorter.items), len(sorter.items).bit_length())
    return sorter.items


class _Sorter(Generic[Item]):
    """Sorts ``items`` in place; positions are half-open ranges [start, end)."""

    def __init__(self, items: list[Item], less: Callable[[Item, Item], bool]) -> None:
        self.items = items
        self._compare = less
        self._swaps = 0

    def sort(self, start: int, end: int, limit: int) -> None:
        """Sort a range; after ``limit`` unbalanced partitions it is heap-sorted."""
        balanced = partitioned = True
        while end - start > _MAX_INSERTION:
            if limit == 0:
                self._heap_sort(start, end)
                return
            if not balanced:
                self._break_patterns(start, end)
                limit -= 1
            pivot, rising = self._choose_pivot(start, end)
            if balanced and partitioned and rising and self._nearly_sorted(start, end):
                return
            if start > 0 and not self._less(start - 1, pivot):
                start = self._partition_equal(start, end, pivot)
                continue
            middle, partitioned = self._partition(start, end, pivot)
            least = (end - start) // 8
            if middle - start < end - middle:
                balanced = middle - start >= least
                self.sort(start, middle, limit)
                start = middle + 1
            else:
                balanced = end - middle >= least
                self.sort(middle + 1, end, limit)
                end = middle
        self._insertion_sort(start, end)

    def _less(self, one: int, other: int) -> bool:
        return self._compare(self.items[one], self.items[other])

    def _swap(self, one: int, other: int) -> None:
        items = self.items
        items[one], items[other] = items[other], items[one]

    def _insertion_sort(self, start: int, end: int) -> None:
        for at in range(start + 1, end):
            while at > start and self._less(at, at - 1):
                self._swap(at, at - 1)
                at -= 1

    def _heap_sort(self, start: int, end: int) -> None:
        size = end - start
        for root in range((size - 1) // 2, -1, -1):
            self._sift_down(root, size, start)
        for last in range(size - 1, -1, -1):
            self._swap(start, start + last)
            self._sift_down(0, last, start)

    def _sift_down(self, root: int, size: int, start: int) -> None:
        while (child := 2 * root + 1) < size:
            if child + 1 < size and self._less(start + child, start + child + 1):
                child += 1
            if not self._less(start + root, start + child):
                return
            self._swap(start + root, start + child)
            root = child

    def _partition(self, start: int, end: int, pivot: int) -> tuple[int, bool]:
        """Smaller ones before the pivot; where it is then, and whether nothing had to move."""
        self._swap(start, pivot)
        low, high = self._narrow(start, start + 1, end - 1)
        untouched = low > high
        while low <= high:
            self._swap(low, high)
            low, high = self._narrow(start, low + 1, high - 1)
        self._swap(high, start)
        return high, untouched

    def _narrow(self, pivot: int, low: int, high: int) -> tuple[int, int]:
        while low <= high and self._less(low, pivot):
            low += 1
        while low <= high and not self._less(high, pivot):
            high -= 1
        return low, high

    def _partition_equal(self, start: int, end: int, pivot: int) -> int:
        """Those equal to the pivot first; where the greater ones begin."""
        self._swap(start, pivot)
        low, high = start + 1, end - 1
        while True:
            while low <= high and not self._less(start, low):
                low += 1
            while low <= high and self._less(start, high):
                high -= 1
            if low > high:
                return low
            self._swap(low, high)
            low, high = low + 1, high - 1

    def _nearly_sorted(self, start: int, end: int) -> bool:
        """Put right a few pairs out of order; false when there are too many."""
        at = start + 1
        for _ in range(_MAX_STEPS):
            while at < end and not self._less(at, at - 1):
                at += 1
            if at == end:
                return True
            if end - start < _SHORTEST_SHIFTING:
                return False
            self._swap(at, at - 1)
            self._shift(start, at, end)
        return False

    def _shift(self, start: int, at: int, end: int) -> None:
        """Move the smaller of a swapped pair down and the greater up."""
        down = at - 1 if at - start >= 2 else 0
        while down >= 1 and self._less(down, down - 1):
            self._swap(down, down - 1)
            down -= 1
        up = at + 1 if end - at >= 2 else end
        while up < end and self._less(up, up - 1):
            self._swap(up, up - 1)
            up += 1

    def _break_patterns(self, start: int, end: int) -> None:
        """Scatter three items by a random sequence seeded with the length."""
        length = end - start
        modulus = 1 << length.bit_length()
        middle = start + length // 4 * 2
        chance = length
        for step in range(3):
            chance ^= chance << 13 & _WORD
            chance ^= chance >> 7
            chance ^= chance << 17 & _WORD
            other = chance & (modulus - 1)
            self._swap(middle - 1 + step, start + (other - length if other >= length else other))

    def _choose_pivot(self, start: int, end: int) -> tuple[int, bool]:
        """A median of three or nine; whether the range seems to rise (it is turned if it falls)."""
        quarter = (end - start) // 4
        first, second, third = (start + quarter * part for part in (1, 2, 3))
        self._swaps = 0
        if end - start >= _SHORTEST_NINTHER:
            first, second, third = (
                self._median(at - 1, at, at + 1) for at in (first, second, third)
            )
        pivot = self._median(first, second, third)
        if self._swaps < _MAX_SWAPS:
            return pivot, self._swaps == 0
        self.items[start:end] = self.items[start:end][::-1]
        return (end - 1) - (pivot - start), True

    def _median(self, low: int, middle: int, high: int) -> int:
        low, middle = self._ordered(low, middle)
        middle, high = self._ordered(middle, high)
        return self._ordered(low, middle)[1]

    def _ordered(self, one: int, other: int) -> tuple[int, int]:
        if self._less(other, one):
            self._swaps += 1
            return other, one
        return one, other
