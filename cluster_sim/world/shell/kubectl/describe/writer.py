"""The page that ``kubectl describe`` fills: indented lines whose tabs line up."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.output.escape import escaped
from cluster_sim.world.shell.kubectl.output.tabwriter import TabWriter


class Writer:
    """Writes text at a level of indentation, two spaces a level (PrefixWriter of kubectl)."""

    def __init__(self) -> None:
        self._tabs = TabWriter(min_width=0, padding=2)

    def put(self, level: int, text: str) -> None:
        """Add text as it is, after the indentation."""
        self._tabs.write(escaped("  " * level + text))

    def line(self, level: int, text: str) -> None:
        """Add a line."""
        self.put(level, text + "\n")

    def field(self, level: int, name: str, value: object) -> None:
        """Add ``Name:  value``."""
        self.line(level, f"{name}:\t{value}")

    def flush(self) -> None:
        """Let the lines that follow have columns of their own."""
        self._tabs.flush()

    def text(self) -> str:
        """The whole page; nothing can be added after."""
        self._tabs.flush()
        return self._tabs.take()
