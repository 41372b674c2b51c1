"""Patches of a kustomization: strategic merges and JSON patches, aimed at one or several."""

from __future__ import annotations

import re
from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.patch import json_patch, merge_patch, merge_schema, strategic
from cluster_sim.world.kube.api.patch.errors import PatchError
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.shell.kubectl.documents import documents
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.kustomize.generators import Read
from cluster_sim.world.shell.kubectl.kustomize.item import Item
from cluster_sim.world.shell.kubectl.yaml_nodes import ManifestError


def patched(plan: dict[str, Any], items: list[Item], read: Read) -> list[Item]:
    """The items after all of the kustomization's patches."""
    specs = [
        *({"any": entry} for entry in plan.get("patchesStrategicMerge") or ()),
        *(plan.get("patches") or ()),
        *(plan.get("patchesJson6902") or ()),
    ]
    for spec in specs:
        for body in _bodies(spec, read):
            items = _applied(items, body, spec.get("target"))
    return items


def _bodies(spec: dict[str, Any], read: Read) -> list[Any]:
    if "any" in spec:
        entry = str(spec["any"])
        text = entry if "\n" in entry else read(entry, "trouble configuring builtin patches")
    elif spec.get("path"):
        told = f"trouble configuring builtin PatchTransformer with config: {spec['path']}"
        text = read(spec["path"], told)
    else:
        text = spec.get("patch", "")
    try:
        found = [value for value in documents(text) if value]
    except ManifestError as problem:
        raise error(f"unable to parse SM or JSON patch from [{text}]: {problem}") from problem
    # A list of operations may stand in one document.
    return found


def _applied(items: list[Item], body: Any, target: dict[str, Any] | None) -> list[Item]:
    if isinstance(body, list) and not target:
        raise error("must specify a target for JSON patch")
    wanted = target if target else _own_target(body)
    aimed = [_aims_at(wanted, item, exact=not target) for item in items]
    if not any(aimed):
        if target:
            return items
        raise error(_no_match(body))
    pairs = zip(items, aimed, strict=True)
    changed = [_one(item, body) if hit else item for item, hit in pairs]
    return [item for item in changed if item is not None]


def _own_target(body: Any) -> dict[str, Any]:
    meta = body.get("metadata") or {}
    return {"kind": body.get("kind"), "name": meta.get("name"), "namespace": meta.get("namespace")}


def _aims_at(target: dict[str, Any], item: Item, exact: bool) -> bool:
    group, _, version = item.obj.get("apiVersion", "").rpartition("/")
    for field, value in (("group", group), ("version", version), ("kind", item.kind)):
        if target.get(field) and not _fits(target[field], value, exact):
            return False
    if target.get("namespace") and target["namespace"] != item.meta.get("namespace"):
        return False
    names = (item.origin, item.name)
    if target.get("name") and not any(_fits(target["name"], each, exact) for each in names):
        return False
    return all(
        _selects(target.get(f"{field}Selector"), item.meta.get(f"{field}s") or {})
        for field in ("label", "annotation")
    )


def _fits(pattern: str, value: str, exact: bool) -> bool:
    return pattern == value if exact else re.fullmatch(pattern, value) is not None


def _selects(selector: str | None, values: dict[str, str]) -> bool:
    if not selector:
        return True
    try:
        return labels.parse(selector).matches(values)
    except SelectorError as fault:
        raise error(f"unable to parse selector {selector}: {fault}") from fault


def _one(item: Item, body: Any) -> Item | None:
    """The item after the patch; None when it deletes it."""
    try:
        if isinstance(body, list):
            return item.being(json_patch.apply(item.obj, body))
        if body.get("$patch") == "delete":
            return None
        # A patch does not rename what it is for.
        meta = {**(body.get("metadata") or {}), "name": item.name}
        change = {**body, "kind": item.kind, "metadata": meta}
        change["apiVersion"] = item.obj.get("apiVersion")
        schema = merge_schema.of_kind(item.obj.get("apiVersion", ""), item.kind)
        if schema is None:
            return item.being(merge_patch.apply(item.obj, change))
        return item.being(strategic.apply(item.obj, change, schema))
    except PatchError as problem:
        raise error(f"unable to apply patch to {item.kind} {item.name}: {problem}") from problem


def _no_match(body: dict[str, Any]) -> str:
    group, slash, version = body.get("apiVersion", "").rpartition("/")
    meta = body.get("metadata") or {}
    name, namespace = meta.get("name", ""), meta.get("namespace") or "[noNs]"
    shown = f"{body.get('kind')}.{version}.{group if slash else '[noGrp]'}/{name}.{namespace}"
    return (
        f'no resource matches strategic merge patch "{shown}": no matches for Id {shown}; '
        f"failed to find unique target for patch {shown}"
    )
