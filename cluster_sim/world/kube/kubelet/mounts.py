"""Where the volumes of a pod are kept, and what a container sees of them at which path."""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.api.resource import Object

# Volumes whose files come from the API: containers cannot write to them.
CONFIGURED = ("configMap", "secret", "projected", "downwardAPI")


class Mount(NamedTuple):
    """``path`` in the container shows what is at ``sub`` in ``store``.

    ``single``: it is one file. ``fixed``: it stays as it was when the container started, as a
    subPath of a ConfigMap does. ``read_only``: the container cannot write to it.
    """

    path: str
    store: str
    sub: str
    single: bool
    fixed: bool
    read_only: bool

    def inside(self, relative: str) -> str | None:
        """The path in the container of a file of the volume; None: it is not shown."""
        if self.single:
            return self.path if relative == self.sub else None
        start = f"{self.sub}/" if self.sub else ""
        return f"{self.path}/{relative[len(start) :]}" if relative.startswith(start) else None

    def relative(self, path: str) -> str | None:
        """The path in the volume of a file of the container; None: it is not in it."""
        if self.single:
            return self.sub if path == self.path else None
        if not path.startswith(f"{self.path}/"):
            return None
        rest = path[len(self.path) + 1 :]
        return f"{self.sub}/{rest}" if self.sub else rest


def store_of(pod: Object, volume: dict[str, Any]) -> str:
    """Where what is in a volume is kept: with the pod, its node, its claim or its server."""
    if "hostPath" in volume:
        return f"host/{pod['spec'].get('nodeName', '')}/{volume['hostPath'].get('path', '')}"
    if "persistentVolumeClaim" in volume:
        return f"claim/{namespace_of(pod)}/{volume['persistentVolumeClaim'].get('claimName', '')}"
    if "ephemeral" in volume:
        return f"claim/{namespace_of(pod)}/{pod['metadata']['name']}-{volume['name']}"
    if "nfs" in volume:
        return f"nfs/{volume['nfs'].get('server', '')}{volume['nfs'].get('path', '')}"
    return f"{pod['metadata'].get('uid', '')}/{volume['name']}"


def mounts_of(
    pod: Object, container: dict[str, Any], values: dict[str, str], singles: frozenset[str]
) -> list[Mount]:
    """The mounts of a container, those deeper down last.

    ``values``: its environment, for subPathExpr. ``singles``: ``store/path`` of what is a file.
    """
    volumes = {each["name"]: each for each in pod["spec"].get("volumes") or ()}
    found = []
    for mount in container.get("volumeMounts") or ():
        volume = volumes.get(mount["name"])
        if volume is None:
            continue
        sub = _sub_path(mount, values).strip("/")
        store, configured = store_of(pod, volume), any(kind in volume for kind in CONFIGURED)
        single = f"{store}/{sub}" in singles
        read_only = bool(mount.get("readOnly")) or configured or "image" in volume
        path = "/" + str(mount["mountPath"]).strip("/")
        found.append(Mount(path, store, sub, single, configured and bool(sub), read_only))
    return sorted(found, key=lambda each: each.path.count("/"))


def _sub_path(mount: dict[str, Any], values: dict[str, str]) -> str:
    from cluster_sim.world.kube.kubelet.environment import expand

    if mount.get("subPathExpr"):
        return expand(str(mount["subPathExpr"]), values)
    return str(mount.get("subPath") or "")
