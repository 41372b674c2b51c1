"""Folders: they are there when something is in them, or when the image or a mount has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cluster_sim.world.containers.programs.image_files import DIRECTORIES

if TYPE_CHECKING:
    from cluster_sim.world.containers.programs.sh.shell import Shell

# What ls shows of the folders that every image has.
SHOWN = tuple(path for path in DIRECTORIES if path not in ("/", "/data"))
# A file of this name stands for an empty folder.
KEPT = ".directory"


def is_directory(shell: Shell, path: str) -> bool:
    """Whether there is a directory at a path."""
    if path in DIRECTORIES or path in shell.directories:
        return True
    inside = path.rstrip("/") + "/"
    return any(name.startswith(inside) for name in (*shell.files, *shell.directories))


def children(shell: Shell, path: str) -> list[str]:
    """The names in a folder, in order; those that begin with a dot included."""
    inside = path.rstrip("/") + "/"
    names = {each[len(inside) :].split("/")[0] for each in shell.files if each.startswith(inside)}
    for folder in (*shell.directories, *SHOWN):
        if folder.startswith(inside):
            names.add(folder[len(inside) :].split("/")[0])
    return sorted(name for name in names if name and name != KEPT)
