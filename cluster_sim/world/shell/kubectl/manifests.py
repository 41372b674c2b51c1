"""Manifests: YAML or JSON texts, one or several objects in each, read with care.

Whatever a student types comes through here: size, depth and aliases are bounded before anything
is built from them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.invocation import Invocation

MOST_BYTES = 1_000_000
MOST_NODES = 50_000
MOST_DEPTH = 64
_ENDINGS = (".yaml", ".yml", ".json")


class ManifestError(ValueError):
    """A text that is no manifest; ``line`` counts from 0 where it is known."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.line = line


class _Loader(yaml.SafeLoader):
    """YAML as sigs.k8s.io/yaml reads it: keys once, no dates, bounded size."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, test) for tag, test in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def documents(text: str) -> list[Any]:
    """The values of all documents that are not empty; ManifestError when they cannot be read."""
    if len(text) > MOST_BYTES:
        raise ManifestError(f"the text is longer than {MOST_BYTES} bytes")
    loader = _Loader(text)
    try:
        nodes = []
        while loader.check_node():
            nodes.append(loader.get_node())
        return [value for node in nodes if (value := _value(loader, node)) is not None]
    except yaml.YAMLError as problem:
        raise _worded(problem) from problem
    except (RecursionError, ValueError) as problem:
        if isinstance(problem, ManifestError):
            raise
        raise ManifestError("the text cannot be read as YAML") from problem
    finally:
        loader.dispose()


def _worded(problem: yaml.YAMLError) -> ManifestError:
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    text = getattr(problem, "problem", None) or str(problem)
    line = mark.line if mark else None
    where = f"line {line + 1}: " if line is not None else ""
    return ManifestError(f"yaml: {where}{_go_words(text)}", line)


# What PyYAML says and what the Go library says of the same fault.
_WORDS = {
    "mapping values are not allowed here": "mapping values are not allowed in this context",
    "found character '\\t' that cannot start any token": (
        "found character that cannot start any token"
    ),
    "could not find expected ':'": "could not find expected ':'",
}


def _go_words(text: str) -> str:
    return _WORDS.get(text, text)


def _value(loader: _Loader, node: yaml.Node) -> Any:
    _check(node)
    return loader.construct_document(node)


def _check(root: yaml.Node) -> None:
    """Depth, size (an alias counts each time) and keys that stand twice."""
    left = MOST_NODES
    stack: list[tuple[yaml.Node, int]] = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        left -= 1
        if left < 0 or depth > MOST_DEPTH:
            raise ManifestError("yaml: document contains excessive aliasing", node.start_mark.line)
        if isinstance(node, yaml.SequenceNode):
            stack.extend((child, depth + 1) for child in node.value)
        elif isinstance(node, yaml.MappingNode):
            _check_keys(node)
            stack.extend((child, depth + 1) for pair in node.value for child in pair)


def _check_keys(node: yaml.MappingNode) -> None:
    seen: dict[str, int] = {}
    for key, _ in node.value:
        line = key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            raise ManifestError(f"yaml: line {line + 1}: invalid map key", line)
        if key.value in seen and key.value != "<<":
            first = seen[key.value] + 1
            raise ManifestError(
                f'yaml: unmarshal errors:\n  line {line + 1}: key "{key.value}" already set in '
                f"map (first at line {first})",
                line,
            )
        seen[key.value] = line


@dataclass(frozen=True, slots=True)
class Manifest:
    """One object as it was written, and the file it came from."""

    obj: Object
    resource: Resource
    namespace: str
    source: str

    @property
    def name(self) -> str:
        """``metadata.name``."""
        return str((self.obj.get("metadata") or {}).get("name") or "")


def read(command: Invocation, paths: tuple[str, ...]) -> list[Manifest]:
    """The objects in all these files (``-`` is standard input); Failure when one is no manifest."""
    found = [each for path in paths for each in _read_path(command, path)]
    if not found:
        raise error("no objects passed to " + command.path.split()[1])
    return found


def _read_path(command: Invocation, path: str) -> Iterator[Manifest]:
    if path.startswith(("http://", "https://")):
        raise error(f'unable to read URL "{path}", this terminal reaches no other network')
    for source, text in _texts(command, path):
        yield from _objects(command, source, text)


def _texts(command: Invocation, path: str) -> list[tuple[str, str]]:
    if path == "-":
        return [("STDIN", command.state.get("stdin", ""))]
    text = command.process.file(path)
    if text is not None:
        return [(path, text)]
    inside = [name for name in command.process.files(path) if name.endswith(_ENDINGS)]
    if not inside:
        raise error(f'the path "{path}" does not exist')
    return [(name, command.process.file(name) or "") for name in inside]


def _objects(command: Invocation, source: str, text: str) -> Iterator[Manifest]:
    try:
        values = documents(text)
    except ManifestError as problem:
        shown = "error parsing " + source if source != "STDIN" else "error parsing STDIN"
        raise error(f"{shown}: error converting YAML to JSON: {problem}") from problem
    for value in values:
        for obj in _items(source, value):
            yield _manifest(command, source, obj)


def _items(source: str, value: Any) -> list[Any]:
    if isinstance(value, dict) and value.get("kind") == "List":
        items = value.get("items")
        return items if isinstance(items, list) else []
    return [value]


def _manifest(command: Invocation, source: str, obj: Any) -> Manifest:
    if not isinstance(obj, dict):
        kind = {list: "array", str: "string", bool: "bool"}.get(type(obj), "number")
        raise error(
            f'error validating "{source}": error validating data: invalid object to validate; '
            f"got {kind}; if you choose to ignore these errors, turn validation off with "
            "--validate=false"
        )
    _check_identity(source, obj)
    resource = _resource(source, obj)
    meta = obj.get("metadata")
    own = meta.get("namespace") if isinstance(meta, dict) else None
    namespace = _namespace(command, own if isinstance(own, str) else "")
    if not resource.namespaced:
        namespace = ""
    return Manifest(_plain(obj), resource, namespace, source)


def _check_identity(source: str, obj: dict[Any, Any]) -> None:
    missing = [field for field in ("apiVersion", "kind") if not obj.get(field)]
    if missing:
        faults = ", ".join(f"{field} not set" for field in missing)
        listed = f"[{faults}]" if len(missing) > 1 else faults
        raise error(
            f'error validating "{source}": error validating data: {listed}; if you choose to '
            "ignore these errors, turn validation off with --validate=false"
        )


def _resource(source: str, obj: dict[Any, Any]) -> Resource:
    version, kind = str(obj["apiVersion"]), str(obj["kind"])
    try:
        return registry.by_kind(version, kind)
    except registry.UnknownResource as unknown:
        meta = obj.get("metadata") if isinstance(obj.get("metadata"), dict) else {}
        name, namespace = (meta or {}).get("name", ""), (meta or {}).get("namespace", "")
        raise Failure(
            f'error: resource mapping not found for name: "{name}" namespace: "{namespace}" '
            f'from "{source}": {unknown}\nensure CRDs are installed first'
        ) from unknown


def _namespace(command: Invocation, own: str) -> str:
    asked = command.value("namespace")
    if own and asked and own != asked:
        raise Failure(
            f'error: the namespace from the provided object "{own}" does not match the '
            f"namespace \"{asked}\". You must pass '--namespace={own}' to perform this operation."
        )
    return own or command.namespace


def _plain(obj: Any) -> Any:
    """The value as JSON would carry it: keys are texts."""
    return json.loads(json.dumps(obj, default=str, ensure_ascii=False))
