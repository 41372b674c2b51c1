"""What may stand at a place of a manifest: keys, values of enumerations, versions and kinds.

Works on a text that is being written, hence by its indentation rather than as YAML.
"""

from __future__ import annotations

import re
from typing import Any, Final

from cluster_sim.world.kube.api.registry import Registry, UnknownResource
from cluster_sim.world.shell.editor import outline
from cluster_sim.world.shell.editor.outline import Place
from cluster_sim.world.shell.editor.values import known_keys, known_values
from cluster_sim.world.shell.kubectl.schema_fields import Field

Suggestion = dict[str, str]

_IDENTITY: Final = re.compile(r"(apiVersion|kind)\s*:\s*[\"']?([\w./-]+)")
_HEADS: Final = ("apiVersion", "kind", "metadata", "spec")
_LONGEST: Final = 256 * 1024


def suggest(
    known: Registry, text: str, line: int, column: int
) -> tuple[list[int], list[Suggestion]]:
    """Where the word at the cursor begins ``[line, column]``, and what may stand for it.

    ``known`` are the kinds that the cluster serves. Lines and columns count from 0. Each
    suggestion has ``label``, ``type`` (``property`` or ``enum``), ``detail`` (the field's type)
    and ``doc`` (from the published schema).
    """
    lines = text.split("\n") if len(text) <= _LONGEST else []
    if not 0 <= line < len(lines):
        return [line, column], []
    place = outline.place(lines, line, max(0, min(column, len(lines[line]))))
    if place is None:
        return [line, column], []
    found = (_values if place.key is not None else _keys)(known, lines, place)
    fitting = [each for each in found if each["label"].lower().startswith(place.typed.lower())]
    return [line, place.column], fitting


def _keys(known: Registry, lines: list[str], place: Place) -> list[Suggestion]:
    holder = _holder(known, lines, place)
    if holder is None:
        return [_told(name, "", "") for name in _HEADS] if not place.path else []
    if not holder.fields():
        return [
            _told(name, "", "") for name in known_keys(place.path) if name not in place.siblings
        ]
    missing = [name for name in holder.fields() if name not in place.siblings]
    if not place.path:
        missing = [name for name in missing if name != "status"]
    # What must be there comes first, then what is written most: the rest by name.
    missing.sort(key=lambda name: (name not in holder.required, name))
    return [
        _told(name, _detail(holder, name), holder.fields()[name].description) for name in missing
    ]


def _detail(holder: Field, name: str) -> str:
    shown = holder.fields()[name].shown
    return f"{shown} *" if name in holder.required else shown


def _told(label: str, detail: str, doc: str) -> Suggestion:
    return {"label": label, "type": "property", "detail": detail, "doc": doc}


def _values(known: Registry, lines: list[str], place: Place) -> list[Suggestion]:
    version, kind = _identity(lines, place.line)
    if not place.path and place.key == "apiVersion":
        return _enum(_versions(known, kind))
    if not place.path and place.key == "kind":
        return _enum(_kinds(known, version))
    holder = _holder(known, lines, place)
    if holder is None or place.key is None:
        return []
    field = holder.fields().get(place.key)
    if field is None:
        return []
    return _enum(known_values(field, holder, place.key), field.shown)


def _enum(labels: list[str], detail: str = "") -> list[Suggestion]:
    return [{"label": each, "type": "enum", "detail": detail, "doc": ""} for each in labels]


def _versions(known: Registry, kind: str) -> list[str]:
    of_kind = [each.api_version for each in known.resources if each.kind == kind]
    return list(dict.fromkeys(of_kind or [each.api_version for each in known.resources]))


def _kinds(known: Registry, version: str) -> list[str]:
    of_version = [each.kind for each in known.resources if each.api_version == version]
    return sorted(of_version or [each.kind for each in known.resources])


def _holder(known: Registry, lines: list[str], place: Place) -> Field | None:
    """The field that holds what is written at the place, by the kind of its document."""
    version, kind = _identity(lines, place.line)
    if kind and not version:
        version = next(iter(_versions(known, kind)), "")
    try:
        found = Field.of_resource(known.by_kind(version, kind))
    except UnknownResource:
        return None
    for step in place.path:
        found = None if found is None else found.step(step)
    return found


def _identity(lines: list[str], line: int) -> tuple[str, str]:
    """The apiVersion and the kind of the document around a line, empty where they are not yet."""
    first, last = outline.document(lines, line)
    told: dict[str, Any] = {}
    for each in lines[first:last]:
        found = _IDENTITY.match(each)
        if found:
            told.setdefault(found[1], found[2])
    return told.get("apiVersion", ""), told.get("kind", "")
