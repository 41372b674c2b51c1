"""``kubectl run``: one pod (pkg/cmd/run)."""

from __future__ import annotations

import json
from typing import Any

from cluster_sim.world.kube.api.patch import merge_patch
from cluster_sim.world.shell.kubectl.failure import error, usage
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import container, create, labels_of
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    *COMMON,
    flag("image"),
    flag("image-pull-policy"),
    flag("port"),
    several("env"),
    several("annotations"),
    flag("labels", "l"),
    flag("restart", default="Always"),
    flag("overrides"),
    switch("command"),
    switch("stdin", "i"),
    switch("tty", "t"),
    switch("rm"),
    switch("attach"),
    switch("expose"),
    switch("quiet", "q"),
)
_RESTARTS = ("Always", "OnFailure", "Never")


def run(command: Invocation) -> Outcome:
    """Create the pod."""
    if not command.value("image"):
        raise error('required flag(s) "image" not set')
    if not command.args:
        raise usage("NAME is required for run", command.path)
    if command.value("rm") or command.value("stdin") or command.value("attach"):
        raise error(
            "attaching to a container is not simulated; leave -i, -t, --rm and --attach out and "
            "read the pod's output with kubectl logs"
        )
    if command.value("restart") not in _RESTARTS:
        raise error(f"invalid restart policy: {command.value('restart')}")
    made = _pod(command, command.args[0])
    if command.value("overrides"):
        made = _overridden(made, command.value("overrides"))
    return create(command, "pods", made)


def _pod(command: Invocation, name: str) -> dict[str, Any]:
    labels = {"run": name}
    if command.value("labels"):
        labels = labels_of(command.value("labels"))
    spec = {
        "containers": [_container(command, name)],
        "dnsPolicy": "ClusterFirst",
        "restartPolicy": command.value("restart"),
    }
    meta: dict[str, Any] = {"labels": labels, "name": name}
    if command.value("annotations"):
        meta["annotations"] = labels_of(",".join(command.value("annotations")))
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec, "status": {}}


def _container(command: Invocation, name: str) -> dict[str, Any]:
    words = [*command.args[1:], *command.parsed.after_dash]
    more: dict[str, Any] = {"command" if command.value("command") else "args": words}
    more["env"] = [_variable(text) for text in command.value("env")]
    more["imagePullPolicy"] = command.value("image-pull-policy")
    if command.value("port"):
        if not command.value("port").isdigit():
            text = command.value("port")
            raise error(f'strconv.ParseInt: parsing "{text}": invalid syntax')
        more["ports"] = [{"containerPort": int(command.value("port"))}]
    return container(name, command.value("image"), **more)


def _variable(text: str) -> dict[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise error(f"invalid env: {text}")
    return {"name": name, "value": value}


def _overridden(made: dict[str, Any], text: str) -> dict[str, Any]:
    try:
        changes = json.loads(text)
    except ValueError as problem:
        raise error(f"Invalid JSON Patch: {problem}") from problem
    if not isinstance(changes, dict):
        raise error("Invalid JSON Patch: it must be an object")
    return merge_patch.apply(made, changes)
