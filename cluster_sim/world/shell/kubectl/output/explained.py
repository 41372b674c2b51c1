"""What ``kubectl explain`` prints (pkg/explain/v2/templates/plaintext.tmpl)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.shell.kubectl.schema_fields import ITEM, Field
from cluster_sim.world.shell.kubectl.word_wrap import indented, wrapped

_WIDTH = 80
# Values of an enumeration that a list of fields shows at most.
_MOST_VALUES = 4


@dataclass(frozen=True, slots=True)
class Depth:
    """How deep to go: one level, or all of them, or down to ``deepest`` (0: no limit)."""

    recursive: bool
    deepest: int

    def goes_below(self, level: int) -> bool:
        """Whether the fields below those of a level (from 1) are shown."""
        return self.recursive and (not self.deepest or level < self.deepest)


def heading(resource: Resource) -> str:
    """The group, the kind and the version."""
    group = f"GROUP:      {resource.group}\n" if resource.group else ""
    return f"{group}KIND:       {resource.kind}\nVERSION:    {resource.version}\n\n"


def follow(field: Field, path: Sequence[str]) -> Field | None:
    """The field at the end of a path; None when there is none."""
    for name in path:
        found = inside(field).step(name)
        if found is None:
            return None
        field = found
    return field


def inside(field: Field) -> Field:
    """What a list or a map holds, however deep; the field itself when it is neither."""
    while not field.fields():
        inner = field.step(ITEM) or field.step("")
        if inner is None:
            break
        field = inner
    return field


def text(field: Field, path: Sequence[str], depth: Depth) -> str:
    """The description of a field, then the fields inside."""
    told = "".join(f"{each}\n" for each in descriptions(field)) or "<empty>"
    said = [f"DESCRIPTION:\n{indented(wrapped(told, _WIDTH - 4), 4)}\n"]
    if path:
        said.insert(0, f"FIELD: {path[-1]} <{field.shown}>\n{_values(field, path[-1])}\n\n")
    if inside(field).fields():
        said.append("FIELDS:\n")
        said.extend(_listed(inside(field), 1, depth, (inside(field).name or ITEM,)))
    return f"{''.join(said)}\n"


def descriptions(field: Field) -> Iterator[str]:
    """What is said of a field, of its type, and of what that holds."""
    own = field.own_description
    if own:
        yield own
    typed = field.schema.get("description")
    if typed and typed != own:
        yield typed
    inner = field.step(ITEM) if not field.fields() else None
    inner = inner or (field.step("") if not field.fields() else None)
    if inner is not None:
        yield from descriptions(inner)


def _enumeration(field: Field, name: str) -> tuple[Any, ...]:
    # The definitions name the one value of these two, which the server's do not.
    return () if name in ("apiVersion", "kind") else field.values


def _values(field: Field, name: str) -> str:
    found = _enumeration(field, name)
    return "ENUM:" + "".join(f"\n    {_value(each)}" for each in found) if found else ""


def _value(value: Any) -> str:
    return '""' if value == "" else shown(value)


def _short_values(field: Field, name: str, pad: str) -> str:
    found = _enumeration(field, name)
    if not found:
        return ""
    listed = ", ".join(map(_value, found[:_MOST_VALUES]))
    return f"\n{pad}enum: {listed}{', ....' if len(found) > _MOST_VALUES else ''}"


def _listed(holder: Field, level: int, depth: Depth, seen: tuple[str, ...]) -> Iterator[str]:
    """The fields of a struct by name; types that hold themselves are followed once."""
    pad = level * 2
    for name, field in sorted(holder.fields().items()):
        needed = " -required-" if name in holder.required else ""
        values = _short_values(field, name, " " * pad)
        yield f"{' ' * pad}{name}\t<{field.shown}>{needed}{values}\n"
        if not depth.recursive:
            told = field.description or "<no description>"
            yield f"{indented(wrapped(told, _WIDTH - 2 - pad), pad + 2)}\n\n"
            continue
        inner = inside(field)
        if depth.goes_below(level) and inner.fields() and inner.name not in seen:
            names = (*seen, inner.name) if inner.name else seen
            yield from _listed(inner, level + 1, depth, names)
