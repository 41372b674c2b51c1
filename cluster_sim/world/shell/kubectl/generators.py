"""Objects made from flags, as ``kubectl create KIND`` and ``kubectl run`` make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.changes import FLAGS as CHANGE_FLAGS
from cluster_sim.world.shell.kubectl.changes import client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (*CHANGE_FLAGS, switch("save-config"))


def name_argument(command: Invocation) -> str:
    """The one argument that names the object; Failure when there is another number of them."""
    count = len(command.args)
    if count != 1:
        raise see_help(f"exactly one NAME is required, got {count}", command.path)
    return command.args[0]


def create(command: Invocation, resource: str, obj: Object, namespaced: bool = True) -> Outcome:
    """Create the object, or only show it with ``--dry-run=client``."""
    namespace = command.namespace if namespaced else ""
    if dry_run(command) != "client":
        obj = client_for(command).create(resource, namespace, obj)
    elif namespaced and command.given("namespace"):
        obj = {**obj, "metadata": {**obj["metadata"], "namespace": namespace}}
    tell(command, obj, "created")
    return Exit()


def key_values(command: Invocation, texts: Sequence[str]) -> dict[str, str]:
    """``--from-literal=key=value``, each; Failure for what is none."""
    pairs: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not key or not equals:
            raise error(f"invalid literal source {text}, expected key=value")
        _add(pairs, key, value, command)
    return pairs


def files(command: Invocation, texts: Sequence[str]) -> dict[str, str]:
    """``--from-file=[key=]path``, each."""
    pairs: dict[str, str] = {}
    for text in texts:
        key, equals, path = text.partition("=")
        path = path if equals else text
        content = command.process.file(path)
        if content is None:
            raise error(f"error reading {path}: no such file or directory")
        _add(pairs, key if equals else path.rsplit("/", 1)[-1], content, command)
    return pairs


def _add(pairs: dict[str, str], key: str, value: str, command: Invocation) -> None:
    kind = "ConfigMap" if "configmap" in command.path else "Secret"
    if names.config_map_key(key):
        raise error(f'"{key}" is not a valid key name for a {kind}: {names.config_map_key(key)[0]}')
    if key in pairs:
        raise error(f'cannot add key "{key}", another key by that name already exists in Data')
    pairs[key] = value


def labels_of(text: str) -> dict[str, str]:
    """``a=b,c=d`` as labels; Failure for what is none."""
    found: dict[str, str] = {}
    for part in filter(None, text.split(",")):
        key, equals, value = part.partition("=")
        if not equals:
            raise error(f"unexpected label spec: {part}")
        found[key] = value
    return found


def image_name(image: str) -> str:
    """The container's name that ``create deployment`` makes of an image."""
    name = image.rsplit("/", 1)[-1].partition("@")[0].partition(":")[0]
    return name.replace("_", "-").replace(".", "-") if name else image


def container(name: str, image: str, **more: Any) -> dict[str, Any]:
    """A container with what is set of ``more``."""
    made: dict[str, Any] = {"image": image, "name": name, "resources": {}}
    return {**made, **{key: value for key, value in more.items() if value}}
