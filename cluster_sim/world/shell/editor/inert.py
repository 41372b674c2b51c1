"""The fields of a manifest that the simulation keeps without acting on them."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.shell.editor.checks import Fault
from cluster_sim.world.shell.editor.words import say
from cluster_sim.world.shell.kubectl.yaml_nodes import LIST, MAP, Node, key_text

INFO = "info"
_ITEMS = "[]"


def inert_fields(root: Node, paths: tuple[str, ...], language: str) -> Iterator[Fault]:
    """A word at the key of each field that ``paths`` (Resource.inert) name."""
    for path in paths:
        for key in _keys(root, path.replace(_ITEMS, f".{_ITEMS}").split(".")):
            text = str(key_text(key.scalar))
            yield Fault(key, say(language, "inert", field=text), INFO)


def _keys(node: Node, steps: list[str]) -> Iterator[Node]:
    step, *rest = steps
    if step == _ITEMS and node.kind == LIST:
        for item in node.items:
            yield from _keys(item, rest)
    found = node.child(step) if node.kind == MAP else None
    if found is None:
        return
    key, value = found
    if rest:
        yield from _keys(value, rest)
    else:
        yield key
