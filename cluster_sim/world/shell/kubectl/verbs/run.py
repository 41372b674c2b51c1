"""``kubectl run``: one pod (pkg/cmd/run)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.containers import references
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.shell.kubectl.changes import dry_run
from cluster_sim.world.shell.kubectl.failure import error, usage
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, span, switch
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import container, create, labels_of
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.overrides import FLAGS as OVERRIDES
from cluster_sim.world.shell.kubectl.overrides import overridden
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.run_attached import begin, go_on, is_attached
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
    *OVERRIDES,
    switch("command"),
    switch("stdin", "i"),
    switch("tty", "t"),
    switch("rm"),
    switch("attach"),
    switch("expose"),
    switch("leave-stdin-open"),
    span("pod-running-timeout", default=60_000_000),
    switch("quiet", "q"),
    RECORD,
)
_RESTARTS = ("Always", "OnFailure", "Never")


def run(command: Invocation) -> Outcome:
    """Create the pod."""
    if not command.value("image"):
        raise error('required flag(s) "image" not set')
    if not command.args:
        raise usage("NAME is required for run", command.path)
    _check_image(command.value("image"))
    if command.value("expose") and not command.value("port"):
        raise error("--port must be set when exposing a service")
    _check_attached(command)
    if command.value("restart") not in _RESTARTS:
        raise error(
            f"invalid restart policy: {command.value('restart')}, valid values are: "
            f"{', '.join(_RESTARTS)}"
        )
    made = _pod(command, command.args[0])
    made = overridden(command, made)
    if command.value("expose"):
        create(command, "services", _service(command, made))
    if not is_attached(command):
        return create(command, "pods", made)
    pod = command.client.create("pods", command.namespace, made)
    return begin(command, pod)


def wake(command: Invocation) -> Outcome:
    """Wait for the pod that one is to be attached to, and then be it."""
    return go_on(command)


def _check_image(image: str) -> None:
    try:
        references.parse(image)
    except references.InvalidReference as problem:
        raise error(f"invalid image name {quote(image)}: invalid reference format") from problem


def _check_attached(command: Invocation) -> None:
    attached = any(command.value(name) for name in ("attach", "stdin", "tty"))
    if command.value("rm") and not attached:
        raise error("--rm should only be used for attached containers")
    if attached and dry_run(command) != "none":
        raise error(
            "--dry-run=[server|client] can't be used with attached containers options "
            "(--attach, --stdin, or --tty)"
        )
    if command.value("tty") and not command.value("stdin"):
        raise error("-i/--stdin is required for containers with -t/--tty=true")


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


def _service(command: Invocation, pod: dict[str, Any]) -> dict[str, Any]:
    """The Service of ``--expose``, in front of the pod's port."""
    number = int(command.value("port"))
    port = {"port": number, "protocol": "TCP", "targetPort": number}
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": pod["metadata"]["name"]},
        "spec": {"ports": [port], "selector": pod["metadata"]["labels"]},
        "status": {"loadBalancer": {}},
    }


def _container(command: Invocation, name: str) -> dict[str, Any]:
    words = [*command.args[1:], *command.parsed.after_dash]
    more: dict[str, Any] = {"command" if command.value("command") else "args": words}
    more.update(stdin=command.value("stdin"), tty=command.value("tty"))
    if command.value("stdin") and not command.value("leave-stdin-open"):
        more["stdinOnce"] = True
    more["env"] = [_variable(text) for text in command.value("env")]
    more["imagePullPolicy"] = command.value("image-pull-policy")
    if command.value("port"):
        if not command.value("port").isdigit():
            raise error("--port must be a number")
        more["ports"] = [{"containerPort": int(command.value("port"))}]
    return container(name, command.value("image"), **more)


def _variable(text: str) -> dict[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise error(f"invalid env: {text}")
    return {"name": name, "value": value}
