"""The student's files: objects of the world, so that they rewind and fork with it.

A file is ``Key("files", "", path)`` with its ``text``; a folder is the same with a slash at the
end of its path and ``folder`` true. Paths are those of ``paths``.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.shell import paths
from cluster_sim.world.shell.limits import LONGEST_FILE, MOST_FILE_BYTES, MOST_FILES

FILES = "files"
# Who writes them from the terminal.
ACTOR = "student"


class FileFault(ValueError):
    """Something that cannot be done to a file; the message is the system's own."""


def listing(world: World) -> list[list[Any]]:
    """All files as [path, size in bytes], by path."""
    rows = world.store.table(FILES).items()
    return sorted([name, size(file)] for (_, name), file in rows if not name.endswith("/"))


def size(file: dict[str, Any]) -> int:
    """The bytes of a file object."""
    return len(file["text"].encode())


def read(world: World, path: str) -> str | None:
    """The text of the file at ``path``, None when there is none."""
    file = world.store.get(FILES, "", path)
    return None if file is None else file["text"]


def is_folder(world: World, path: str) -> bool:
    """Whether there is a folder at ``path``: the home, one made, or one that holds something."""
    if not path or world.store.get(FILES, "", f"{path}/") is not None:
        return True
    return any(name.startswith(f"{path}/") for _, name in world.store.table(FILES))


def exists(world: World, path: str) -> bool:
    """Whether there is a file or a folder at ``path``."""
    return read(world, path) is not None or is_folder(world, path)


def children(world: World, folder: str) -> dict[str, dict[str, Any] | None]:
    """What lies directly in a folder, by name: a file object, or None for a folder."""
    start = f"{folder}/" if folder else ""
    found: dict[str, dict[str, Any] | None] = {}
    for (_, path), file in world.store.table(FILES).items():
        rest = path.removeprefix(start)
        if path.startswith(start) and rest:
            name, slash, _ = rest.partition("/")
            found[name] = None if slash else file
    return {name: found[name] for name in sorted(found)}


def write(world: World, path: str, text: str, actor: str) -> None:
    """Put a file there. FileFault: a bad name, a folder in its place, no folder, or no room."""
    path = path.removeprefix("./")
    _check_place(world, path)
    if is_folder(world, path):
        raise FileFault("Is a directory")
    _check_room(world, path, text)
    # What a process adds to a file again and again is one change each time, as on a disk.
    world.write(Key(FILES, "", path), {"text": text}, actor)


def make_folder(world: World, path: str, actor: str) -> None:
    """Make a folder. FileFault: a bad name, something in its place, no folder to put it in."""
    _check_place(world, path)
    if exists(world, path):
        raise FileFault("File exists")
    if len(world.store.table(FILES)) >= MOST_FILES:
        raise FileFault("Disk quota exceeded")
    world.write(Key(FILES, "", f"{path}/"), {"text": "", "folder": True}, actor)


def remove(world: World, path: str, actor: str) -> None:
    """Take away a file, or a folder with everything in it; a folder above it stays."""
    above = paths.parent(path)
    if above and world.store.get(FILES, "", f"{above}/") is None:
        world.write(Key(FILES, "", f"{above}/"), {"text": "", "folder": True}, actor)
    for _, name in list(world.store.table(FILES)):
        if name in (path, f"{path}/") or name.startswith(f"{path}/"):
            world.write(Key(FILES, "", name), None, actor)


def _check_place(world: World, path: str) -> None:
    fault = paths.fault(path)
    steps = path.split("/")
    if fault or any(step in ("", ".", "..") for step in steps):
        raise FileFault(fault or "Invalid argument")
    for end in range(1, len(steps)):
        above = "/".join(steps[:end])
        if read(world, above) is not None:
            raise FileFault("Not a directory")
        if not is_folder(world, above):
            raise FileFault("No such file or directory")


def _check_room(world: World, path: str, text: str) -> None:
    try:
        length = len(text.encode())
    except UnicodeEncodeError:
        raise FileFault("Invalid or incomplete multibyte or wide character") from None
    if length > LONGEST_FILE:
        raise FileFault("File too large")
    table = world.store.table(FILES)
    others = sum(size(file) for (_, name), file in table.items() if name != path)
    new = ("", path) not in table
    if others + length > MOST_FILE_BYTES or (new and len(table) >= MOST_FILES):
        raise FileFault("Disk quota exceeded")
