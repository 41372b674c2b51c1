"""Whether what was printed, or made, is what an exercise says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.client import Client


def missing(printed: dict[str, Any], text: str) -> list[str]:
    """The expected lines, or rows of a table, that were not printed."""
    lines = [line for line in text.split("\n") if line.strip()]
    if "table" not in printed:
        wanted = [line["re"] for line in printed["lines"]]
        return [pattern for pattern in wanted if not _found(pattern, lines)]
    wanted = printed["table"]["rows"]
    rows = table(text)
    if not wanted:
        return [] if rows is not None else ["a table"]
    return [str(row) for row in wanted if not _has_row(row, rows or [], lines)]


def unmet(expected: dict[str, Any], text: str, world: World) -> list[str]:
    """What else was expected and is not so: patterns of lines, tables, objects."""
    if expected.get("type") == "object":
        return list(_object_faults(expected, world))
    if expected.get("type") == "stdout":
        return missing({"lines": [expected]}, text)
    faults = missing({"lines": [{"re": each} for each in expected.get("stdout", ())]}, text)
    faults += _table_faults(expected.get("table", {}), table(text) or [])
    if "absent_row" in expected:
        faults += [line for line in text.split("\n") if line.startswith(expected["absent_row"])]
    if "json_has" in expected:
        faults += [name for name in expected["json_has"] if f'"{name}":' not in text]
    return faults


def table(text: str) -> list[dict[str, str]] | None:
    """The rows of a printed table, None when it is none."""
    header, *rows = [line for line in text.split("\n") if line.strip()] or [""]
    starts = [match.start() for match in re.finditer(r"\S+(?: \S+)*", header)]
    if len(starts) < 2 or not all(header[at].isupper() for at in starts):
        return None
    spans = list(zip(starts, [*starts[1:], None], strict=True))
    names = [header[start:end].strip() for start, end in spans]
    return [
        {name: row[a:b].strip() for name, (a, b) in zip(names, spans, strict=True)} for row in rows
    ]


def _found(pattern: str, lines: list[str]) -> bool:
    return any(re.search(pattern, line) for line in lines)


def _has_row(wanted: dict[str, str], rows: list[dict[str, str]], lines: list[str]) -> bool:
    if "_raw" in wanted:
        return _found(wanted["_raw"], lines)
    return any(
        any(name in row for name in wanted)
        and all(re.search(value, row[name]) for name, value in wanted.items() if name in row)
        for row in rows
    )


def _table_faults(wanted: dict[str, Any], rows: list[dict[str, str]]) -> Iterator[str]:
    for name in wanted.get("columns", ()):
        if rows and name not in rows[0]:
            yield f"no column {name}"
    for row in wanted.get("rows", ()):
        patterns = {
            name: value[1:] if value.startswith("~") else f"^{re.escape(value)}$"
            for name, value in row.items()
        }
        if not _has_row(patterns, rows, []):
            yield str(row)
    if len(rows) < wanted.get("min_rows", 0) or len(rows) != wanted.get("n_rows", len(rows)):
        yield f"{len(rows)} rows"


def _object_faults(expected: dict[str, Any], world: World) -> Iterator[str]:
    try:
        kind = registry.of(world).by_name(expected["resource"])
        namespace = expected.get("namespace", "default") if kind.namespaced else ""
        obj = Client(world, "student").get(kind.address, namespace, expected["name"])
    except (StatusError, registry.UnknownResource) as problem:
        yield str(problem)
        return
    for path, value in expected.get("fields", {}).items():
        found = _at(obj, path.split("."))
        if found != value and json.dumps(found) != json.dumps(value):
            yield f"{path} is {found!r}, not {value!r}"


def _at(value: Any, path: list[str]) -> Any:
    for step in path:
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = (value or {}).get(step)
    return value
