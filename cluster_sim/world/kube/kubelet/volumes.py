"""The volumes of a pod: what has to be there before it starts, and what is in them.

pkg/volume/{configmap,secret,projected,downwardapi,hostpath}, kubelet/volumemanager.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.aggregate import together
from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import filelog, hostpaths, tokens
from cluster_sim.world.kube.kubelet.fields import field_value, resource_value
from cluster_sim.world.kube.kubelet.filelog import Entry
from cluster_sim.world.kube.kubelet.machines import Machine
from cluster_sim.world.kube.kubelet.mounts import CONFIGURED, store_of
from cluster_sim.world.kube.kubelet.objectdata import data_of

Contents = dict[str, str]
_ROOT_CERTIFICATE = "kube-root-ca.crt"
_CERTIFICATE = (
    "-----BEGIN CERTIFICATE-----\n"
    "MIIDBTCCAe2gAwIBAgIIGrappeClusterAuthorityGrappeClusterAuthority0\n"
    "-----END CERTIFICATE-----\n"
)


class MountFailed(ValueError):
    """A volume cannot be set up; the message is the kubelet's."""


def set_up(world: World, pod: Object, machine: Machine, ip: str) -> str | None:
    """Mount all volumes: the message of the first that cannot be, or None.

    What is in them is noted the first time.
    """
    found: list[tuple[str, Contents]] = []
    for volume in pod["spec"].get("volumes") or ():
        try:
            found.append((store_of(pod, volume), contents(world, pod, volume, machine, ip)))
        except MountFailed as problem:
            return f'MountVolume.SetUp failed for volume "{volume["name"]}" : {problem}'
    for store, files in found:
        if not filelog.is_known(world, store):
            now = world.unix
            filelog.append(world, store, [Entry(now, path, text) for path, text in files.items()])
    return None


def contents(
    world: World, pod: Object, volume: dict[str, Any], machine: Machine, ip: str
) -> Contents:
    """The files of a volume by their path in it; MountFailed when it cannot be set up."""
    if "hostPath" in volume:
        problem, files = hostpaths.look(world, pod["spec"].get("nodeName", ""), volume["hostPath"])
        if problem:
            raise MountFailed(problem)
        return files
    for kind in CONFIGURED:
        if kind in volume:
            sources = volume[kind].get("sources") if kind == "projected" else [volume]
            files, faults = dict[str, str](), list[str]()
            for source in sources or ():
                try:
                    files.update(_part(world, pod, source, machine, ip))
                except MountFailed as fault:
                    faults.append(str(fault))
            if faults:
                raise MountFailed(together(faults))
            return files
    return {}


def is_configured(volume: dict[str, Any]) -> bool:
    """Whether the volume's files come from the API and follow it."""
    return any(kind in volume for kind in CONFIGURED)


def _part(world: World, pod: Object, source: dict[str, Any], machine: Machine, ip: str) -> Contents:
    for kind, read in _READERS.items():
        if source.get(kind) is not None:
            return read(world, pod, source[kind], machine, ip)
    return {}


def _config_map(
    world: World, pod: Object, source: dict[str, Any], machine: Machine, ip: str
) -> Contents:
    return _of_object(world, pod, "configmaps", source.get("name", ""), source)


def _secret(
    world: World, pod: Object, source: dict[str, Any], machine: Machine, ip: str
) -> Contents:
    name = source.get("secretName") or source.get("name", "")
    return _of_object(world, pod, "secrets", name, source)


def _of_object(
    world: World, pod: Object, resource: str, name: str, source: dict[str, Any]
) -> Contents:
    kind, optional = resource[:-1], bool(source.get("optional"))
    data = data_of(world, resource, namespace_of(pod), name)
    if data is None and name == _ROOT_CERTIFICATE:
        data = {"ca.crt": _CERTIFICATE}
    if data is None:
        if optional:
            return {}
        raise MountFailed(f'{kind} "{name}" not found')
    items = source.get("items")
    if not items:
        return data
    found = {}
    for item in items:
        if item["key"] in data:
            found[item["path"]] = data[item["key"]]
        elif not optional:
            raise MountFailed(f"{kind} references non-existent {kind} key: {item['key']}")
    return found


def _downward(
    world: World, pod: Object, source: dict[str, Any], machine: Machine, ip: str
) -> Contents:
    found = {}
    for item in source.get("items") or ():
        if "fieldRef" in item:
            text = field_value(pod, item["fieldRef"].get("fieldPath", ""), machine, ip)
        else:
            reference = item.get("resourceFieldRef") or {}
            specs = [*pod["spec"]["containers"], *pod["spec"].get("initContainers", ())]
            name = reference.get("containerName")
            spec = next((each for each in specs if each["name"] == name), specs[0])
            text = resource_value(world, pod, spec, reference)
        found[item["path"]] = text
    return found


def _token(
    world: World, pod: Object, source: dict[str, Any], machine: Machine, ip: str
) -> Contents:
    name = pod["spec"].get("serviceAccountName") or "default"
    account = world.store.get("serviceaccounts", namespace_of(pod), name)
    if account is None:
        failed = f'failed to fetch token: serviceaccounts "{name}" not found'
        raise MountFailed(failed)
    return {source["path"]: tokens.placeholder(pod, source, account)}


def _bundle(
    world: World, pod: Object, source: dict[str, Any], machine: Machine, ip: str
) -> Contents:
    return {str(source.get("path", "")): _CERTIFICATE}


_READERS: dict[str, Callable[..., Contents]] = {
    "configMap": _config_map,
    "secret": _secret,
    "downwardAPI": _downward,
    "serviceAccountToken": _token,
    "clusterTrustBundle": _bundle,
}
