"""The difference of two claims' specs as the server tells it, in the manner of go-cmp.

The server compares its internal structs (pkg/apis/core/types.go). go-cmp shows two equal fields
on either side of a change and counts the others (cmp/report_slices.go: numContextRecords).
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.gotext import quote

Spec = dict[str, Any]

_FIELDS: Final = (
    ("accessModes", "AccessModes"),
    ("selector", "Selector"),
    ("resources", "Resources"),
    ("volumeName", "VolumeName"),
    ("storageClassName", "StorageClassName"),
    ("volumeMode", "VolumeMode"),
    ("dataSource", "DataSource"),
    ("dataSourceRef", "DataSourceRef"),
    ("volumeAttributesClassName", "VolumeAttributesClassName"),
)
_POINTERS: Final = ("storageClassName", "volumeMode", "volumeAttributesClassName")
_AMOUNTS: Final = (("limits", "Limits"), ("requests", "Requests"))
_RESOURCES: Final = 2
_CONTEXT: Final = 2


def claim_spec_diff(old: Spec, new: Spec) -> str:
    """The lines of the difference, ended by a line feed."""
    changed = [n for n, (field, _) in enumerate(_FIELDS) if old.get(field) != new.get(field)]
    shown = _shown(changed)
    lines, hidden = ["  core.PersistentVolumeClaimSpec{"], 0
    for number, (field, _) in enumerate(_FIELDS):
        if number not in shown:
            hidden += 1
            continue
        lines += _counted(hidden)
        hidden = 0
        pairs = (("-", old), ("+", new)) if number in changed else ((" ", old),)
        if field == "resources" and number in changed:
            lines += _changed_resources(old.get(field) or {}, new.get(field) or {})
        else:
            width = _width(number, shown, changed)
            lines += [_line(sign, number, width, spec) for sign, spec in pairs]
    return "\n".join([*lines, *_counted(hidden), "  }"]) + "\n"


def _line(sign: str, number: int, width: int, spec: Spec) -> str:
    field, name = _FIELDS[number]
    return f"{sign} \t{f'{name}:'.ljust(width)} {_text(field, spec.get(field))},"


def _width(number: int, shown: list[int], changed: list[int]) -> int:
    """Values are aligned among the fields that share a line's form: a block parts them."""
    if _RESOURCES in changed:
        shown = [n for n in shown if (n < _RESOURCES) == (number < _RESOURCES) and n != _RESOURCES]
    return max(len(_FIELDS[each][1]) for each in shown) + 1


def _changed_resources(old: Spec, new: Spec) -> list[str]:
    lines = ["  \tResources: core.VolumeResourceRequirements{"]
    for field, name in _AMOUNTS:
        before, after = old.get(field), new.get(field)
        if before == after:
            lines.append(f"  \t\t{name}: {_amounts(before, '{...}') if before else 'nil'},")
            continue
        lines += _block("-", name, before) + _block("+", name, after)
    return [*lines, "  \t},"]


def _block(sign: str, name: str, amounts: Spec | None) -> list[str]:
    if not amounts:
        return [f"{sign} \t\t{name}: nil,"]
    rows = [f'{sign} \t\t\ts"{key}": {_amount(value)},' for key, value in amounts.items()]
    return [f"{sign} \t\t{name}: core.ResourceList{{", *rows, f"{sign} \t\t}},"]


def _shown(changed: list[int]) -> list[int]:
    """The places of the fields to show; a single one is never hidden."""
    near = [n for n in range(len(_FIELDS)) if any(abs(n - c) <= _CONTEXT for c in changed)]
    hidden = [number for number in range(len(_FIELDS)) if number not in near]
    alone = [n for n in hidden if n - 1 not in hidden and n + 1 not in hidden]
    return sorted(near + alone)


def _counted(hidden: int) -> list[str]:
    return [f"  \t... // {hidden} identical fields"] if hidden else []


def _text(field: str, value: Any) -> str:
    if field == "volumeName":
        return quote(value or "")
    if value is None:
        return "{}" if field == "resources" else "nil"
    if field == "resources":
        return _resources(value)
    return f"&{quote(value)}" if field in _POINTERS else _value(value)


def _resources(resources: Spec) -> str:
    parts = [
        f"{name}: {_amounts(resources[field], '{...}')}"
        for field, name in _AMOUNTS
        if resources.get(field)
    ]
    return "{" + ", ".join(parts) + "}"


def _amounts(amounts: Spec, number: str) -> str:
    return "{" + ", ".join(f's"{key}": {_amount(v, number)}' for key, v in amounts.items()) + "}"


def _amount(value: Any, number: str = "") -> str:
    found = quantity.parse(value)
    if not number:
        scale = f", scale: {found.exponent}" if found.exponent else ""
        number = f"resource.int64Amount{{value: {found.mantissa}{scale}}}"
    return f'{{i: {number}, s: {quote(str(found))}, Format: "{found.format}"}}'


def _value(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{k[:1].upper()}{k[1:]}: {_value(v)}" for k, v in value.items())
        return f"&{{{inner}}}"
    if isinstance(value, list):
        return "{" + ", ".join(map(_value, value)) + "}"
    return quote(str(value))
