"""The difference of two pod specs as the server tells it, in the manner of go-cmp.

The server compares its internal structs (pkg/apis/core/types.go): capitalised Go names, fields
that are alike left out and counted. Here the fields are those that the two specs hold.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.gotext import quote, shown

_ABSENT: Any = None
# Names whose Go form is more than a capital letter at the front.
_GO_NAMES: Final = {
    "dnsConfig": "DNSConfig",
    "dnsPolicy": "DNSPolicy",
    "hostIP": "HostIP",
    "os": "OS",
    "seLinuxOptions": "SELinuxOptions",
    "setHostnameAsFQDN": "SetHostnameAsFQDN",
    "tcpSocket": "TCPSocket",
    "httpGet": "HTTPGet",
    "grpc": "GRPC",
    "tty": "TTY",
}


def spec_diff(old: dict[str, Any], new: dict[str, Any]) -> str:
    """The lines of the difference, ended by a line feed."""
    return struct_diff("core.PodSpec", old, new)


def struct_diff(kind: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    """The lines of the difference of two structs of a Go type, ended by a line feed."""
    lines = [f" \u00a0{kind}{{", *_fields(old, new, 1), " \u00a0}"]
    return "\n".join(lines) + "\n"


def _fields(old: dict[str, Any], new: dict[str, Any], depth: int) -> list[str]:
    lines: list[str] = []
    alike = 0
    for field in sorted({**old, **new}):
        before, after = old.get(field, _ABSENT), new.get(field, _ABSENT)
        if before == after:
            alike += 1
            continue
        lines += _alike(alike, depth) + _field(field, before, after, depth)
        alike = 0
    return lines + _alike(alike, depth)


def _alike(count: int, depth: int) -> list[str]:
    if not count:
        return []
    plural = "" if count == 1 else "s"
    return [_line(" ", depth, f"... // {count} identical field{plural}")]


def _field(field: str, before: Any, after: Any, depth: int) -> list[str]:
    name = go_name(field)
    if isinstance(before, dict) and isinstance(after, dict):
        inner = _fields(before, after, depth + 1)
        return [_line(" ", depth, f"{name}: {{"), *inner, _line(" ", depth, "},")]
    if isinstance(before, list) and isinstance(after, list):
        inner = _elements(before, after, depth + 1)
        return [_line(" ", depth, f"{name}: {{"), *inner, _line(" ", depth, "},")]
    return [
        _line(sign, depth, f"{name}: {_value(value)},")
        for sign, value in (("-", before), ("+", after))
    ]


def _elements(before: list[Any], after: list[Any], depth: int) -> list[str]:
    lines: list[str] = []
    for index in range(max(len(before), len(after))):
        old = before[index] if index < len(before) else None
        new = after[index] if index < len(after) else None
        if isinstance(old, dict) and isinstance(new, dict):
            inner = _fields(old, new, depth + 1)
            lines += [_line(" ", depth, "{"), *inner, _line(" ", depth, "},")]
            continue
        pairs = (("-", old), ("+", new)) if old != new else ((" ", old),)
        lines += [_line(s, depth, f"{_value(v)},") for s, v in pairs if v is not None]
    return lines


def _value(value: Any) -> str:
    if value is None:
        return "nil"
    if isinstance(value, dict):
        inner = ", ".join(f"{go_name(k)}: {_value(v)}" for k, v in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return "{" + ", ".join(map(_value, value)) + "}"
    return quote(value) if isinstance(value, str) else shown(value)


def go_name(field: str) -> str:
    """The name that the Go struct has for a field of a manifest."""
    return _GO_NAMES.get(field, field[:1].upper() + field[1:])


def _line(sign: str, depth: int, text: str) -> str:
    tabs = "\t" * depth
    return f"{sign} {tabs}{text}"
