"""Paths of the student's home: everything that there is lies below ``/home/etudiante``.

Inside the world a path is relative to the home, without a leading or trailing slash; the home
itself is the empty text.
"""

from __future__ import annotations

from cluster_sim.world.shell.limits import LONGEST_NAME, LONGEST_PATH

HOME = "/home/etudiante"
NULL = "/dev/null"


class Outside(ValueError):
    """The path leads out of the home folder."""


def resolve(folder: str, path: str) -> str:
    """``path`` as typed in ``folder``, relative to the home; Outside when it lies elsewhere."""
    absolute = path if path.startswith("/") else f"{HOME}/{folder}/{path}"
    steps: list[str] = []
    for step in absolute.split("/"):
        if step == "..":
            if steps:
                steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    home = HOME.strip("/").split("/")
    if steps[: len(home)] != home:
        raise Outside(path)
    return "/".join(steps[len(home) :])


def absolute(path: str) -> str:
    """The path as ``pwd`` prints it."""
    return f"{HOME}/{path}" if path else HOME


def shown(path: str) -> str:
    """The path as the prompt shows it."""
    return f"~/{path}" if path else "~"


def parent(path: str) -> str:
    """The folder that a path lies in."""
    return path.rpartition("/")[0]


def name(path: str) -> str:
    """The last step of a path."""
    return path.rpartition("/")[2]


def fault(path: str) -> str | None:
    """What is wrong with a path as a name for something new, in the system's words."""
    if len(path) > LONGEST_PATH or any(len(step) > LONGEST_NAME for step in path.split("/")):
        return "File name too long"
    if not path or any(not character.isprintable() for character in path):
        return "Invalid argument"
    return None
