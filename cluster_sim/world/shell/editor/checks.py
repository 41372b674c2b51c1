"""The fields of a manifest held against the published schema: unknown, missing, of a wrong type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.decode_log import json_kind
from cluster_sim.world.shell.editor.nearness import nearest
from cluster_sim.world.shell.editor.words import say, types
from cluster_sim.world.shell.kubectl.schema_fields import ITEM, Field
from cluster_sim.world.shell.kubectl.yaml_nodes import LIST, MAP, SCALAR, Node, key_text

_QUANTITY = "Quantity"
_JSON_KINDS = {"bool": "boolean"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a node."""

    node: Node
    message: str
    severity: str = "error"


def field_faults(node: Node, field: Field, language: str) -> Iterator[Fault]:
    """The faults of a whole object of a kind."""
    return _Check(language).value(node, field, "", node)


class _Check:
    def __init__(self, language: str) -> None:
        self._language = language

    def value(self, node: Node, field: Field, path: str, key: Node) -> Iterator[Fault]:
        """A value against its field; ``key`` is where what is missing in it is told."""
        kinds = field.kinds
        if node.kind == SCALAR and node.scalar is None:
            return
        given = _kind(node)
        if kinds and not _fits(given, node, kinds):
            wanted, got = types(self._language, kinds), types(self._language, (given,))
            sentence = say(self._language, "type", field=path or "…", wanted=wanted, given=got)
            yield Fault(node, sentence)
        elif field.title == _QUANTITY and not _is_quantity(node):
            sentence = say(self._language, "quantity", field=path)
            yield Fault(node, f"{sentence}\n{quantity.WRONG_FORMAT}")
        elif node.kind == LIST:
            yield from self._items(node, field, path)
        elif node.kind == MAP:
            yield from self._entries(node, field, path, key)

    def _items(self, node: Node, field: Field, path: str) -> Iterator[Fault]:
        inner = field.step(ITEM)
        for place, item in enumerate(node.items):
            if inner is not None:
                yield from self.value(item, inner, f"{path}[{place}]", item)

    def _entries(self, node: Node, field: Field, path: str, key: Node) -> Iterator[Fault]:
        seen, meant = [], []
        for name, value in node.entries:
            text = key_text(name.scalar)
            here = f"{path}.{text}" if path else text
            if text == "<<" and value.kind != SCALAR:
                continue
            if text in seen:
                yield Fault(name, say(self._language, "twice", field=text), "warning")
            seen.append(text)
            inner = field.step(text)
            if inner is not None:
                yield from self.value(value, inner, here, name)
            elif field.fields():
                near = nearest(text, field.fields())
                meant.append(near)
                yield self._unknown(name, text, here, near)
        seen.extend(each for each in meant if each)
        if not any(name.scalar == "<<" for name, _ in node.entries):
            yield from self._missing(node, field, path, key, seen)

    def _missing(
        self, node: Node, field: Field, path: str, key: Node, seen: list[str]
    ) -> Iterator[Fault]:
        for name in field.required:
            if name not in seen:
                where = node.entries[0][0] if key is node and node.entries else key
                full = f"{path}.{name}" if path else name
                said = f"{full}: Required value"
                yield Fault(where, say(self._language, "missing", field=name) + f"\n{said}")

    def _unknown(self, name: Node, text: str, path: str, near: str | None) -> Fault:
        words = f'\nunknown field "{path}"'
        if near is None:
            return Fault(name, say(self._language, "unknown-field", field=text) + words)
        return Fault(name, say(self._language, "near-field", field=text, near=near) + words)


def _is_quantity(node: Node) -> bool:
    try:
        quantity.parse(node.scalar)
    except ValueError:
        return False
    return True


def _kind(node: Node) -> str:
    if node.kind != SCALAR:
        return "array" if node.kind == LIST else "object"
    if isinstance(node.scalar, int) and not isinstance(node.scalar, bool):
        return "integer"
    kind = json_kind(node.scalar)
    return _JSON_KINDS.get(kind, kind)


def _fits(given: str, node: Node, kinds: tuple[str, ...]) -> bool:
    if given in kinds or (given == "integer" and "number" in kinds):
        return True
    whole = given == "number" and isinstance(node.scalar, float) and node.scalar.is_integer()
    return whole and "integer" in kinds
