"""The pods and containers that ``kubectl debug`` makes (pkg/cmd/debug/debug.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.values import without_field
from cluster_sim.world.kube.api.hash import encode_suffix
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.debug_profiles import context_of
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.invocation import Invocation

_PROBES = (
    ("livenessProbe", "keep-liveness"),
    ("readinessProbe", "keep-readiness"),
    ("startupProbe", "keep-startup"),
)
_LENGTH = 5


def suffix(command: Invocation) -> str:
    """Five random letters."""
    return encode_suffix(command.client.world.chance.below("kubectl", 27**_LENGTH), _LENGTH)


def debug_container(command: Invocation, name: str, on_node: bool = False) -> dict[str, Any]:
    """The container that looks into the others."""
    made: dict[str, Any] = {"image": command.value("image"), "name": name}
    made["terminationMessagePolicy"] = "File"
    words = list(command.parsed.after_dash)
    if words:
        made["args" if command.value("arguments-only") else "command"] = words
    variables = [text.partition("=") for text in command.value("env")]
    more = {
        "env": [{"name": key, "value": value} for key, _, value in variables],
        "imagePullPolicy": command.value("image-pull-policy"),
        "stdin": command.value("stdin"),
        "tty": command.value("tty"),
        "securityContext": context_of(command.value("profile"), on_node),
    }
    return {**made, **{field: value for field, value in more.items() if value}}


def container_name(command: Invocation, pod: Object | None) -> str:
    """The name asked for, or one that is free; which it is is told."""
    if command.value("container"):
        return str(command.value("container"))
    taken = [
        each["name"]
        for kind in ("containers", "initContainers", "ephemeralContainers")
        for each in (pod["spec"].get(kind) or () if pod else ())
    ]
    name = "debugger"
    while pod is not None and (name == "debugger" or name in taken):
        name = f"debugger-{suffix(command)}"
    if pod is not None and not command.value("quiet"):
        command.write(f"Defaulting debug container name to {name}.\n")
    return name


def copy_of(command: Invocation, pod: Object) -> tuple[Object, str]:
    """A pod like ``pod`` to try things on, and the container that is looked at."""
    meta: dict[str, Any] = {"name": command.value("copy-to"), "namespace": command.namespace}
    for field in ("labels", "annotations"):
        if command.value(f"keep-{field}") and pod["metadata"].get(field):
            meta[field] = pod["metadata"][field]
    left_out = ["ephemeralContainers"]
    left_out += [] if command.value("same-node") else ["nodeName"]
    left_out += [] if command.value("keep-init-containers") else ["initContainers"]
    spec = {k: v for k, v in pod["spec"].items() if k not in left_out}
    spec["containers"] = [_without_probes(command, each) for each in spec["containers"]]
    if command.value("share-processes"):
        spec["shareProcessNamespace"] = True
    spec, name = _changed(command, pod, spec)
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec}, name


def node_pod(command: Invocation, node: str) -> tuple[Object, str]:
    """A pod on a node that sees the node's own processes, network and files."""
    name = f"node-debugger-{node}-{suffix(command)}"
    container = container_name(command, None)
    made = debug_container(command, container, on_node=True)
    spec: dict[str, Any] = {
        "containers": [made],
        "nodeName": node,
        "restartPolicy": "Never",
        "tolerations": [{"operator": "Exists"}],
    }
    if command.value("profile") not in ("restricted", "baseline"):
        made["volumeMounts"] = [{"mountPath": "/host", "name": "host-root"}]
        spec["volumes"] = [{"name": "host-root", "hostPath": {"path": "/"}}]
        spec.update(hostIPC=True, hostNetwork=True, hostPID=True)
    labels = {"app.kubernetes.io/managed-by": "kubectl-debug"}
    meta = {"labels": labels, "name": name, "namespace": command.namespace}
    if not command.value("quiet"):
        text = f"Creating debugging pod {name} with container {container} on node {node}.\n"
        command.write(text)
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec}, container


def _without_probes(command: Invocation, container: dict[str, Any]) -> dict[str, Any]:
    gone = [field for field, flag in _PROBES if not command.value(flag)]
    return {key: value for key, value in container.items() if key not in gone}


def _changed(command: Invocation, pod: Object, spec: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The copy's containers with other images, another command, or one more of them."""
    images = dict(text.partition("=")[::2] for text in command.value("set-image"))
    containers = [
        {**each, "image": images.get(each["name"], images.get("*", each["image"]))}
        for each in spec["containers"]
    ]
    asked, names = command.value("container"), [each["name"] for each in containers]
    if asked and asked in names:
        extra = debug_container(command, asked)
        changes = {key: value for key, value in extra.items() if value and key != "name"}
        # Another command comes without the arguments of the one before.
        gone = "args" if "command" in changes else ""
        containers = [
            {**without_field(each, (gone,)), **changes} if each["name"] == asked else each
            for each in containers
        ]
        return {**spec, "containers": containers}, asked
    if not command.value("image"):
        if command.parsed.after_dash:
            why = "you must specify an existing container or a new image when specifying args."
            raise error(why)
        return {**spec, "containers": containers}, str(names[0])
    name = container_name(command, pod)
    return {**spec, "containers": [*containers, debug_container(command, name)]}, name
