"""``-o custom-columns=NAME:.metadata.name,…`` (kubectl's customcolumn.go)."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_sim.world.kube.api import jsonpath
from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.output.escape import escaped
from cluster_sim.world.shell.kubectl.output.faults import PrinterError
from cluster_sim.world.shell.kubectl.output.tabwriter import TabWriter


class CustomColumns:
    """Writes the chosen fields of objects under headers of one's own.

    spec: ``HEADER:path,…``; headers: whether the first line shows them.
    Raises PrinterError when the spec cannot be read.
    """

    def __init__(self, spec: str, headers: bool = True) -> None:
        if not spec:
            raise PrinterError("custom-columns format specified but no custom columns given")
        self._columns = [_column(part) for part in spec.split(",")]
        self._header_due = headers
        self._writer = TabWriter(min_width=6, padding=3, remember_widths=True)

    def print(self, objects: Sequence[Object]) -> None:
        """Add a line for each object."""
        if self._header_due:
            self._write([header for header, _ in self._columns])
            self._header_due = False
        try:
            templates = [jsonpath.parse(path) for _, path in self._columns]
            for obj in objects:
                self._write([_values(template, obj) for template in templates])
        except jsonpath.JSONPathError as error:
            raise PrinterError(str(error)) from error

    def take(self) -> str:
        """The text of what was added since the last call."""
        self._writer.flush()
        return self._writer.take()

    def _write(self, cells: list[str]) -> None:
        self._writer.write("\t".join(cells) + "\n")


def _column(part: str) -> tuple[str, str]:
    header, colon, path = part.partition(":")
    if not colon:
        raise PrinterError(
            f"unexpected custom-columns spec: {part}, expected <header>:<json-path-expr>"
        )
    try:
        return header, jsonpath.relaxed(path)
    except jsonpath.JSONPathError as error:
        raise PrinterError(str(error)) from error


def _values(template: jsonpath.Template, obj: Object) -> str:
    found = template.find(obj, allow_missing=True)
    texts = [escaped(shown(value)) for values in found for value in values]
    return ",".join(texts if found and found[0] else ["<none>", *texts])
