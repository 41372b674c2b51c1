"""``kubectl debug``: look into a pod or a node with a container of one's own (pkg/cmd/debug)."""

from __future__ import annotations

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl import attaching, debug_profiles
from cluster_sim.world.shell.kubectl.debug_pods import (
    container_name,
    copy_of,
    debug_container,
    node_pod,
)
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import fetch, targets
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    switch("arguments-only"),
    switch("attach"),
    flag("container", "c"),
    flag("copy-to"),
    switch("replace"),
    several("env"),
    flag("image"),
    flag("image-pull-policy"),
    several("filename", "f", split=True),
    switch("keep-annotations"),
    switch("keep-init-containers", default=True),
    switch("keep-labels"),
    switch("keep-liveness"),
    switch("keep-readiness"),
    switch("keep-startup"),
    flag("profile", default=debug_profiles.GENERAL),
    flag("custom"),
    switch("quiet", "q"),
    switch("same-node"),
    several("set-image", split=True),
    switch("share-processes", default=True),
    switch("stdin", "i"),
    flag("target"),
    switch("tty", "t"),
)
_TARGETING = (
    "If you don't see processes from this container it may be because the container runtime "
    "doesn't support this feature."
)


def run(command: Invocation) -> Outcome:
    """Add the container, or make the pod, and attach to it when asked to."""
    _check(command)
    names = [name if "/" in name else f"pods/{name}" for name in command.args]
    if not names:
        raise error("NAME or --filename is required for debug")
    found, failed = fetch(command, targets(command.process.world, names, "kubectl debug"))
    for each in found:
        for item in each.items:
            if each.resource.key == "nodes":
                pod, container = node_pod(command, name_of(item))
                pod = command.client.create("pods", command.namespace, pod)
            elif each.resource.key != "pods":
                raise error(f'"{each.resource.kind}" not supported by debug')
            else:
                pod, container = _of_pod(command, item)
            if command.value("stdin") or command.value("attach"):
                place = namespace_of(pod), name_of(pod)
                return attaching.await_container(command, place, container)
    return Exit(1 if failed else 0)


def wake(command: Invocation) -> Outcome:
    """Wait for the container, then pass on what is typed and said."""
    outcome = attaching.awaited(command)
    # What the container ends with is its own affair.
    return Exit() if isinstance(outcome, Exit) else outcome


def _check(command: Invocation) -> None:
    if not command.value("image") and not command.value("copy-to"):
        raise error("you must specify --image when not using --copy-to.")
    if command.value("target") and command.value("copy-to"):
        raise error("--target is incompatible with --copy-to. Use --share-processes instead.")
    if command.value("replace") and not command.value("copy-to"):
        raise error("--replace may only be used with --copy-to.")
    if command.value("same-node") and not command.value("copy-to"):
        raise error("--same-node may only be used with --copy-to.")
    if command.value("set-image") and not command.value("copy-to"):
        raise error("--set-image may only be used with --copy-to.")
    if command.value("tty") and not command.value("stdin"):
        raise error("-i/--stdin is required for containers with -t/--tty=true")
    debug_profiles.check(command.value("profile"))


def _of_pod(command: Invocation, pod: Object) -> tuple[Object, str]:
    if command.value("copy-to"):
        copy, container = copy_of(command, pod)
        made = command.client.create("pods", namespace_of(pod), copy)
        if command.value("replace"):
            command.client.delete("pods", namespace_of(pod), name_of(pod))
        return made, container
    target = command.value("target")
    if target and not command.value("quiet"):
        command.write(f'Targeting container "{target}". {_TARGETING}\n')
    name = container_name(command, pod)
    added = debug_container(command, name)
    if target:
        added["targetContainerName"] = target
    body = {"spec": {"ephemeralContainers": [added]}}
    made = command.client.patch(
        "pods", namespace_of(pod), name_of(pod), body, subresource="ephemeralcontainers"
    )
    return made, name
