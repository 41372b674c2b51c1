"""Objects made from flags, as ``kubectl create KIND`` and ``kubectl run`` make them."""

from __future__ import annotations

import json
from typing import Any

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.hash import encode_suffix
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.changes import FLAGS as CHANGE_FLAGS
from cluster_sim.world.shell.kubectl.changes import client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.last_applied import noted
from cluster_sim.world.shell.kubectl.output import json_
from cluster_sim.world.shell.kubectl.output.field_order import in_go_order
from cluster_sim.world.shell.process import Exit, Outcome

_SUFFIX = 5
FLAGS: tuple[Flag, ...] = (*CHANGE_FLAGS, switch("save-config"))


def name_argument(command: Invocation) -> str:
    """The one argument that names the object; Failure when there is another number of them."""
    count = len(command.args)
    if count != 1:
        raise see_help(f"exactly one NAME is required, got {count}", command.path)
    return command.args[0]


def create(
    command: Invocation,
    resource: str,
    obj: Object,
    namespaced: bool = True,
    told: str = "",
    remembers: bool = True,
) -> Outcome:
    """Create the object, or only show it with ``--dry-run=client``.

    told: how a refusal of the server names the thing, ``job:``; nothing for those commands that
    leave the refusal as it is (each in its file of pkg/cmd/create); remembers: whether
    ``--save-config`` does something.
    """
    namespace = command.namespace if namespaced else ""
    if namespaced and command.given("namespace"):
        obj = {**obj, "metadata": {**obj["metadata"], "namespace": namespace}}
    if remembers and command.value("save-config"):
        obj = remembering(obj)
    if dry_run(command) != "client":
        obj = _made(command, resource, namespace, obj, told)
    tell(command, obj, "created", typed=True)
    return Exit()


def remembering(obj: Object) -> Object:
    """The object with itself in the annotation that ``apply`` looks for (``--save-config``)."""
    text = json.dumps(in_go_order(obj), separators=(",", ":"), ensure_ascii=False)
    return noted(obj, f"{json_.escaped(text)}\n")


def _made(command: Invocation, resource: str, namespace: str, obj: Object, told: str) -> Object:
    try:
        return client_for(command).create(resource, namespace, obj)
    except StatusError as problem:
        if not told:
            raise
        raise error(f"failed to create {told} {problem}") from problem


def labels_of(text: str) -> dict[str, str]:
    """``a=b,c=d`` as labels; Failure for what is none."""
    found: dict[str, str] = {}
    for part in filter(None, text.split(",")):
        key, equals, value = part.partition("=")
        if not equals:
            raise error(f"unexpected label spec: {part}")
        found[key] = value
    return found


def image_name(command: Invocation, image: str) -> str:
    """The container's name that ``create deployment`` makes of an image.

    One that had to be changed gets an ending of its own, so that it stays unique.
    """
    name = image.rsplit("/", 1)[-1].partition("@")[0].partition(":")[0]
    plain = name.replace("_", "-").replace(".", "-")
    if plain == name:
        return name
    draw = command.client.world.chance.below("kubectl", 27**_SUFFIX)
    return f"{plain}-{encode_suffix(draw, _SUFFIX)}"


def container(name: str, image: str, **more: Any) -> dict[str, Any]:
    """A container with what is set of ``more``."""
    made: dict[str, Any] = {"image": image, "name": name, "resources": {}}
    return {**made, **{key: value for key, value in more.items() if value}}
