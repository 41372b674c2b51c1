"""What ``kubectl explain --output=plaintext-openapiv2`` prints, the layout of old.

pkg/explain/model_printer.go, regular_fields_printer.go, recursive_fields_printer.go, formatter.go
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.output.explained import Depth, descriptions, inside
from cluster_sim.world.shell.kubectl.schema_fields import ITEM, Field

_WIDTH = 80
_TEXT_INDENT, _FIELD_INDENT, _INNER_INDENT = 5, 3, 2
# GetTypeName: structs are objects here, whatever they are called.
_PLAIN = ("string", "integer", "boolean", "number", "Object")


def follow(field: Field, path: Sequence[str]) -> Field:
    """The field at the end of a path; Failure when there is none."""
    for name in path:
        found = inside(field).step(name)
        if found is None:
            raise error(f'field "{name}" does not exist')
        field = found
    return field


def text(resource: Resource, field: Field, path: Sequence[str], depth: Depth) -> str:
    """The description of a field, then the fields inside."""
    holds = bool(inside(field).fields())
    said = [f"KIND:     {resource.kind}\nVERSION:  {resource.api_version}\n\n"]
    if path:
        title = "RESOURCE:" if holds else "FIELD:   "
        said.append(f"{title} {path[-1]} <{_type(field)}>\n\n")
    told = [_wrapped(each, _TEXT_INDENT) for each in descriptions(field)]
    said.append("DESCRIPTION:\n" + ("\n".join(told) or _wrapped("<empty>", _TEXT_INDENT)))
    if holds:
        said.append("\nFIELDS:\n")
        said.extend(_fields(inside(field), 1, depth, (inside(field).name or ITEM,)))
    return "".join(said)


def _type(field: Field) -> str:
    prefix, _, plain = field.shown.rpartition("]")
    prefix = f"{prefix}]" if prefix else ""
    return f"{prefix}{plain if plain in _PLAIN else 'Object'}"


def _fields(holder: Field, level: int, depth: Depth, seen: tuple[str, ...]) -> Iterator[str]:
    pad = _FIELD_INDENT * level
    for name, field in sorted(holder.fields().items()):
        needed = " -required-" if name in holder.required and not depth.recursive else ""
        yield f"{' ' * pad}{name}\t<{_type(field)}>{needed}\n"
        if not depth.recursive:
            yield f"{_wrapped(field.description, pad + _INNER_INDENT)}\n"
            continue
        inner = inside(field)
        if depth.goes_below(level) and inner.fields() and inner.name not in seen:
            names = (*seen, inner.name) if inner.name else seen
            yield from _fields(inner, level + 1, depth, names)


def _wrapped(words: str, indent: int) -> str:
    """Lines of words, none longer than the page but for a word that is."""
    pad, lines, line = " " * indent, [], ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > _WIDTH - indent:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "".join(f"{pad}{each}\n" for each in [*lines, line])
