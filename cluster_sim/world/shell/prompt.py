"""What a terminal shows when it waits for a line."""

from __future__ import annotations

from cluster_sim.world.shell import paths

CONTINUATION = "> "
_USER = "etudiante@grappe"


def prompt(folder: str) -> str:
    """The prompt in a folder, the user in green.

    Spaces and dollars of a folder's name are shown as ``?``: pages tell a prompt by its shape.
    """
    place = "".join("?" if c.isspace() or c == "$" else c for c in paths.shown(folder))
    return f"\x1b[32m{_USER}\x1b[0m:{place}$ "
