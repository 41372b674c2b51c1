"""The student's kubeconfig: which cluster, as whom, in which namespace.

It is the file ``~/.kube/config`` once something has changed it; until then it is the one that
``kubeadm`` would have left there. ``--kubeconfig`` and the variable KUBECONFIG name another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.authentication import certificates, pem
from cluster_sim.world.kube.bootstrap import API_SERVER_IP
from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.kubectl.documents import documents
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.output import yaml
from cluster_sim.world.shell.kubectl.yaml_nodes import ManifestError
from cluster_sim.world.shell.paths import HOME
from cluster_sim.world.shell.process import Process

FOLDER, PATH = ".kube", ".kube/config"
_CLUSTER, _USER = "kubernetes", "kubernetes-admin"
_CONTEXT = f"{_USER}@{_CLUSTER}"

Config = dict[str, Any]


def path_of(process: Process, values: Mapping[str, Any]) -> str:
    """Where the configuration of a command is, relative to the home: its flag, its environment,
    or the usual place.
    """
    asked = str(values.get("kubeconfig") or process.env.get("KUBECONFIG") or "")
    if not asked:
        return PATH
    try:
        return paths.resolve(process.cwd, asked)
    except paths.Outside:
        raise error(f"stat {asked}: no such file or directory") from None


def load(world: World, path: str = PATH) -> Config:
    """The configuration; Failure when the file is none."""
    text = files.read(world, path)
    if text is None:
        if path != PATH:
            raise error(f"stat {HOME}/{path}: no such file or directory")
        return _default(world)
    try:
        values = list(documents(text))
    except ManifestError as problem:
        raise _unreadable(path, str(problem)) from problem
    if not values:
        return {}
    if not isinstance(values[0], dict):
        raise _unreadable(path, "json: cannot unmarshal into Go value of type v1.Config")
    return values[0]


def save(world: World, config: Config, path: str = PATH) -> None:
    """Write the configuration to its file; Failure when the disk is full."""
    try:
        if path == PATH and not files.is_folder(world, FOLDER):
            files.make_folder(world, FOLDER, files.ACTOR)
        files.write(world, path, yaml.dumps(config), files.ACTOR)
    except ValueError as problem:
        raise error(f"open {HOME}/{path}: {problem}") from problem


def current(config: Config) -> str:
    """The name of the current context, empty when none is set."""
    name = config.get("current-context")
    return name if isinstance(name, str) else ""


def contexts(config: Config) -> dict[str, Config]:
    """The contexts by name, in the order of the file."""
    return _named(config, "contexts", "context")


def clusters(config: Config) -> dict[str, Config]:
    """The clusters by name."""
    return _named(config, "clusters", "cluster")


def users(config: Config) -> dict[str, Config]:
    """The users by name."""
    return _named(config, "users", "user")


def namespace(world: World, context: str = "", path: str = PATH) -> str:
    """The namespace of a context, the current one by default; Failure when there is no such."""
    config = load(world, path)
    if context and context not in contexts(config):
        raise Failure(
            f"Error in configuration: context was not found for specified context: {context}"
        )
    found = contexts(config).get(context or current(config), {}).get("namespace")
    return found if found and isinstance(found, str) else "default"


def with_entry(config: Config, many: str, one: str, name: str, entry: Config) -> Config:
    """The configuration with an entry put in: ``users``, ``user``, its name, what it says."""
    known = {**_named(config, many, one), name: entry}
    return {**config, many: [{one: known[each], "name": each} for each in sorted(known)]}


def without_entry(config: Config, many: str, name: str) -> Config:
    """The configuration without an entry."""
    kept = [each for each in config.get(many) or () if each.get("name") != name]
    return {**config, many: kept or None}


def _named(config: Config, many: str, one: str) -> dict[str, Config]:
    listed = config.get(many)
    found = {}
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict) and isinstance(each.get("name"), str):
            value = each.get(one)
            found[each["name"]] = value if isinstance(value, dict) else {}
    return found


def _unreadable(path: str, why: str) -> Exception:
    return error(f'error loading config file "{HOME}/{path}": {why}')


def _default(world: World) -> Config:
    """What kubeadm writes (kubeadm/app/phases/kubeconfig); the key is one in name only."""
    authority = certificates.data(pem.write("CERTIFICATE", b"Grappe"))
    key = certificates.data(pem.write("PRIVATE KEY", b"Grappe"))
    certificate = certificates.data(certificates.admin(world))
    server = f"https://{API_SERVER_IP}:6443"
    return {
        "apiVersion": "v1",
        "clusters": [
            {
                "cluster": {"certificate-authority-data": authority, "server": server},
                "name": _CLUSTER,
            }
        ],
        "contexts": [{"context": {"cluster": _CLUSTER, "user": _USER}, "name": _CONTEXT}],
        "current-context": _CONTEXT,
        "kind": "Config",
        "users": [
            {
                "name": _USER,
                "user": {"client-certificate-data": certificate, "client-key-data": key},
            }
        ],
    }
