"""What is wrong with a manifest before anything is applied, each fault on its line.

First whether it is YAML, then its fields and their types by the published schema, and when those
are right what the API server itself would say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.shell.editor.checks import Fault, field_faults
from cluster_sim.world.shell.editor.inert import inert_fields
from cluster_sim.world.shell.editor.nearness import nearest_kind
from cluster_sim.world.shell.editor.server import server_faults
from cluster_sim.world.shell.editor.words import say
from cluster_sim.world.shell.kubectl.documents import split
from cluster_sim.world.shell.kubectl.schema_fields import Field
from cluster_sim.world.shell.kubectl.yaml_nodes import (
    MAP,
    SCALAR,
    ManifestError,
    Node,
    compose,
    value_of,
)

Diagnostic = dict[str, Any]

_LONGEST: Final = 256 * 1024
_MOST: Final = 100
# What YAML takes for the end of a line and the editor does not.
_OTHER_BREAKS: Final = str.maketrans(dict.fromkeys("\r\x85\u2028\u2029", " "))


def diagnose(world: World, text: str, language: str) -> list[Diagnostic]:
    """The faults of a text with one or several manifests, in the order of the text.

    Each has ``line``, ``column``, ``endLine``, ``endColumn`` (from 0, the end exclusive),
    ``severity`` (``error``, ``warning``, or ``info`` for what the simulation only keeps) and
    ``message``: a sentence in French or English (``language``: ``fr``, ``en``), then the server's
    own words on a line of their own.
    """
    if len(text) > _LONGEST:
        return [_whole_line([], 0, say(language, "too-long"))]
    text = text.translate(_OTHER_BREAKS)
    lines = text.split("\n")
    found: list[Diagnostic] = []
    for first_line, part in split(text):
        found.extend(_document(world, lines, first_line, part, language))
        if len(found) >= _MOST:
            break
    found.sort(key=lambda each: (each["line"], each["column"]))
    return found[:_MOST]


def _document(
    world: World, lines: list[str], first_line: int, part: str, language: str
) -> Iterator[Diagnostic]:
    try:
        root = compose(part, first_line)
        if root is None or (root.kind == SCALAR and root.scalar is None):
            return
        for fault in _faults(world, root, language):
            yield _told(lines, fault)
    except ManifestError as problem:
        line = problem.line if problem.line is not None else first_line
        sentence = _syntax(lines, line, problem, language)
        yield _whole_line(lines, line, _with_words(sentence, problem))


def _syntax(lines: list[str], line: int, problem: ManifestError, language: str) -> str:
    said = str(problem)
    text = lines[line] if line < len(lines) else ""
    if "mapping values are not allowed" in said:
        return say(language, "colon")
    if "cannot start any token" in said and "\t" in text[: len(text) - len(text.lstrip())]:
        return say(language, "tab")
    return say(language, "yaml")


def _with_words(sentence: str, words: object) -> str:
    return f"{sentence}\n{words}"


def _faults(world: World, root: Node, language: str) -> Iterator[Fault]:
    """The faults of one document; a List is as many objects as it holds."""
    if root.kind != MAP:
        yield Fault(root, say(language, "no-object"))
        return
    kind = root.child("kind")
    items = root.child("items")
    if kind is not None and kind[1].scalar == "List" and items is not None:
        for item in items[1].items:
            yield from _faults(world, item, language)
        return
    yield from _object(world, root, language)


def _object(world: World, root: Node, language: str) -> Iterator[Fault]:
    version, kind = root.child("apiVersion"), root.child("kind")
    for found, missing in ((version, "no-version"), (kind, "no-kind")):
        if found is None or not isinstance(found[1].scalar, str):
            yield Fault(
                found[1] if found else root.entries[0][0] if root.entries else root,
                say(language, missing),
            )
            return
    assert version is not None and kind is not None, "both were found above"
    known = registry.of(world)
    try:
        resource = known.by_kind(version[1].scalar, kind[1].scalar)
    except registry.UnknownResource as unknown:
        sentence = _unknown_kind(known, version[1].scalar, kind[1].scalar, language)
        yield Fault(kind[1], _with_words(sentence, unknown))
        return
    field = Field.of_resource(resource)
    faults = list(field_faults(root, field, language)) if field else []
    yield from faults
    if not any(fault.severity == "error" for fault in faults):
        yield from server_faults(world, resource, root, value_of(root), language)
    yield from inert_fields(root, resource.inert, language)


def _unknown_kind(known: registry.Registry, version: str, kind: str, language: str) -> str:
    near = nearest_kind(known, version, kind)
    if near is None:
        return say(language, "unknown-kind", kind=kind, version=version)
    return say(
        language,
        "near-kind",
        kind=kind,
        version=version,
        near_kind=near.kind,
        near_version=near.api_version,
    )


def _told(lines: list[str], fault: Fault) -> Diagnostic:
    node = fault.node
    end_line, end_column = node.end_line, node.end_column
    if end_line != node.line:
        # Of what goes over several lines, the first one is enough to mark.
        end_line, end_column = node.line, len(lines[node.line].rstrip())
    return {
        "line": node.line,
        "column": node.column,
        "endLine": end_line,
        "endColumn": max(end_column, node.column + 1),
        "severity": fault.severity,
        "message": fault.message,
    }


def _whole_line(lines: list[str], line: int, message: str) -> Diagnostic:
    line = max(0, min(line, len(lines) - 1))
    text = lines[line] if lines else ""
    start = len(text) - len(text.lstrip())
    end = max(len(text.rstrip()), start + 1)
    return {
        "line": line,
        "column": start,
        "endLine": line,
        "endColumn": end,
        "severity": "error",
        "message": message,
    }
