"""The environment of a container: values, ConfigMaps, Secrets, fields of the pod.

pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables) and the messages of its errors.
"""

from __future__ import annotations

import re
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import filelog
from cluster_sim.world.kube.kubelet.fields import field_value, resource_value
from cluster_sim.world.kube.kubelet.machines import Machine
from cluster_sim.world.kube.kubelet.mounts import store_of
from cluster_sim.world.kube.kubelet.objectdata import data_of
from cluster_sim.world.kube.kubelet.serviceenv import service_variables

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
    """Names and values as the container gets them; ConfigError when something is missing.

    Whole ConfigMaps and Secrets come first, then the variables in their order, then what is
    known of Services and not said otherwise.
    """
    services = service_variables(world, pod)
    found: dict[str, str] = {}
    for source in container.get("envFrom") or ():
        found.update(_whole(world, pod, source))
    own: dict[str, str] = {}
    for variable in container.get("env") or ():
        value = _value(world, pod, container, variable, machine, ip)
        if value is not None:
            if not variable.get("valueFrom"):
                value = expand(value, {**services, **own})
            found[variable["name"]] = own[variable["name"]] = value
    found = {**found, **{name: services[name] for name in services if name not in found}}
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
        data = data_of(world, resource, namespace_of(pod), reference["name"])
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
        return field_value(pod, source["fieldRef"].get("fieldPath", ""), machine, ip)
    if "fileKeyRef" in source:
        return _from_file(world, pod, source["fileKeyRef"])
    return resource_value(world, pod, container, source.get("resourceFieldRef") or {})


def _keyed(world: World, pod: Object, field: str, reference: dict[str, Any]) -> str | None:
    resource = _SOURCES[field]
    namespace, name, key = namespace_of(pod), reference["name"], reference["key"]
    data = data_of(world, resource, namespace, name)
    if data is not None and key in data:
        return data[key]
    if reference.get("optional"):
        return None
    kind = resource[:-1]
    if data is None:
        raise ConfigError(f'{kind} "{name}" not found')
    shown = "ConfigMap" if resource == "configmaps" else "Secret"
    raise ConfigError(f"couldn't find key {key} in {shown} {namespace}/{name}")


def _from_file(world: World, pod: Object, reference: dict[str, Any]) -> str | None:
    """A variable that a container before this one has written to a file of an emptyDir."""
    name, path, key = reference["volumeName"], reference["path"].strip("/"), reference["key"]
    volumes = pod["spec"].get("volumes") or ()
    volume = next((each for each in volumes if each["name"] == name), {"name": name})
    text = None
    for entry in filelog.entries(world, store_of(pod, volume)):
        if entry.path == path and entry.at <= world.unix:
            text = entry.text
    for line in (text or "").splitlines():
        found, equals, value = line.strip().partition("=")
        if equals and found.strip() == key:
            return value.strip().strip("'\"")
    if reference.get("optional"):
        return None
    raise ConfigError(f"environment variable key {key!r} not found in file {path!r}")
