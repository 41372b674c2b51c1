"""What a decoder notes while it reads an object: faults, unknown fields, and how much it read."""

from __future__ import annotations

import math
from typing import Any, Final

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.gotext import shown_float

# apiserver/pkg/server/config.go: MaxRequestBodyBytes; a node of a tree is some bytes long.
MAX_REQUEST_BYTES: Final = 3 * 1024 * 1024
_MAX_NODES: Final = 500_000
# sigs.k8s.io/json keeps at most this many faults of strictness.
_MAX_UNKNOWN: Final = 100

# Where the decoder is: what holds it, the segment, and the Go struct when it is a field's name.
Where = tuple[Any, str | int, str] | None


class DecodeLog:
    """Notes of one decoding: the first fault and the unknown fields, in the order they came."""

    __slots__ = ("_left_chars", "_left_nodes", "fault", "unknown")

    def __init__(self) -> None:
        self.fault = ""
        self.unknown: list[str] = []
        self._left_nodes = _MAX_NODES
        self._left_chars = MAX_REQUEST_BYTES

    def spend(self, nodes: int, chars: int = 0) -> None:
        """Count what was read. Raises StatusError (413) when it is too much."""
        self._left_nodes -= nodes
        self._left_chars -= chars
        if self._left_nodes < 0 or self._left_chars < 0:
            message = f"Request entity too large: limit is {MAX_REQUEST_BYTES}"
            raise errors.StatusError(errors.failure(413, "RequestEntityTooLarge", message))

    def mismatch(self, value: Any, go_type: str, where: Where) -> None:
        """A value of the wrong JSON type, worded as encoding/json's UnmarshalTypeError."""
        self.note(_mismatch(_described(value, go_type), go_type, where))

    def note(self, fault: str) -> None:
        """A fault; only the first one is told, as by encoding/json."""
        if not self.fault:
            self.fault = fault

    def unknown_field(self, where: Where) -> None:
        """A field that the type does not have."""
        if len(self.unknown) < _MAX_UNKNOWN:
            self.unknown.append(f'unknown field "{_full_path(where)}"')


def json_kind(value: Any) -> str:
    """What encoding/json calls the value: ``string``, ``number``, ``object``…"""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "string"
    if isinstance(value, int | float):
        return "number"
    return "object" if isinstance(value, dict) else "array"


def number_text(value: float) -> str:
    """The digits of a JSON number; a giant is abridged, for nobody wants a million digits."""
    if isinstance(value, float):
        return shown_float(value)
    if abs(value) >= 10**400:
        return f"{'-' if value < 0 else ''}1e+{int(math.log10(2) * value.bit_length())}"
    return str(value)


def _described(value: Any, go_type: str) -> str:
    numeric = go_type.startswith(("int", "float"))
    if numeric and isinstance(value, int | float) and not isinstance(value, bool):
        return f"number {number_text(value)}"
    return json_kind(value)


def _mismatch(described: str, go_type: str, where: Where) -> str:
    struct, fields = _field_path(where)
    target = f"Go struct field {struct}.{fields}" if struct else "Go value"
    return f"json: cannot unmarshal {described} into {target} of type {go_type}"


def _field_path(where: Where) -> tuple[str, str]:
    innermost, names = "", []
    while where is not None:
        holder, segment, struct = where
        if struct:
            innermost = innermost or struct
            names.append(str(segment))
        where = holder
    return innermost, ".".join(reversed(names))


def _full_path(where: Where) -> str:
    text = ""
    while where is not None:
        holder, segment, _ = where
        part = f"[{segment}]" if isinstance(segment, int) else f".{segment}"
        text = part + text
        where = holder
    return text.removeprefix(".")
