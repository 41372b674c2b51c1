"""ConfigMaps and Secrets that a kustomization makes of literals and files."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.kustomize.item import Item

# (path, what is being done) → the text.
Read = Callable[[str, str], str]
_LOADING = "loading KV pairs"


def generated(plan: dict[str, Any], items: list[Item], read: Read) -> list[Item]:
    """The items with those that are generated, or merged into others of the same name."""
    for field, kind in (("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")):
        for spec in plan.get(field) or ():
            made = _made(kind, spec, plan.get("generatorOptions") or {}, read)
            items = _placed(items, made, spec.get("behavior", "create"))
    return items


def _made(kind: str, spec: dict[str, Any], common: dict[str, Any], read: Read) -> Item:
    own = spec.get("options") or {}
    data = dict(_pairs(spec, read))
    obj: dict[str, Any] = {"apiVersion": "v1", "kind": kind, "metadata": {"name": spec["name"]}}
    if spec.get("namespace"):
        obj["metadata"]["namespace"] = spec["namespace"]
    for field in ("labels", "annotations"):
        merged = {**(common.get(field) or {}), **(own.get(field) or {})}
        if merged:
            obj["metadata"][field] = merged
    if kind == "Secret":
        obj["type"] = spec.get("type") or "Opaque"
        data = {key: b64encode(value.encode()).decode() for key, value in data.items()}
    if data:
        obj["data"] = data
    if own.get("immutable", common.get("immutable")):
        obj["immutable"] = True
    unhashed = own.get("disableNameSuffixHash", common.get("disableNameSuffixHash"))
    return Item(obj, spec["name"], not unhashed)


def _pairs(spec: dict[str, Any], read: Read) -> list[tuple[str, str]]:
    pairs = []
    for path in [*(spec.get("envs") or ()), *([spec["env"]] if spec.get("env") else ())]:
        pairs += _of_env_file(read(path, f"{_LOADING}: env source files: [{path}]"))
    for text in spec.get("files") or ():
        key, equals, path = text.partition("=")
        path = path if equals else text
        key = key if equals else path.rpartition("/")[2]
        pairs.append((key, read(path, f"{_LOADING}: file sources: [{text}]")))
    for text in spec.get("literals") or ():
        key, equals, value = text.partition("=")
        if not key or not equals:
            raise error(f"{_LOADING}: literal sources [{text}]: expected key=value")
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        pairs.append((key, value[1:-1] if quoted else value))
    return pairs


def _of_env_file(text: str) -> list[tuple[str, str]]:
    lines = (line.strip() for line in text.split("\n"))
    split = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return [(key, value) for key, _, value in split]


def _placed(items: list[Item], made: Item, behavior: str) -> list[Item]:
    same = [
        at for at, item in enumerate(items) if (item.kind, item.origin) == (made.kind, made.origin)
    ]
    if behavior not in ("merge", "replace"):
        if same:
            raise error(
                f"may not add resource with an already registered id: {made.kind}.v1.[noGrp]/"
                f"{made.name}.[noNs]"
            )
        return [*items, made]
    if not same:
        raise error(f"id for behavior '{behavior}' does not exist: {made.kind}/{made.name}")
    before = items[same[0]]
    data = made.obj.get("data", {})
    if behavior == "merge":
        data = {**before.obj.get("data", {}), **data}
    meta = {**before.meta}
    for field in ("labels", "annotations"):
        merged = {**before.meta.get(field, {}), **made.meta.get(field, {})}
        if merged:
            meta[field] = merged
    now = before.being({**before.obj, "data": data, "metadata": meta})
    return [*items[: same[0]], now, *items[same[0] + 1 :]]
