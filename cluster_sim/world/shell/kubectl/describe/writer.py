"""The page that ``kubectl describe`` fills: indented lines whose tabs line up."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.output.escape import escaped
from cluster_sim.world.shell.kubectl.output.tabwriter import TabWriter


class Writer:
    """Writes text at a level of indentation, two spaces a level (PrefixWriter of kubectl).

    ``aligned`` False leaves the tabs as they are.
    """

    def __init__(self, aligned: bool = True) -> None:
        self._tabs = TabWriter(min_width=0, padding=2) if aligned else None
        self._plain: list[str] = []

    def put(self, level: int, text: str) -> None:
        """Add text as it is, after the indentation."""
        shown = escaped("  " * level + text)
        if self._tabs is None:
            self._plain.append(shown)
        else:
            self._tabs.write(shown)

    def line(self, level: int, text: str) -> None:
        """Add a line."""
        self.put(level, text + "\n")

    def field(self, level: int, name: str, value: object) -> None:
        """Add ``Name:  value``."""
        self.line(level, f"{name}:\t{value}")

    def flush(self) -> None:
        """Let the lines that follow have columns of their own."""
        if self._tabs is not None:
            self._tabs.flush()

    def text(self) -> str:
        """The whole page; nothing can be added after."""
        if self._tabs is None:
            return "".join(self._plain)
        self._tabs.flush()
        return self._tabs.take()
