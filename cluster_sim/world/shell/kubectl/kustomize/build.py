"""A folder's kustomization, and those that it is built on (sigs.k8s.io/kustomize/api)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell import paths
from cluster_sim.world.shell.kubectl.documents import documents
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.kustomize import generators, patches, references, transforms
from cluster_sim.world.shell.kubectl.kustomize.item import Item, unsupported
from cluster_sim.world.shell.kubectl.kustomize.order import sorted_items
from cluster_sim.world.shell.kubectl.yaml_nodes import ManifestError

_FILES: Final = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_DEPRECATED: Final = {
    "commonLabels": "labels",
    "patchesStrategicMerge": "patches",
    "patchesJson6902": "patches",
    "bases": "resources",
}
_KNOWN: Final = frozenset(
    (
        *("apiVersion", "kind", "metadata", "resources", "bases", "namePrefix", "nameSuffix"),
        *("namespace", "commonLabels", "labels", "commonAnnotations", "images", "replicas"),
        *("configMapGenerator", "secretGenerator", "generatorOptions", "patches"),
        *("patchesStrategicMerge", "patchesJson6902", "sortOptions", "buildMetadata"),
    )
)
_NOT_SIMULATED: Final = frozenset(
    (
        *("components", "configurations", "crds", "generators", "helmCharts", "openapi"),
        *("replacements", "transformers", "validators", "vars"),
    )
)
_DEEPEST: Final = 20


def build(command: Invocation, folder: str) -> list[Object]:
    """The objects of a folder's kustomization in the order of their kinds; Failure for faults."""
    items = references.with_hashes(_Folder(command, folder).items())
    return [item.obj for item in sorted_items(items)]


class _Folder:
    """A folder with a kustomization; ``depth``: how many others are built on it."""

    def __init__(self, command: Invocation, folder: str, depth: int = 0) -> None:
        if depth > _DEEPEST:
            raise error(f"cycle detected: candidate root '{_shown(command, folder)}'")
        self._command, self._folder, self._depth = command, folder.rstrip("/") or ".", depth

    def items(self) -> list[Item]:
        """What it makes, before hashes are added to names."""
        plan = self._plan()
        items: list[Item] = []
        for path in (*_list(plan, "bases"), *_list(plan, "resources")):
            items += self._resource(str(path))
        read = self._read
        items = generators.generated(plan, items, read)
        items = patches.patched(plan, items, read)
        return transforms.transformed(self._command.process.world, plan, items)

    def _plan(self) -> dict[str, Any]:
        process = self._command.process
        shown = _shown(self._command, self._folder)
        if not process.files(self._folder):
            if process.file(self._folder) is not None:
                raise error(f"must build at directory: '{self._folder}': file is not directory")
            raise error(f"must build at directory: {_absent(self._folder, shown)}")
        name = next((n for n in _FILES if self._text(n) is not None), None)
        if name is None:
            listed = f"'{_FILES[0]}', '{_FILES[1]}' or '{_FILES[2]}'"
            raise error(f"unable to find one of {listed} in directory '{shown}'")
        plan = self._parsed(name)
        if not plan or not any(key not in ("apiVersion", "kind") for key in plan):
            raise error("kustomization.yaml is empty")
        self._check(plan)
        return plan

    def _check(self, plan: dict[str, Any]) -> None:
        for key in plan:
            if key in _NOT_SIMULATED:
                raise unsupported(key)
            if key not in _KNOWN:
                raise error(f'invalid Kustomization: json: unknown field "{key}"')
            if key in _DEPRECATED:
                self._command.complain(
                    f"# Warning: '{key}' is deprecated. Please use '{_DEPRECATED[key]}' instead. "
                    "Run 'kustomize edit fix' to update your Kustomization automatically.\n"
                )

    def _parsed(self, name: str) -> dict[str, Any]:
        try:
            values = [value for value in documents(self._text(name) or "") if value]
        except ManifestError as problem:
            raise error(f"invalid Kustomization: {problem}") from problem
        if values and not isinstance(values[0], dict):
            raise error("invalid Kustomization: json: cannot unmarshal into a Kustomization")
        return values[0] if values else {}

    def _resource(self, path: str) -> list[Item]:
        if path.startswith(("http://", "https://", "git@", "github.com/")):
            raise error(f"accumulating resources from '{path}': this terminal has no network")
        text = self._text(path)
        if text is not None:
            return [_item(path, obj) for obj in _objects(path, text)]
        inner = f"{self._folder}/{path}"
        if self._command.process.files(inner):
            return _Folder(self._command, inner, self._depth + 1).items()
        absent = _absent(_shown(self._command, inner), _shown(self._command, inner))
        told = absent.removeprefix("not a valid directory: ")
        raise error(
            f"accumulating resources: accumulation err='accumulating resources from '{path}': "
            f"{told}': must build at directory: {absent}"
        )

    def _text(self, path: str) -> str | None:
        return self._command.process.file(f"{self._folder}/{path}")

    def _read(self, path: str, what: str) -> str:
        """A file that the kustomization names; Failure when it is not there."""
        text = self._text(path)
        if text is None:
            shown = _shown(self._command, f"{self._folder}/{path}")
            told = f"evalsymlink failure on '{shown}' : lstat {shown}: no such file or directory"
            raise error(f"{what}: {told}")
        return text


def _list(plan: dict[str, Any], field: str) -> list[Any]:
    return plan.get(field) or []


def _objects(path: str, text: str) -> list[Any]:
    try:
        found = [value for value in documents(text) if value]
    except ManifestError as problem:
        raise error(f"accumulating resources from '{path}': {problem}") from problem
    return [
        inner
        for value in found
        for inner in (value.get("items") or () if _is_list(value) else (value,))
    ]


def _is_list(value: Any) -> bool:
    return isinstance(value, dict) and value.get("kind") == "List"


def _item(path: str, obj: Any) -> Item:
    if not isinstance(obj, dict) or not obj.get("kind"):
        raise error(f"accumulating resources from '{path}': missing Resource kind")
    if not (obj.get("metadata") or {}).get("name"):
        raise error(f"accumulating resources from '{path}': missing metadata.name in object")
    return Item(obj, obj["metadata"]["name"])


def _shown(command: Invocation, path: str) -> str:
    try:
        return paths.absolute(paths.resolve(command.process.cwd, path))
    except paths.Outside:
        return path


def _absent(path: str, shown: str) -> str:
    return (
        f"not a valid directory: evalsymlink failure on '{path}' : "
        f"lstat {shown}: no such file or directory"
    )
