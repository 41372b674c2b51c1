"""Any object whose kind has no description of its own: all its fields, by name."""

from __future__ import annotations

import re
from typing import Any

from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_SKIPPED = (
    ".metadata.managedFields",
    ".metadata.name",
    ".metadata.namespace",
    ".metadata.labels",
    ".metadata.annotations",
)
_ACRONYMS = ("API", "URL", "UID", "GUID")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+|-")


def write(w: Writer, obj: Object, on: Context) -> None:
    """Name, namespace, labels and annotations, then every other field."""
    write_identity(w, obj)
    _write_fields(w, 0, obj, "")
    write_events(w, obj, on)


def _write_fields(w: Writer, level: int, content: dict[str, Any], path: str) -> None:
    for name in sorted(content):
        here = f"{path}.{name}"
        if here in _SKIPPED:
            continue
        value = content[name]
        if isinstance(value, dict):
            w.line(level, f"{_label(name)}:")
            _write_fields(w, level + 1, value, here)
        elif isinstance(value, list):
            w.line(level, f"{_label(name)}:")
            _write_items(w, level + 1, value, here)
        else:
            w.field(level, _label(name), shown(value))


def _write_items(w: Writer, level: int, items: list[Any], path: str) -> None:
    for item in items:
        if isinstance(item, dict):
            _write_fields(w, level, item, path)
        else:
            w.line(level, shown(item))


def _label(name: str) -> str:
    """``apiVersion`` as ``API Version`` (smartLabelFor of kubectl)."""
    if not all(char.isalpha() or char == "-" for char in name):
        return name
    return " ".join(_word(part) for part in _merged(_WORDS.findall(name)))


def _merged(parts: list[str]) -> list[str]:
    """Capitals stay with the word behind them: ``HTTPServer`` is one word."""
    merged: list[str] = []
    rest = list(parts)
    while rest:
        part = rest.pop(0)
        if len(part) > 1 and part.isupper() and rest and rest[0][0].isupper():
            part += rest.pop(0)
        merged.append(part)
    return merged


def _word(part: str) -> str:
    if part.upper() in _ACRONYMS:
        return part.upper()
    return part.capitalize() if part.islower() else part
