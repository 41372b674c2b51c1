"""The tables of ``kubectl get``: one after the other, or row by row while it watches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Column, Object, Resource
from cluster_sim.world.shell.kubectl.output.escape import escaped
from cluster_sim.world.shell.kubectl.output.tabwriter import TabWriter

_BREAK = re.compile(r"[\f\n\r]")
_EVENT_WIDTH = len("MODIFIED")


@dataclass(frozen=True, slots=True)
class TableOptions:
    """The flags of ``kubectl get`` that shape tables.

    namespaces: a first column with the namespace (``-A``); kinds: ``pod/web`` in place of
    ``web`` (``--show-kind``, or several kinds asked for); label_columns: ``-L``.
    """

    wide: bool = False
    headers: bool = True
    namespaces: bool = False
    kinds: bool = False
    show_labels: bool = False
    label_columns: tuple[str, ...] = ()


@dataclass(slots=True)
class _Columns:
    """The columns of one table with the rows under them, ready to be written."""

    names: list[str]
    rows: list[list[str]] = field(default_factory=list)


class TableOutput:
    """Writes tables as ``kubectl get`` does: a header for each kind, kinds set apart by a line.

    ``print`` takes one table (or one row of it, when watching); ``take`` gives the text.
    """

    def __init__(self, options: TableOptions) -> None:
        self._options = options
        self._writer = TabWriter(min_width=6, padding=3, remember_widths=True)
        self._kind = ""
        self._header: tuple[Column, ...] | None = None
        self._text = ""
        self._written = False
        self._separate = False
        self._namespaces = False

    def print(
        self, resource: Resource, rows: Sequence[Sequence[Any]], objects: Sequence[Object],
        event: str = "",
    ) -> None:  # fmt: skip
        """Add rows of one kind.

        rows: the cells of each object, wide ones included, as the server answers them;
        objects: the objects themselves, for namespaces and labels; event: the kind of watch
        event to show in a first column (``--output-watch-events``).
        """
        if resource.key != self._kind:
            self._next_kind(resource)
        if not rows:
            return
        table = self._decorated(resource, rows, objects, event)
        if self._options.headers and self._header != resource.columns:
            self._write(self._widened(table))
        self._header = resource.columns
        for row in table.rows:
            self._write(row)

    def take(self) -> str:
        """The text of what was added since the last call."""
        self._drain()
        text, self._text = self._text, ""
        return text

    def pause(self) -> tuple[str, list[int]]:
        """What a later output needs to go on under the same columns: plain data."""
        return (self._kind if self._header is not None else "", self._writer.widths)

    def resume(self, resource: Resource, kind: str, widths: Sequence[int]) -> None:
        """Go on where an earlier output of this resource paused."""
        if kind != resource.key:
            return
        self._kind, self._header = kind, resource.columns
        self._written = True
        self._namespaces = self._options.namespaces and resource.namespaced
        self._writer.widths = list(widths)

    def _next_kind(self, resource: Resource) -> None:
        self._drain()
        self._writer.forget_widths()
        self._separate = self._written and self._options.headers
        # Once a kind was shown with its namespaces, those after it are too, whatever they are.
        self._namespaces = self._namespaces or (self._options.namespaces and resource.namespaced)
        self._kind = resource.key
        self._header = None

    def _drain(self) -> None:
        self._writer.flush()
        laid_out = self._writer.take()
        if laid_out and self._separate:
            self._text += "\n"
            self._separate = False
        self._text += laid_out
        self._written = self._written or bool(laid_out)

    def _write(self, cells: list[str]) -> None:
        self._writer.write("\t".join(cells) + "\n")

    def _decorated(
        self, resource: Resource, rows: Sequence[Sequence[Any]], objects: Sequence[Object],
        event: str,
    ) -> _Columns:  # fmt: skip
        shown_at = [at for at, column in enumerate(resource.columns) if self._shows(column)]
        table = _Columns(self._names(resource, shown_at, event))
        name_at = next((at for at, c in enumerate(resource.columns) if c.name == "Name"), -1)
        for cells, obj in zip(rows, objects, strict=True):
            texts = [_cell(cell) for cell in cells]
            if self._options.kinds and name_at >= 0:
                texts[name_at] = f"{_kind(resource)}/{texts[name_at]}"
            table.rows.append(self._row([texts[at] for at in shown_at], obj, event))
        return table

    def _names(self, resource: Resource, shown_at: list[int], event: str) -> list[str]:
        names = ["EVENT"] if event else []
        names += ["NAMESPACE"] if self._namespaces else []
        names += [resource.columns[at].name.upper() for at in shown_at]
        names += [key.rpartition("/")[2].upper() for key in self._options.label_columns]
        return names + (["LABELS"] if self._options.show_labels else [])

    def _row(self, cells: list[str], obj: Object, event: str) -> list[str]:
        metadata = obj.get("metadata", {})
        marked = metadata.get("labels") or {}
        before = [event.ljust(_EVENT_WIDTH)] if event else []
        before += [metadata.get("namespace", "")] if self._namespaces else []
        after = [marked.get(key, "") for key in self._options.label_columns]
        after += [labels.format_set(marked)] if self._options.show_labels else []
        return before + cells + after

    def _shows(self, column: Column) -> bool:
        return self._options.wide or not column.wide

    def _widened(self, table: _Columns) -> list[str]:
        """The header, padded to the bytes of the widest cells.

        kubectl pads so that columns keep their width over flushes; it shows only where a
        character takes several bytes.
        """
        widths = [
            max(len(row[at].encode()) for row in table.rows) for at in range(len(table.names))
        ]
        last = len(table.names) - 1
        return [
            name if at == last else name.ljust(widths[at]) for at, name in enumerate(table.names)
        ]


def _kind(resource: Resource) -> str:
    kind = resource.kind.lower()
    return f"{kind}.{resource.group}" if resource.group else kind


def _cell(value: Any) -> str:
    """A cell as kubectl prints it: one line, nothing that steers the terminal."""
    text = "" if value is None else shown(value)
    cut = _BREAK.search(text)
    return escaped(text[: cut.start()]) + "..." if cut else escaped(text)
