"""Where a variable's value comes from, in words or looked up (pkg/cmd/set/env/env_resolve.go)."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.invocation import Invocation

Source = dict[str, Any]
_KEYS = {
    "configMapKeyRef": ("configmaps", "configmap", "config map"),
    "secretKeyRef": ("secrets", "secret", "secret"),
}


def in_words(source: Source) -> str:
    """``configmap settings, key colour``."""
    for field, (_, word, _) in _KEYS.items():
        if source.get(field) is not None:
            return f"{word} {source[field].get('name', '')}, key {source[field]['key']}"
    if source.get("fieldRef") is not None:
        return f"field path {source['fieldRef']['fieldPath']}"
    if source.get("resourceFieldRef") is not None:
        ref = source["resourceFieldRef"]
        container = f"{ref['containerName']}/" if ref.get("containerName") else ""
        return f"resource field {container}{ref['resource']}"
    return "invalid valueFrom"


def resolved(command: Invocation, source: Source, obj: Object, container: Source) -> str:
    """The value itself; ValueError in kubectl's words when there is none."""
    for field, (resource, _, word) in _KEYS.items():
        if source.get(field) is not None:
            return _of_key(command, resource, word, source[field])
    if source.get("fieldRef") is not None:
        return _of_field(obj, source["fieldRef"]["fieldPath"])
    if source.get("resourceFieldRef") is not None:
        return _of_resource(container, source["resourceFieldRef"])
    raise ValueError("invalid valueFrom")


def _of_key(command: Invocation, resource: str, word: str, ref: Source) -> str:
    name, key = ref.get("name", ""), ref["key"]
    try:
        held = command.client.get(resource, command.namespace, name)
    except StatusError as problem:
        raise ValueError(problem.status["message"]) from problem
    data = held.get("data") or {}
    if key not in data:
        raise ValueError(f"key {key} not found in {word} {name}")
    if resource == "secrets":
        return b64decode(data[key]).decode(errors="replace")
    return str(data[key])


def _of_field(obj: Object, path: str) -> str:
    meta = obj["metadata"]
    place, bracket, key = path.removesuffix("']").partition("['")
    field = place.removeprefix("metadata.")
    if bracket and path.endswith("']"):
        if place not in ("metadata.annotations", "metadata.labels"):
            raise ValueError(f"fieldPath {quote(path)} does not support subscript")
        return str((meta.get(field) or {}).get(key, ""))
    if path in ("metadata.annotations", "metadata.labels"):
        pairs = sorted((meta.get(field) or {}).items())
        return "\n".join(f"{name}={quote(value)}" for name, value in pairs)
    if path in ("metadata.name", "metadata.namespace", "metadata.uid"):
        return str(meta.get(field, ""))
    raise ValueError(f"unsupported fieldPath: {path}")


def _of_resource(container: Source, ref: Source) -> str:
    """A limit or request counted in the divisor, rounded up."""
    part, _, name = ref["resource"].partition(".")
    known = name in ("cpu", "memory", "ephemeral-storage") or name.startswith("hugepages-")
    if part not in ("limits", "requests") or not known:
        raise ValueError(f"Unsupported container resource : {ref['resource']}")
    amounts = (container.get("resources") or {}).get(part) or {}
    count = quantity.milli if name == "cpu" else quantity.whole
    divisor = count(ref.get("divisor") or "0") or count("1")
    return str(-(-count(amounts.get(name, "0")) // divisor))
