"""Manifests: YAML or JSON texts, one or several objects in each, read with care.

cli-runtime/pkg/resource/visitor.go
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.decode_log import json_kind
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.documents import documents
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.folders import directly_in
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.kustomize.build import build
from cluster_sim.world.shell.kubectl.kustomize.folder import Kustomization
from cluster_sim.world.shell.kubectl.yaml_nodes import ManifestError

_ENDINGS = (".json", ".yaml", ".yml")


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


def read(
    command: Invocation, paths: tuple[str, ...], faults: list[Failure] | None = None
) -> list[Manifest]:
    """The objects in all these files (``-`` is standard input).

    A file or a document that is no manifest raises its Failure, or adds it to ``faults`` when
    that is given: what stands before and in other files is still done, as kubectl does.
    """
    found: list[Manifest] = []
    for path in paths:
        try:
            for each in _read_path(command, path):
                if isinstance(each, Manifest):
                    found.append(each)
                elif faults is None:
                    raise each
                else:
                    faults.append(each)
        except Failure as failure:
            if faults is None:
                raise
            faults.append(failure)
    if not found and not faults:
        raise error(f"no objects passed to {command.path.split()[1]}")
    return found


def _read_path(command: Invocation, path: str) -> Iterator[Manifest | Failure]:
    """The objects of a file; a Failure for one of no known kind, which others may follow."""
    if isinstance(path, Kustomization):
        for obj in build(command, path):
            yield _manifest(command, path, obj)
        return
    for source, text in _texts(command, path):
        yield from _objects(command, source, text)


def _texts(command: Invocation, path: str) -> list[tuple[str, str]]:
    if path.startswith(("http://", "https://")):
        raise error(f'unable to read URL "{path}": this terminal reaches no other network')
    if path == "-":
        return [("STDIN", command.state.get("stdin", ""))]
    text = command.process.file(path)
    if text is not None:
        return [(path, text)]
    below = command.process.files(path)
    if not below:
        raise error(f'the path "{path}" does not exist')
    found = below if command.parsed.values.get("recursive") else directly_in(command.process, path)
    inside = [name for name in found if name.endswith(_ENDINGS)]
    if not inside:
        known = " ".join(_ENDINGS)
        raise error(f"error reading [{path}]: recognized file extensions are [{known}]")
    return [(name, command.process.file(name) or "") for name in inside]


def _objects(command: Invocation, source: str, text: str) -> Iterator[Manifest | Failure]:
    values = documents(text)
    while True:
        try:
            value = next(values)
        except StopIteration:
            return
        except ManifestError as problem:
            raise error(f"error parsing {source}: {problem}") from problem
        for obj in _items(value):
            yield _manifest(command, source, obj)


def _items(value: Any) -> list[Any]:
    if isinstance(value, dict) and value.get("kind") == "List":
        items = value.get("items")
        return items if isinstance(items, list) else []
    return [value]


def _manifest(command: Invocation, source: str, obj: Any) -> Manifest | Failure:
    if _validates(command):
        _check_identity(source, obj)
    if not isinstance(obj, dict):
        raise error(
            f'unable to decode "{source}": json: cannot unmarshal {json_kind(obj)} into Go value '
            "of type unstructured.detector"
        )
    _check_decodes(source, obj)
    try:
        known = registry.of(command.process.world)
        resource = known.by_kind(str(obj.get("apiVersion") or ""), obj["kind"])
    except registry.UnknownResource as unknown:
        return _unmapped(source, obj, unknown)
    meta = obj.get("metadata") or {}
    namespace = ""
    if resource.namespaced and not command.parsed.values.get("local"):
        namespace = _namespace(command, meta.get("namespace") or "")
        meta = {**meta, "namespace": namespace}
    return Manifest({**obj, "metadata": meta}, resource, namespace, source)


def _validates(command: Invocation) -> bool:
    return command.parsed.values.get("validate", "false") in ("strict", "true", "warn")


def _check_identity(source: str, obj: Any) -> None:
    """What kubectl itself checks before anything is sent (pkg/validation/validation.go)."""
    faults = []
    for field in ("apiVersion", "kind") if isinstance(obj, dict) else ():
        if obj.get(field) is None:
            faults.append(f"{field} not set")
        elif not isinstance(obj[field], str):
            faults.append(f"{field} isn't string type")
    if not isinstance(obj, dict):
        faults = ["invalid object to validate"]
    if faults:
        listed = f"[{', '.join(faults)}]" if len(faults) > 1 else faults[0]
        raise error(
            f'error validating "{source}": error validating data: {listed}; if you choose to '
            "ignore these errors, turn validation off with --validate=false"
        )


def _check_decodes(source: str, obj: dict[str, Any]) -> None:
    """What it takes to read an object without knowing its kind (unstructured.go)."""
    if not isinstance(obj.get("kind"), str) or not obj["kind"]:
        raise error(
            f"unable to decode \"{source}\": Object 'Kind' is missing in '{json_text(obj)}'"
        )
    meta, held = obj.get("metadata"), "ObjectMeta.metadata"
    fault = _mismatch(meta, dict, "metadataOnlyObject.metadata", "v1.ObjectMeta")
    for field in ("name", "namespace", "generateName"):
        if isinstance(meta, dict):
            fault = fault or _mismatch(meta.get(field), str, f"{held}.{field}", "string")
    for field in ("labels", "annotations"):
        values = meta.get(field) if isinstance(meta, dict) else None
        fault = fault or _mismatch(values, dict, f"{held}.{field}", "map[string]string")
        for value in values.values() if isinstance(values, dict) else ():
            fault = fault or _mismatch(value, str, f"{held}.{field}", "string")
    if fault:
        raise error(f'unable to decode "{source}": {fault}')


def _mismatch(value: Any, wanted: type, field: str, go_type: str) -> str:
    if value is None or isinstance(value, wanted):
        return ""
    return (
        f"json: cannot unmarshal {json_kind(value)} into Go struct field {field} of type {go_type}"
    )


def _unmapped(source: str, obj: dict[str, Any], unknown: registry.UnknownResource) -> Failure:
    meta = obj.get("metadata") or {}
    name, namespace = meta.get("name") or "", meta.get("namespace") or ""
    return Failure(
        f'error: resource mapping not found for name: "{name}" namespace: "{namespace}" '
        f'from "{source}": {unknown}\nensure CRDs are installed first'
    )


def _namespace(command: Invocation, own: str) -> str:
    asked = command.value("namespace")
    if own and asked and own != asked:
        raise Failure(
            f'error: the namespace from the provided object "{own}" does not match the '
            f"namespace \"{asked}\". You must pass '--namespace={own}' to perform this operation."
        )
    return own or command.namespace
