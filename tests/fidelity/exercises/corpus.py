"""Exercises and tutorials as their files hold them: commands, files, and what they lead to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LEFT_OUT = ("alt", "placeholder", "interactive")
_ERROR = re.compile(r"^\s*(Error from server|error:|Error:|The .* is invalid)", re.MULTILINE)
_NAMED = re.compile(r"(?:\bvim? |>\s*|-f )([\w./-]+\.ya?ml)\b")


@dataclass(frozen=True)
class Step:
    """Commands with what is expected of them, or a ``file`` to be written as ``name``.

    ``named``: the name is its own, and not one found in the commands around it.
    ``left_out``: one of several ways, or not to be typed as it is: it does not count.
    ``typed``: what is said to the program that the last command starts.
    """

    commands: tuple[str, ...] = ()
    left_out: bool = False
    printed: dict[str, Any] | None = None
    expected: tuple[dict[str, Any], ...] = ()
    fails: bool = False
    name: str = ""
    named: bool = False
    file: str = ""
    typed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """Steps one after the other; those of one ``page`` may build on those before."""

    id: str
    page: str
    steps: tuple[Step, ...]


def load(path: Path) -> list[Exercise]:
    """The exercises, or the modules of a tutorial, of a file."""
    data = json.loads(path.read_text("utf-8"))
    if isinstance(data, list):
        return [Exercise(row["id"], row["path"], tuple(_steps(row["steps"]))) for row in data]
    return [
        Exercise(row["id"], path.stem, tuple(_of_tutorial(step) for step in row["steps"]))
        for row in data["modules"]
    ]


def _steps(rows: list[dict[str, Any]]) -> list[Step]:
    texts = ["\n".join(row.get("commands", ())) for row in rows]
    steps = []
    for at, row in enumerate(rows):
        if "file" in row:
            name = row.get("filename", "")
            steps.append(Step(name=name or _name(texts, at), named=bool(name), file=row["file"]))
        elif row.get("commands"):
            steps.append(_step(row))
    return steps


def _name(texts: list[str], at: int) -> str:
    """The file that a text without a name is meant for: the one just opened, or used next."""
    before = _NAMED.findall("\n".join(texts[:at]))
    after = _NAMED.findall("\n".join(texts[at:]))
    return (before[-1:] or after[:1] or [""])[0]


def _step(row: dict[str, Any]) -> Step:
    printed = None if row.get("stale") else row.get("output")
    return Step(
        commands=tuple(row["commands"]),
        left_out=any(row.get(reason) for reason in _LEFT_OUT),
        printed=printed if printed and printed["lines"] else None,
        expected=tuple(row.get("expect", ())),
        fails=bool(row.get("output") and _ERROR.search(row["output"]["raw"])),
    )


def _of_tutorial(row: dict[str, Any]) -> Step:
    expected = row.get("expect", {})
    background = " &" if row.get("background") else ""
    return Step(
        commands=tuple(f"{command}{background}" for command in row["commands"]),
        expected=(expected,) if expected else (),
        fails=expected.get("exit") == "nonzero",
        typed=tuple(row.get("type", ())),
    )
