"""YAML texts as trees of nodes that know their places, read with care.

The C library behind PyYAML is the one that Go's was made from, so its faults have the words that
kubectl prints. Depth, size and aliases are bounded before anything is built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from cluster_sim.world.kube.api.gotext import quote, shown
from cluster_sim.world.shell.kubectl.yaml_scalars import BadTag, resolve

MOST_DEPTH: Final = 100
MOST_NODES: Final = 50_000
SCALAR, MAP, LIST = "scalar", "map", "list"


class ManifestError(ValueError):
    """A text that is no manifest; ``line`` counts from 0 in the whole text where it is known."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.line = line


@dataclass(slots=True)
class Node:
    """A value and where it stands; lines and columns count from 0, the end is exclusive.

    A scalar has ``scalar``, a list ``items``, a map ``entries``, in the order of the text.
    """

    kind: str
    line: int
    column: int
    end_line: int = 0
    end_column: int = 0
    scalar: Any = None
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Node, Node]] = field(default_factory=list)
    size: int = 1

    def child(self, key: str) -> tuple[Node, Node] | None:
        """The key and the value under ``key``, the last one when there are several."""
        for name, value in reversed(self.entries):
            if key_text(name.scalar) == key:
                return name, value
        return None


def compose(text: str, first_line: int = 0) -> Node | None:
    """The root of one document, None when it is empty. Raises ManifestError.

    ``first_line``: where the document begins in the whole text.
    """
    try:
        loader = yaml.CBaseLoader(text)
    except UnicodeError as problem:
        raise ManifestError("yaml: invalid Unicode character", first_line) from problem
    try:
        return _Composer(first_line).compose(_events(loader))
    except yaml.reader.ReaderError as problem:
        raise ManifestError(f"yaml: {problem.reason}", first_line) from problem
    except yaml.MarkedYAMLError as problem:
        raise _worded(problem, first_line) from problem
    finally:
        loader.dispose()


def _events(loader: Any) -> Iterator[Any]:
    while True:
        event = loader.get_event()
        if event is None or isinstance(event, yaml.StreamEndEvent):
            return
        yield event


def _worded(problem: yaml.MarkedYAMLError, first_line: int) -> ManifestError:
    """The fault with the line that Go's library would name (yaml.v2 decode.go: fail)."""
    mark = problem.problem_mark
    line = mark.line if mark else 0
    told = line + 1 if line and isinstance(problem, yaml.scanner.ScannerError) else line
    where = f"line {told}: " if told else ""
    return ManifestError(f"yaml: {where}{problem.problem}", first_line + line)


class _Composer:
    """Builds one document's tree from its events, without recursion."""

    def __init__(self, first_line: int) -> None:
        self._first = first_line
        self._anchors: dict[str, Node] = {}
        self._open: list[tuple[Node, str]] = []
        self._keys: list[Node | None] = []
        self._root: Node | None = None
        self._left = MOST_NODES

    def compose(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._add(self._scalar(event), event.anchor)
            elif isinstance(event, yaml.AliasEvent):
                self._add(self._alias(event), None)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end(event)
            elif isinstance(event, yaml.DocumentEndEvent):
                break
        return self._root

    def _node(self, kind: str, event: Any) -> Node:
        start, end = event.start_mark, event.end_mark
        first = self._first
        return Node(kind, start.line + first, start.column, end.line + first, end.column)

    def _scalar(self, event: Any) -> Node:
        node = self._node(SCALAR, event)
        try:
            node.scalar = resolve(event.value, event.tag, event.implicit[0])
        except BadTag as problem:
            raise ManifestError(f"yaml: {problem}", node.line) from problem
        return node

    def _alias(self, event: Any) -> Node:
        line = self._first + event.start_mark.line
        if any(anchor == event.anchor for _, anchor in self._open):
            raise ManifestError(f"yaml: anchor '{event.anchor}' value contains itself", line)
        target = self._anchors.get(event.anchor)
        if target is None:
            raise ManifestError(f"yaml: unknown anchor '{event.anchor}' referenced", line)
        return target

    def _begin(self, event: Any) -> None:
        node = self._node(LIST if isinstance(event, yaml.SequenceStartEvent) else MAP, event)
        if len(self._open) >= MOST_DEPTH:
            raise ManifestError(f"yaml: exceeded max depth of {MOST_DEPTH}", node.line)
        self._open.append((node, event.anchor or ""))
        self._keys.append(None)

    def _end(self, event: Any) -> None:
        node, anchor = self._open.pop()
        self._keys.pop()
        node.end_line, node.end_column = self._first + event.end_mark.line, event.end_mark.column
        self._add(node, anchor)

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self._root = node
            return
        holder = self._open[-1][0]
        holder.size += node.size
        if holder.size > self._left:
            raise ManifestError("yaml: document contains excessive aliasing", node.line)
        if holder.kind == LIST:
            holder.items.append(node)
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(node)
        else:
            key, self._keys[-1] = self._keys[-1], None
            if key.scalar is None:
                raise ManifestError(
                    "unsupported map key of type: %!s(<nil>), key: <nil>, value: "
                    f"{shown(value_of(node))}",
                    key.line,
                )
            holder.entries.append((key, node))

    def _key(self, node: Node) -> Node:
        if node.kind != SCALAR:
            raise ManifestError(f"yaml: invalid map key: {_go_syntax(node)}", node.line)
        return node


def _go_syntax(node: Node) -> str:
    """The value as Go source (``%#v``)."""
    if node.kind == LIST:
        return f"[]interface {{}}{{{', '.join(map(_go_syntax, node.items))}}}"
    if node.kind == MAP:
        pairs = ", ".join(f"{_go_syntax(key)}:{_go_syntax(value)}" for key, value in node.entries)
        return f"map[interface {{}}]interface {{}}{{{pairs}}}"
    if node.scalar is None:
        return "interface {}(nil)"
    return quote(node.scalar) if isinstance(node.scalar, str) else shown(node.scalar)


def value_of(node: Node) -> Any:
    """The plain value of a tree, its keys made texts and its ``<<`` merged."""
    if node.kind == SCALAR:
        return node.scalar
    if node.kind == LIST:
        return [value_of(item) for item in node.items]
    value: dict[str, Any] = {}
    for key, entry in node.entries:
        if key.scalar == "<<" and entry.kind != SCALAR:
            for merged in [entry] if entry.kind == MAP else entry.items:
                given = value_of(merged)
                value = {**(given if isinstance(given, dict) else {}), **value}
        else:
            value[key_text(key.scalar)] = value_of(entry)
    return value


def key_text(key: Any) -> str:
    """A key as JSON has it (sigs.k8s.io/yaml: booleans and numbers become their text)."""
    if isinstance(key, bool):
        return "true" if key else "false"
    return f"{key:g}" if isinstance(key, float) else str(key)
