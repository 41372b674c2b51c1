"""What lies in a folder that a flag names."""

from __future__ import annotations

from cluster_sim.world.shell.process import Process


def directly_in(process: Process, folder: str) -> list[str]:
    """The paths of the files in the folder itself, in alphabetical order."""
    start = f"{folder.rstrip('/')}/"
    return [path for path in process.files(folder) if "/" not in path.removeprefix(start)]
