"""The student's kubeconfig: which cluster, as whom, in which namespace.

It is the file ``~/.kube/config`` once something has changed it; until then it is the one that
``kubeadm`` would have left there.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.bootstrap import API_SERVER_IP
from cluster_sim.world.shell import files
from cluster_sim.world.shell.kubectl.documents import documents
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.output import yaml
from cluster_sim.world.shell.kubectl.yaml_nodes import ManifestError
from cluster_sim.world.shell.paths import HOME

FOLDER, PATH = ".kube", ".kube/config"
_CLUSTER, _USER = "kubernetes", "kubernetes-admin"
_CONTEXT = f"{_USER}@{_CLUSTER}"

Config = dict[str, Any]


def load(world: World) -> Config:
    """The configuration; Failure when the file is none."""
    text = files.read(world, PATH)
    if text is None:
        return _default()
    try:
        values = list(documents(text))
    except ManifestError as problem:
        raise _unreadable(str(problem)) from problem
    if not values:
        return {}
    if not isinstance(values[0], dict):
        raise _unreadable("json: cannot unmarshal into Go value of type v1.Config")
    return values[0]


def save(world: World, config: Config) -> None:
    """Write the configuration to its file; Failure when the disk is full."""
    try:
        if not files.is_folder(world, FOLDER):
            files.make_folder(world, FOLDER, files.ACTOR)
        files.write(world, PATH, yaml.dumps(config), files.ACTOR)
    except ValueError as problem:
        raise error(f"open {HOME}/{PATH}: {problem}") from problem


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


def namespace(world: World, context: str = "") -> str:
    """The namespace of a context, the current one by default; Failure when there is no such."""
    config = load(world)
    if context and context not in contexts(config):
        raise error(f'context "{context}" does not exist')
    found = contexts(config).get(context or current(config), {}).get("namespace")
    return found if found and isinstance(found, str) else "default"


def with_context(config: Config, name: str, changes: dict[str, str]) -> Config:
    """The configuration with a context changed, or made."""
    known = contexts(config)
    known[name] = {**known.get(name, {"cluster": "", "user": ""}), **changes}
    listed = [{"context": known[each], "name": each} for each in sorted(known)]
    return {**config, "contexts": listed}


def _named(config: Config, many: str, one: str) -> dict[str, Config]:
    listed = config.get(many)
    found = {}
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict) and isinstance(each.get("name"), str):
            value = each.get(one)
            found[each["name"]] = value if isinstance(value, dict) else {}
    return found


def _unreadable(why: str) -> Exception:
    return error(f'error loading config file "{HOME}/{PATH}": {why}')


def _default() -> Config:
    server = f"https://{API_SERVER_IP}:6443"
    return {
        "apiVersion": "v1",
        "clusters": [
            {
                "cluster": {"certificate-authority-data": "DATA+OMITTED", "server": server},
                "name": _CLUSTER,
            }
        ],
        "contexts": [{"context": {"cluster": _CLUSTER, "user": _USER}, "name": _CONTEXT}],
        "current-context": _CONTEXT,
        "kind": "Config",
        "users": [
            {
                "name": _USER,
                "user": {
                    "client-certificate-data": "DATA+OMITTED",
                    "client-key-data": "DATA+OMITTED",
                },
            }
        ],
    }
