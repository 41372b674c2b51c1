"""Portraits of ConfigMaps, Secrets and ServiceAccounts: what they hold and who takes it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from cluster_sim.world.explain.portraits.portrait import Object, Portrait, Value, links, says, table
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.indexes import NAMESPACE

_MOST = 30
_CONFIG_MAP = ("configMap", "name", "configMapRef", "configMapKeyRef")
_SECRET = ("secret", "secretName", "secretRef", "secretKeyRef")


def config_map(world: World, obj: Object) -> Portrait:
    """Its keys, and the pods that read it."""
    texts = {key: len(text.encode()) for key, text in (obj.get("data") or {}).items()}
    sizes = texts | _sizes(obj.get("binaryData"))
    return Portrait([*_held(obj, sizes), ("readBy", _readers(world, obj, _CONFIG_MAP))])


def secret(world: World, obj: Object) -> Portrait:
    """Its keys, never their values, and the pods that read it."""
    kind = ("secretType", obj.get("type", ""))
    readers = ("readBy", _readers(world, obj, _SECRET))
    return Portrait([kind, *_held(obj, _sizes(obj.get("data"))), readers])


def _held(obj: Object, sizes: dict[str, int]) -> list[tuple[str, Value]]:
    rows = [[key, says("bytes", count=sizes[key])] for key in sorted(sizes)]
    sealed = says("config.immutable") if obj.get("immutable") else None
    return [("keys", table(["key", "size"], rows) or says("config.empty")), ("change", sealed)]


def _sizes(encoded: dict[str, str] | None) -> dict[str, int]:
    return {key: _length(text) for key, text in (encoded or {}).items()}


def _length(text: str) -> int:
    try:
        return len(base64.b64decode(text))
    except (binascii.Error, ValueError):
        return 0


def _readers(world: World, obj: Object, names: tuple[str, str, str, str]) -> Value:
    pods = world.store.by_index("pods", NAMESPACE, namespace_of(obj))
    found = [pod for pod in pods if name_of(obj) in _read_by(pod, names)]
    return links("pods", sorted(found, key=name_of)[:_MOST]) or says("config.unread")


def _read_by(pod: Object, names: tuple[str, str, str, str]) -> Iterator[str]:
    """The names of all ConfigMaps, or Secrets, that a pod mounts or has in its environment."""
    kind, named, whole, one = names
    for volume in pod["spec"].get("volumes") or ():
        if kind in volume:
            yield volume[kind].get(named, "")
        for source in (volume.get("projected") or {}).get("sources") or ():
            yield (source.get(kind) or {}).get("name", "")
    containers = [*(pod["spec"].get("initContainers") or ()), *pod["spec"]["containers"]]
    for container in containers:
        for each in container.get("envFrom") or ():
            yield (each.get(whole) or {}).get("name", "")
        for variable in container.get("env") or ():
            yield ((variable.get("valueFrom") or {}).get(one) or {}).get("name", "")
    if kind == "secret":
        yield from (each.get("name", "") for each in pod["spec"].get("imagePullSecrets") or ())
