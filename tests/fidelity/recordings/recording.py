"""A recording as its folder holds it: what was typed when, what was printed, what happened."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Typed:
    """A command at ``time`` seconds and what it printed; ``harness``: no command of kubectl."""

    time: float
    line: str
    stdout: str
    stderr: str
    status: int
    harness: bool = False


@dataclass(frozen=True)
class Recording:
    """``events``: (seconds, event) as first seen; ``lives``: object → its states in order."""

    name: str
    namespace: str
    files: dict[str, str]
    commands: list[Typed]
    events: list[tuple[float, dict[str, Any]]]
    changes: list[dict[str, Any]]
    duration: float

    @property
    def namespaces(self) -> list[str]:
        """Its own, and further ones that its commands name after it."""
        lines = "\n".join(typed.line for typed in self.commands)
        return sorted({self.namespace, *re.findall(rf"\b{self.namespace}-\d\b", lines)})


def load(folder: Path) -> Recording:
    """The recording in a folder."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    changes = list(_lines(folder / "watch.jsonl"))
    events = [
        (change["t"], change["fields"])
        for change in changes
        if change["kind"] == "Event" and change["type"] == "ADDED"
    ]
    files = {path.name: path.read_text("utf-8") for path in (folder / "manifests").glob("*")}
    commands = [_typed(row) for row in _lines(folder / "commands.jsonl") if _is_typed(row)]
    return Recording(
        meta["name"], meta["namespace"], files, commands, events, changes, meta["duration_s"]
    )


def _is_typed(row: dict[str, Any]) -> bool:
    return "cmd" in row and "lines" not in row


def _typed(row: dict[str, Any]) -> Typed:
    if row.get("harness"):
        return Typed(row["t"], row["cmd"], "", "", 0, harness=True)
    return Typed(row["t"], row["cmd"], row["stdout"], row["stderr"], row["rc"])


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
