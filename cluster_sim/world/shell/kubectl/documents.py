"""The documents of a text: YAML set apart by ``---``, or JSON objects one after the other.

A text that begins with ``{`` is taken for JSON as long as it can be. Where it no longer can the
rest is YAML, unless two objects were read by then.

apimachinery/pkg/util/yaml/decoder.go
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from cluster_sim.world.shell.kubectl.yaml_nodes import MOST_DEPTH, ManifestError, compose, value_of

MOST_BYTES: Final = 1024 * 1024
_SEPARATOR: Final = "---"
_CONVERTING: Final = "error converting YAML to JSON: "
# What Go says of a character that may not stand there, by what Python says.
_UNEXPECTED: Final = {
    "Expecting property name enclosed in double quotes": (
        "looking for beginning of object key string"
    ),
    "Expecting ':' delimiter": "after object key",
    "Expecting ',' delimiter": "after object key:value pair",
}
_HALF: Final = re.compile("[\ud800-\udfff]")


def documents(text: str) -> Iterator[Any]:
    """The values of the documents that are not empty, one by one. Raises ManifestError."""
    if len(text) > MOST_BYTES:
        raise ManifestError(f"the text is longer than {MOST_BYTES} bytes")
    if text.lstrip().startswith("{"):
        yield from _json(text)
        return
    yield from _yamls(text)


def _yamls(text: str, before: int = 0) -> Iterator[Any]:
    """YAML documents of a text that comes after so many lines."""
    for first_line, part in split(text):
        yield from _yaml(part, before + first_line)


def split(text: str) -> list[tuple[int, str]]:
    """The YAML documents and the lines (from 0) where they begin."""
    found: list[tuple[int, list[str]]] = [(0, [])]
    for number, line in enumerate(text.split("\n")):
        if line.startswith(_SEPARATOR) and not _beside(line):
            found.append((number + 1, []))
        else:
            found[-1][1].append(line)
    return [(first, "\n".join(lines)) for first, lines in found]


def _beside(line: str) -> str:
    """What stands behind a separator and is no comment."""
    text = line[len(_SEPARATOR) :].strip()
    return "" if text.startswith("#") else text


def _yaml(text: str, first_line: int) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n")):
        if line.startswith(_SEPARATOR):
            problem = f"invalid Yaml document separator: {_beside(line)}"
            raise ManifestError(problem, first_line + number)
    try:
        root = compose(text, first_line)
    except ManifestError as problem:
        raise ManifestError(f"{_CONVERTING}{problem}", problem.line) from problem
    value = None if root is None else value_of(root)
    if value is not None:
        _check_numbers(value)
        yield value


def _check_numbers(value: Any) -> None:
    for number in _floats(value):
        if not math.isfinite(number):
            shown = "NaN" if math.isnan(number) else f"{'+' if number > 0 else '-'}Inf"
            raise ManifestError(f"{_CONVERTING}json: unsupported value: {shown}")


def _floats(value: Any) -> Iterator[float]:
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, float):
            yield each
        elif isinstance(each, dict):
            stack.extend(each.values())
        elif isinstance(each, list):
            stack.extend(each)


def _json(text: str) -> Iterator[Any]:
    """JSON objects; what is no JSON after the first may still be YAML."""
    decoder = json.JSONDecoder()
    at, end, count = _skip(text, 0), len(text), 0
    while at < end:
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as problem:
            if _skip(text, problem.pos) >= end:
                raise ManifestError("unexpected EOF", text.count("\n")) from problem
            yield from _after_json(text, at, count, problem)
            return
        except (RecursionError, ValueError) as problem:
            raise ManifestError("the text cannot be read as JSON") from problem
        _check_depth(value)
        _check_numbers(value)
        yield _readable(value)
        at, count = _skip(text, at), count + 1


def _after_json(text: str, at: int, count: int, problem: json.JSONDecodeError) -> Iterator[Any]:
    """What is no JSON from ``at`` on; what comes first there and is no YAML either is a fault."""
    offset, said = _unexpected(text, problem)
    if count > 1:
        raise ManifestError(said) from problem
    rest = _yamls(text[at:], text.count("\n", 0, at))
    try:
        yield from islice(rest, 1)
    except ManifestError as fault:
        raise ManifestError(f"json: offset {offset}: {said}", fault.line) from fault
    yield from rest


def _unexpected(text: str, problem: json.JSONDecodeError) -> tuple[int, str]:
    """How many bytes Go's JSON reader read and what it says then: encoding/json/scanner.go."""
    at, why = problem.pos, _UNEXPECTED.get(problem.msg, "looking for beginning of value")
    if text[at] == "-" and not text[at + 1 : at + 2].isdigit():
        at, why = at + 1, "in numeric literal"
    said = f"invalid character '{text[at]}' {why}" if at < len(text) else "unexpected EOF"
    return len(text[: at + 1].encode(errors="replace")), said


def _readable(value: Any) -> Any:
    """The value with U+FFFD for halves of characters, as Go reads them."""
    text = json.dumps(value, ensure_ascii=False)
    return json.loads(_HALF.sub("\ufffd", text)) if _HALF.search(text) else value


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _check_depth(value: Any) -> None:
    level, depth = [value], 0
    while level:
        if depth > MOST_DEPTH:
            raise ManifestError(f"json: exceeded max depth of {MOST_DEPTH}")
        depth += 1
        level = [
            child
            for each in level
            if isinstance(each, dict | list)
            for child in (each.values() if isinstance(each, dict) else each)
        ]
