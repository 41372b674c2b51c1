"""The functions that templates may call (text/template/funcs.go, cli-runtime template.go)."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus

from cluster_sim.world.shell.kubectl.output.go_template.faults import CallFault
from cluster_sim.world.shell.kubectl.output.go_template.printf import printf, shown
from cluster_sim.world.shell.kubectl.output.go_template.values import (
    MISSING,
    Int,
    truth,
    type_name,
)

_BASE64 = re.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_INCOMPATIBLE = "incompatible types for comparison"
_HTML = str.maketrans(
    {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&#34;", "'": "&#39;", "\0": "\ufffd"}
)
_JS = {
    "\\": "\\\\",
    "'": "\\'",
    '"': '\\"',
    "<": "\\u003C",
    ">": "\\u003E",
    "&": "\\u0026",
    "=": "\\u003D",
}


def _len(item: Any) -> Any:
    if item is None:
        raise CallFault("reflect: call of reflect.Value.Type on zero Value")
    if isinstance(item, str):
        return Int(len(item.encode(errors="replace")))
    if not isinstance(item, dict | list):
        raise CallFault(f"len of type {type_name(item)}")
    return Int(len(item))


def _index(item: Any, *indices: Any) -> Any:
    if item is None:
        raise CallFault("index of untyped nil")
    for index in indices:
        if item is None or item is MISSING:
            raise CallFault("index of nil pointer")
        item = _step(item, index)
    return item


def _step(item: Any, index: Any) -> Any:
    if isinstance(item, dict):
        if index is None:
            raise CallFault("value is nil; should be of type string")
        if not isinstance(index, str):
            raise CallFault(f"value has type {type_name(index)}; should be string")
        return item.get(index, MISSING)
    if not isinstance(item, str | list):
        raise CallFault(f"can't index item of type {type_name(item)}")
    if index is None:
        raise CallFault("cannot index slice/array with nil")
    if isinstance(index, bool) or not isinstance(index, int):
        raise CallFault(f"cannot index slice/array with type {type_name(index)}")
    parts: Any = item.encode(errors="replace") if isinstance(item, str) else item
    if index == len(parts):
        kind = "string" if isinstance(item, str) else "slice"
        raise CallFault(f"reflect: {kind} index out of range")
    if not 0 <= index < len(parts):
        raise CallFault(f"index out of range: {index}")
    return parts[index]


def _exists(item: Any, *indices: Any) -> bool:
    for index in indices:
        if (isinstance(item, dict) and isinstance(index, str) and index in item) or (
            isinstance(item, list) and type(index) in (int, Int) and 0 <= index < len(item)
        ):
            item = item[index]
        else:
            return False
    return True


def _basic(value: Any) -> str:
    """The kind by which values compare; empty for those that have no order."""
    kind = type_name(value)
    return {"int64": "int"}.get(kind, kind) if isinstance(value, bool | int | float | str) else ""


def _eq(first: Any, *others: Any) -> bool:
    if not others:
        raise CallFault("missing argument for comparison")
    return any(_same(first, other) for other in others)


def _same(first: Any, other: Any) -> bool:
    if _basic(first) != _basic(other):
        if first is None or other is None:
            return False
        raise CallFault(f"{_INCOMPATIBLE}: {type_name(first)} and {type_name(other)}")
    if _basic(first) or first is None or other is None:
        return bool(first == other)
    if type(first) is not type(other):
        raise CallFault(
            f"non-comparable types {shown(first)}: {type_name(first)}, "
            f"{shown(other)}: {type_name(other)}"
        )
    raise CallFault(f"non-comparable type {shown(first)}: {type_name(other)}")


def _less(first: Any, other: Any) -> bool:
    kinds = _basic(first), _basic(other)
    if "" in kinds:
        raise CallFault("invalid type for comparison")
    if kinds[0] != kinds[1]:
        raise CallFault(f"{_INCOMPATIBLE}: {type_name(first)} and {type_name(other)}")
    if kinds[0] == "bool":
        raise CallFault("invalid type for comparison")
    return bool(first < other)


def _base64decode(text: str) -> str:
    plain = text.replace("\r", "").replace("\n", "")
    found = _BASE64.match(plain)
    end = found.end() if found else 0
    try:
        if end != len(plain):
            raise Base64Error
        return b64decode(plain).decode(errors="replace")
    except Base64Error:
        fault = f"illegal base64 data at input byte {end}"
        raise CallFault(f"base64 decode failed: {fault}") from None


def _slice(item: Any, *indices: Any) -> Any:
    """``slice x 1 3`` is ``x[1:3]``."""
    if not isinstance(item, str | list):
        raise CallFault(f"can't slice item of type {type_name(item)}")
    if len(indices) > 2:
        raise CallFault("cannot 3-index slice a string")
    bounds = [0, len(item)]
    for at, index in enumerate(indices):
        if not isinstance(index, int) or not 0 <= index <= len(item):
            raise CallFault(f"index out of range: {shown(index)}")
        bounds[at] = index
    if bounds[0] > bounds[1]:
        raise CallFault(f"invalid slice index: {bounds[0]} > {bounds[1]}")
    return item[bounds[0] : bounds[1]]


def _html(*values: Any) -> str:
    return _print(*values).translate(_HTML)


def _js(*values: Any) -> str:
    text = _print(*values)
    return "".join(_JS.get(c) or (f"\\u{ord(c):04X}" if ord(c) < 32 else c) for c in text)


def _print(*values: Any) -> str:
    out = ""
    for at, value in enumerate(values):
        apart = at and not isinstance(value, str) and not isinstance(values[at - 1], str)
        out += (" " if apart else "") + shown(value)
    return out


# By name: what it does, how many arguments at least and, when that is settled, exactly, and
# whether the first must be a string. ``and`` and ``or`` are worked out by the evaluator.
NAMES: dict[str, tuple[Callable[..., Any], int, bool, bool]] = {
    "and": (lambda *values: values[-1], 1, False, False),
    "base64decode": (_base64decode, 1, True, True),
    "eq": (_eq, 1, False, False),
    "exists": (_exists, 1, False, False),
    "ge": (lambda a, b: not _less(a, b), 2, True, False),
    "gt": (lambda a, b: not _less(a, b) and not _same(a, b), 2, True, False),
    "index": (_index, 1, False, False),
    "le": (lambda a, b: _less(a, b) or _same(a, b), 2, True, False),
    "len": (_len, 1, True, False),
    "lt": (_less, 2, True, False),
    "ne": (lambda a, b: not _same(a, b), 2, True, False),
    "not": (lambda value: not truth(value), 1, True, False),
    "or": (lambda *values: values[-1], 1, False, False),
    "html": (_html, 0, False, False),
    "js": (_js, 0, False, False),
    "print": (_print, 0, False, False),
    "printf": (printf, 1, False, True),
    "slice": (_slice, 1, False, False),
    "urlquery": (lambda *values: quote_plus(_print(*values)), 0, False, False),
    "println": (lambda *values: " ".join(map(shown, values)) + "\n", 0, False, False),
}
