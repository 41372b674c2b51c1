"""What a kustomization does to all of its objects: names, namespace, labels, images, replicas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from cluster_sim.world.kernel.values import lookup, with_field
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.shell.kubectl.kustomize import references
from cluster_sim.world.shell.kubectl.kustomize.item import Item

_TEMPLATE: Final = ("spec", "template", "metadata")
_JOB: Final = ("spec", "jobTemplate", "metadata")
_TEMPLATES: Final = {
    **dict.fromkeys(
        ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"),
        (_TEMPLATE,),
    ),
    "CronJob": (_JOB, ("spec", "jobTemplate", *_TEMPLATE)),
}
_MATCHED: Final = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")
_SCALED: Final = ("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController")
# Their names are no business of a prefix.
_UNPREFIXED: Final = ("Namespace", "CustomResourceDefinition", "APIService")
_PEERS: Final = (("ingress", "from"), ("egress", "to"))
Labels = dict[str, str]


def transformed(world: World, plan: dict[str, Any], items: Sequence[Item]) -> list[Item]:
    """The items after everything that the kustomization says of them."""
    found = [_imaged(_replicated(item, plan), plan.get("images") or ()) for item in items]
    for labels, selectors, templates in _label_sets(plan):
        found = [_labelled(item, labels, selectors, templates) for item in found]
    notes = plan.get("commonAnnotations") or {}
    if notes:
        found = [_noted(item, notes) for item in found]
    if plan.get("namespace"):
        accounts = {"default", *(item.name for item in found if item.kind == "ServiceAccount")}
        found = [_moved(world, item, plan["namespace"], accounts) for item in found]
    return _prefixed(found, plan.get("namePrefix") or "", plan.get("nameSuffix") or "")


def _prefixed(items: list[Item], prefix: str, suffix: str) -> list[Item]:
    if not prefix and not suffix:
        return items
    names, found = {}, []
    for item in items:
        if item.kind not in _UNPREFIXED:
            name = f"{prefix}{item.name}{suffix}"
            names[item.kind, item.name] = name
            item = item.having(name=name)
        found.append(item)
    return references.renamed(found, names)


def _moved(world: World, item: Item, namespace: str, accounts: set[str]) -> Item:
    if item.kind == "Namespace":
        return item.having(name=namespace)
    if _namespaced(world, item):
        item = item.having(namespace=namespace)
    return item.being(_with_subjects(item, namespace, accounts))


def _with_subjects(item: Item, namespace: str, accounts: set[str]) -> Any:
    """Bindings mean the accounts of the namespace where everything is now."""
    if "subjects" not in item.obj:
        return item.obj
    subjects = [
        {**each, "namespace": namespace}
        if each.get("kind") == "ServiceAccount" and each.get("name") in accounts
        else each
        for each in item.obj["subjects"]
    ]
    return {**item.obj, "subjects": subjects}


def _namespaced(world: World, item: Item) -> bool:
    try:
        return registry.of(world).by_kind(item.obj.get("apiVersion", ""), item.kind).namespaced
    except registry.UnknownResource:
        return True


def _label_sets(plan: dict[str, Any]) -> list[tuple[Labels, bool, bool]]:
    """(labels, whether selectors have them, whether templates do)."""
    sets = [(plan["commonLabels"], True, True)] if plan.get("commonLabels") else []
    for each in plan.get("labels") or ():
        selectors = bool(each.get("includeSelectors"))
        templates = selectors or bool(each.get("includeTemplates"))
        sets.append((each.get("pairs") or {}, selectors, templates))
    return sets


def _labelled(item: Item, labels: Labels, selectors: bool, templates: bool) -> Item:
    obj = _united(item.obj, ("metadata", "labels"), labels)
    for path in _TEMPLATES.get(item.kind, ()) if templates else ():
        obj = _united(obj, (*path, "labels"), labels)
    if selectors:
        obj = _selected(item.kind, obj, labels)
    return item.being(obj)


def _selected(kind: str, obj: Any, labels: Labels) -> Any:
    matches = ("spec", "selector", "matchLabels")
    if kind in ("Service", "ReplicationController") and lookup(obj, ("spec", "selector")):
        return _united(obj, ("spec", "selector"), labels)
    if kind in _MATCHED or (kind in ("Job", "PodDisruptionBudget") and lookup(obj, matches)):
        obj = _united(obj, matches, labels)
    if kind == "StatefulSet":
        claims = lookup(obj, ("spec", "volumeClaimTemplates")) or ()
        marked = [_united(claim, ("metadata", "labels"), labels) for claim in claims]
        obj = with_field(obj, ("spec", "volumeClaimTemplates"), marked) if marked else obj
    return _of_policy(obj, labels) if kind == "NetworkPolicy" else obj


def _of_policy(obj: Any, labels: Labels) -> Any:
    """Selectors that choose something choose among what has the labels."""

    def chosen(holder: Any, field: str) -> Any:
        path = (field, "matchLabels")
        return _united(holder, path, labels) if lookup(holder, path) else holder

    spec = chosen(obj.get("spec") or {}, "podSelector")
    for way, field in _PEERS:
        for at, rule in enumerate(spec.get(way) or ()):
            peers = [chosen(peer, "podSelector") for peer in rule.get(field) or ()]
            rules = [*spec[way]]
            rules[at] = {**rule, field: peers} if peers else rule
            spec = {**spec, way: rules}
    return {**obj, "spec": spec}


def _noted(item: Item, notes: Labels) -> Item:
    obj = _united(item.obj, ("metadata", "annotations"), notes)
    for path in _TEMPLATES.get(item.kind, ()):
        obj = _united(obj, (*path, "annotations"), notes)
    return item.being(obj)


def _united(obj: Any, path: tuple[str, ...], more: Labels) -> Any:
    return with_field(obj, path, {**(lookup(obj, path) or {}), **more})


def _replicated(item: Item, plan: dict[str, Any]) -> Item:
    for each in plan.get("replicas") or ():
        if item.kind in _SCALED and each.get("name") in (item.origin, item.name):
            item = item.being(with_field(item.obj, ("spec", "replicas"), each.get("count")))
    return item


def _imaged(item: Item, images: Sequence[dict[str, Any]]) -> Item:
    def changed(image: str) -> str:
        for rule in images:
            image = _image(image, rule)
        return image

    return item.being(_each_image(item.obj, changed)) if images else item


def _each_image(value: Any, change: Callable[[str], str], field: str = "") -> Any:
    if isinstance(value, list):
        return [_each_image(each, change, field) for each in value]
    if not isinstance(value, dict):
        return value
    made = {key: _each_image(inner, change, key) for key, inner in value.items()}
    if field in ("containers", "initContainers") and isinstance(value.get("image"), str):
        made["image"] = change(value["image"])
    return made


def _image(image: str, rule: dict[str, Any]) -> str:
    name, at, digest = image.partition("@")
    head, slash, last = name.rpartition("/")
    base, colon, tag = last.partition(":")
    name = f"{head}{slash}{base}"
    if name != rule.get("name"):
        return image
    new = str(rule.get("newName") or name)
    if rule.get("digest"):
        return f"{new}@{rule['digest']}"
    if rule.get("newTag") is not None:
        return f"{new}:{rule['newTag']}"
    return f"{new}{colon}{tag}{at}{digest}"
