"""What the API server would say of an object whose fields are right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import decode
from cluster_sim.world.kube.api.errors import FieldError, StatusError
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.editor.checks import Fault
from cluster_sim.world.shell.editor.words import known, say
from cluster_sim.world.shell.kubectl.yaml_nodes import LIST, MAP, Node

_STEP: Final = re.compile(r"\[([^\]]*)\]|\.?([^.\[\]]+)")


def server_faults(
    world: World, resource: Resource, root: Node, value: dict[str, Any], language: str
) -> Iterator[Fault]:
    """The faults that decoding and validation find, each at the field that it names."""
    try:
        obj = decode.decode(resource, value)
    except StatusError as problem:
        yield Fault(_first(root), f"{say(language, 'refused')}\n{problem.status['message']}")
        return
    meta = obj.get("metadata") or {}
    if not meta.get("name") and not meta.get("generateName"):
        yield Fault(_at(root, "metadata.name"), say(language, "no-name"))
        return
    namespace = meta.get("namespace", "default")
    if resource.namespaced:
        meta = {**meta, "namespace": namespace}
    if not meta.get("name"):
        # What the server adds to a generated name is fit for every kind.
        meta = {**meta, "name": f"{meta['generateName']}00000"}
    yield from _namespace(world, resource, root, namespace, language)
    for fault in _validated(resource, {**obj, "metadata": meta}):
        sentence = fault.kind if known(fault.kind) else "other"
        message = f"{say(language, sentence, field=fault.field)}\n{fault}"
        yield Fault(_at(root, fault.field), message)


def _validated(resource: Resource, obj: Object) -> list[FieldError]:
    return list(resource.validate(resource.prepare_create(resource.default(obj))))


def _namespace(
    world: World, resource: Resource, root: Node, namespace: str, language: str
) -> Iterator[Fault]:
    missing = world.store.get("namespaces", "", namespace) is None
    if resource.namespaced and missing and world.store.table("namespaces"):
        sentence = say(language, "no-namespace", field=namespace)
        message = f'{sentence}\nnamespaces "{namespace}" not found'
        yield Fault(_at(root, "metadata.namespace"), message, "warning")


def _first(root: Node) -> Node:
    return root.entries[0][0] if root.entries else root


def _at(root: Node, path: str) -> Node:
    """The value that a path leads to, or the key of the nearest thing above it."""
    node, mark = root, _first(root)
    for index, name in _STEP.findall(path):
        step = name or index
        if node.kind == LIST and step.isdecimal() and int(step) < len(node.items):
            node = mark = node.items[int(step)]
            continue
        found = node.child(step) if node.kind == MAP else None
        if found is None:
            return _first(mark) if mark.kind == MAP else mark
        mark, node = found
    return node if node.kind not in (LIST, MAP) else mark
