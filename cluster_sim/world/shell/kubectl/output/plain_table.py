"""Tables that kubectl lays out by itself, without the server's columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cluster_sim.world.shell.kubectl.output.tabwriter import TabWriter

# cli-runtime/pkg/printers/tabwriter.go
MIN_WIDTH, PADDING = 6, 3


def plain_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows under their headers; no headers when there are none."""
    writer = TabWriter(MIN_WIDTH, PADDING)
    for row in [headers, *rows] if headers else rows:
        writer.write("\t".join(row) + "\n")
    writer.flush()
    return writer.take()
