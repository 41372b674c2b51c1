"""Elastic tab stops: columns as wide as their widest neighbouring cell.

The algorithm is that of Go's text/tabwriter (left aligned, padded with spaces), with the
one addition kubectl needs for ``--watch``: widths remembered from one flush to the next.
"""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[\t\v\n\f]")


class TabWriter:
    """Takes text whose cells end with a tab, gives it back aligned.

    min_width: the narrowest column; padding: spaces after the widest cell of a column;
    remember_widths: a column never gets narrower than it was in an earlier flush.
    """

    def __init__(self, min_width: int, padding: int, remember_widths: bool = False) -> None:
        self._min_width = min_width
        self._padding = padding
        self._remembers = remember_widths
        self._remembered: list[int] = []
        self._lines: list[list[str]] = [[]]
        self._cell = ""
        self._out: list[str] = []

    def write(self, text: str) -> None:
        """Add text; a tab ends a cell, a line feed ends a line."""
        start = 0
        for found in _BREAKS.finditer(text):
            self._cell += text[start : found.start()]
            start = found.end()
            self._end_cell(found.group())
        self._cell += text[start:]

    def flush(self) -> None:
        """Lay out what was written so far; later lines start new columns."""
        if self._cell:
            self._lines[-1].append(self._cell)
            self._cell = ""
        self._format(0, len(self._lines), [])
        self._lines = [[]]

    def take(self) -> str:
        """The text laid out since the last call."""
        text = "".join(self._out)
        self._out = []
        return text

    @property
    def widths(self) -> list[int]:
        """The widths remembered so far."""
        return list(self._remembered)

    @widths.setter
    def widths(self, known: list[int]) -> None:
        self._remembered = known

    def forget_widths(self) -> None:
        """Let columns be as narrow again as their cells allow."""
        self._remembered = []

    def _end_cell(self, end: str) -> None:
        line = self._lines[-1]
        line.append(self._cell)
        self._cell = ""
        if end in "\n\f":
            self._lines.append([])
            # A line of one cell ends every column above it: nothing below can widen them.
            if end == "\f" or len(line) == 1:
                self.flush()

    def _format(self, first: int, last: int, widths: list[int]) -> None:
        column = len(widths)
        this = first
        while this < last:
            if column >= len(self._lines[this]) - 1:
                this += 1
                continue
            self._write_lines(first, this, widths)
            first = this
            width = self._min_width
            while this < last and column < len(self._lines[this]) - 1:
                width = max(width, len(self._lines[this][column]) + self._padding)
                this += 1
            if self._remembers:
                width = self._remember(widths, width)
            self._format(first, this, [*widths, width])
            first = this
        self._write_lines(first, last, widths)

    def _remember(self, widths: list[int], width: int) -> int:
        """The width of the column right of ``widths``: the widest it ever had."""
        known = self._remembered
        if len(known) < len(widths):
            known.extend(widths[len(known) :])
        column = len(widths)
        if column == len(known):
            known.append(width)
        known[column] = max(known[column], width)
        return known[column]

    def _write_lines(self, first: int, last: int, widths: list[int]) -> None:
        for number in range(first, last):
            for column, cell in enumerate(self._lines[number]):
                pad = widths[column] - len(cell) if column < len(widths) else 0
                self._out.append(cell + " " * pad)
            if number + 1 < len(self._lines):
                self._out.append("\n")
