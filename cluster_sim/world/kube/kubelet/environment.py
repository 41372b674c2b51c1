"""The environment of a container: values, ConfigMaps, Secrets, fields of the pod.

pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables) and the messages of its errors.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.machines import Machine

_REFERENCE = re.compile(r"\$\$|\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)")
# execve(2): what one string, and all of them together, may come to in bytes.
_LONGEST = 128 << 10
_LONGEST_IN_ALL = 2 << 20
_SOURCES = {"configMapKeyRef": "configmaps", "secretKeyRef": "secrets"}


class ConfigError(ValueError):
    """The container cannot be created; the message is the kubelet's."""


def environment(
    world: World, pod: Object, container: dict[str, Any], machine: Machine, ip: str
) -> dict[str, str]:
    """Names and values as the container gets them; ConfigError when something is missing."""
    found = {
        "KUBERNETES_SERVICE_HOST": "10.96.0.1",
        "KUBERNETES_SERVICE_PORT": "443",
    }
    for source in container.get("envFrom") or ():
        found.update(_whole(world, pod, source))
    for variable in container.get("env") or ():
        value = _value(world, pod, container, variable, machine, ip)
        if value is not None:
            found[variable["name"]] = expand(value, found)
    _check_length(sum(map(len, found.values())), _LONGEST_IN_ALL)
    return found


def expand(text: str, known: dict[str, str]) -> str:
    """``$(NAME)`` replaced where the name is known, ``$$`` by one dollar.

    ConfigError when that makes more of it than the kernel hands to a process.
    """
    length = len(text)

    def value(match: re.Match[str]) -> str:
        nonlocal length
        if match.group() == "$$":
            return "$"
        found = known.get(match.group(1), match.group())
        length += len(found)
        _check_length(length, _LONGEST)
        return found

    return _REFERENCE.sub(value, text)


def _check_length(length: int, most: int) -> None:
    if length > most:
        raise ConfigError("argument list too long")


def _whole(world: World, pod: Object, source: dict[str, Any]) -> dict[str, str]:
    prefix = source.get("prefix", "")
    for field, resource, kind in (
        ("configMapRef", "configmaps", "configmap"),
        ("secretRef", "secrets", "secret"),
    ):
        reference = source.get(field)
        if reference is None:
            continue
        data = _data(world, resource, namespace_of(pod), reference["name"])
        if data is None and not reference.get("optional"):
            raise ConfigError(f'{kind} "{reference["name"]}" not found')
        return {f"{prefix}{name}": value for name, value in (data or {}).items()}
    return {}


def _value(
    world: World,
    pod: Object,
    container: dict[str, Any],
    variable: dict[str, Any],
    machine: Machine,
    ip: str,
) -> str | None:
    source = variable.get("valueFrom")
    if not source:
        return str(variable.get("value", ""))
    for field in _SOURCES:
        if field in source:
            return _keyed(world, pod, field, source[field])
    if "fieldRef" in source:
        return _field(pod, source["fieldRef"].get("fieldPath", ""), machine, ip)
    reference = source.get("resourceFieldRef") or {}
    path = str(reference.get("resource", "")).split(".")
    return str(lookup(container.get("resources") or {}, path, "0"))


def _keyed(world: World, pod: Object, field: str, reference: dict[str, Any]) -> str | None:
    resource = _SOURCES[field]
    namespace, name, key = namespace_of(pod), reference["name"], reference["key"]
    data = _data(world, resource, namespace, name)
    if data is not None and key in data:
        return data[key]
    if reference.get("optional"):
        return None
    kind = resource[:-1]
    if data is None:
        raise ConfigError(f'{kind} "{name}" not found')
    shown = "ConfigMap" if resource == "configmaps" else "Secret"
    raise ConfigError(f"couldn't find key {key} in {shown} {namespace}/{name}")


def _data(world: World, resource: str, namespace: str, name: str) -> dict[str, str] | None:
    stored = world.store.get(resource, namespace, name)
    if stored is None:
        return None
    data = stored.get("data") or {}
    if resource == "configmaps":
        return {key: str(value) for key, value in data.items()}
    return {key: _decoded(str(value)) for key, value in data.items()}


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _field(pod: Object, path: str, machine: Machine, ip: str) -> str:
    known = {
        "metadata.name": name_of(pod),
        "metadata.namespace": namespace_of(pod),
        "metadata.uid": pod["metadata"].get("uid", ""),
        "spec.nodeName": pod["spec"].get("nodeName", ""),
        "spec.serviceAccountName": pod["spec"].get("serviceAccountName", ""),
        "status.podIP": ip,
        "status.podIPs": ip,
        "status.hostIP": machine["address"],
        "status.hostIPs": machine["address"],
    }
    if path in known:
        return str(known[path])
    match = re.fullmatch(r"metadata\.(labels|annotations)\['([^']+)'\]", path)
    if match is None:
        return ""
    return str((pod["metadata"].get(match.group(1)) or {}).get(match.group(2), ""))
