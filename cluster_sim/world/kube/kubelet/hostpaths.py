"""Folders and files of the node itself, as hostPath volumes find them.

pkg/volume/hostpath/host_path.go (checkTypeInternal) and its words.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet import filelog

_FOLDERS = (
    "/", "/boot", "/dev", "/etc", "/etc/kubernetes", "/etc/kubernetes/manifests", "/home",
    "/lib/modules", "/mnt", "/opt", "/proc", "/root", "/run", "/run/containerd", "/srv", "/sys",
    "/sys/fs/cgroup", "/tmp", "/usr", "/usr/share", "/var", "/var/lib", "/var/lib/containerd",
    "/var/lib/docker", "/var/lib/kubelet", "/var/log", "/var/log/containers", "/var/log/pods",
    "/var/run", "/usr/share/zoneinfo",
)  # fmt: skip
_FILES = {
    "/etc/hostname": "{node}\n",
    "/etc/localtime": "TZif2\n",
    "/etc/machine-id": "0123456789abcdef0123456789abcdef\n",
    "/etc/os-release": 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
    "/etc/hosts": "127.0.0.1 localhost\n",
    "/etc/resolv.conf": "nameserver 10.0.0.2\n",
}
_SOCKETS = ("/run/containerd/containerd.sock", "/var/run/containerd/containerd.sock")
_BLOCKS = ("/dev/sda", "/dev/vda")
_CHARS = ("/dev/null", "/dev/zero", "/dev/kvm", "/dev/fuse")
_TYPES = {
    "Directory": "a directory",
    "File": "a file",
    "Socket": "a socket file",
    "CharDevice": "a character device",
    "BlockDevice": "a block device",
}


def look(world: World, node: str, source: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """What is wrong with the path for the type asked (empty: nothing), and what is in it."""
    path = "/" + str(source.get("path", "")).strip("/")
    wanted = str(source.get("type") or "")
    what = _kind(world, node, path)
    usual = wanted.removesuffix("OrCreate")
    if wanted and (what or wanted == usual) and what != usual:
        return f"hostPath type check failed: {path} is not {_TYPES[usual]}", {}
    files = {
        file[len(path) :].lstrip("/") or file.rpartition("/")[2]: text.format(node=node)
        for file, text in _FILES.items()
        if file == path or file.startswith(path.rstrip("/") + "/")
    }
    folders = {
        each[len(path) :].strip("/"): each
        for each in _FOLDERS
        if each != path and each.startswith(path.rstrip("/") + "/")
    }
    files.update({f"{name}/.directory": "" for name in folders})
    if what == "File" or wanted.startswith("File"):
        return "", {"": files.get(path.rpartition("/")[2], "")}
    return "", files


def _kind(world: World, node: str, path: str) -> str:
    """What is at a path of the node: a type as in the manifest, empty when nothing is."""
    for known, kind in ((_SOCKETS, "Socket"), (_BLOCKS, "BlockDevice"), (_CHARS, "CharDevice")):
        if path in known:
            return kind
    if path in _FILES:
        return "File"
    if path in _FOLDERS or any(name.startswith(f"{path}/") for name in (*_FOLDERS, *_FILES)):
        return "Directory"
    store = f"host/{node}/{path}"
    if filelog.is_known(world, store):
        return (
            "File"
            if any(not each.path for each in filelog.entries(world, store))
            else ("Directory")
        )
    return ""
