"""Being attached to the first process of a container: ``attach``, ``run -it``, ``debug -it``."""

from __future__ import annotations

from cluster_sim.world.kube import kubelet
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import attachment
from cluster_sim.world.kube.kubelet.doors import running_container
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.streaming import show, streamed
from cluster_sim.world.shell.process import Exit, Outcome, Wait

_LONGEST = 1_000_000
_HINT = "If you don't see a command prompt, try pressing enter.\n"
_RESOURCES = ("pods",)


def attach(
    command: Invocation, place: tuple[str, str], container: str, from_start: bool = False
) -> Outcome:
    """Begin; ``from_start`` shows what was said before, which a fresh pod is meant to."""
    world = command.process.world
    with streamed():
        found = running_container(world, *place, container)
    stdin, tty = bool(command.value("stdin")), bool(command.value("tty"))
    if stdin and tty and not command.value("quiet"):
        command.complain(_HINT)
    shown = 0 if from_start else attachment.said_so_far(world, *place, container)
    command.state.update(
        place=place, container=container, id=found["id"], shown=shown, open=stdin, tty=tty
    )
    return go_on(command)


def go_on(command: Invocation) -> Outcome:
    """Pass on what was typed and said; Exit with the program's status when it has ended."""
    state, world = command.state, command.process.world
    namespace, name = state["place"]
    place, container = (str(namespace), str(name)), str(state["container"])
    if state["open"]:
        _type(command, place, container)
    heard, shown = attachment.hear(world, *place, container, state["id"], state["shown"])
    state["shown"] = shown
    show(command, heard.chunks, state["tty"])
    if heard.code is not None:
        return Exit(heard.code)
    delay = _LONGEST if heard.next is None else min(heard.next, _LONGEST)
    if heard.reads and state["open"]:
        return Wait(delay=_LONGEST, resources=_RESOURCES, input=True)
    return Wait(delay=delay, resources=_RESOURCES)


def status_of(pod: Object, container: str) -> dict[str, Object]:
    """The state of a container: running, waiting or terminated, with what it says of it."""
    status = pod.get("status") or {}
    for field in ("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"):
        for each in status.get(field) or ():
            if each["name"] == container:
                found: dict[str, Object] = each.get("state") or {}
                return found
    return {}


def _type(command: Invocation, place: tuple[str, str], container: str) -> None:
    world, text = command.process.world, command.process.read()
    if text:
        attachment.type_in(world, *place, container, text)
    if command.process.at_end:
        command.state["open"] = False
        attachment.type_in(world, *place, container, None)


def await_container(command: Invocation, place: tuple[str, str], container: str) -> Outcome:
    """Wait for a container that was just asked for, then attach to it."""
    command.state["awaited"] = (*place, container)
    return awaited(command)


def awaited(command: Invocation) -> Outcome:
    """Go on waiting; once the container runs, be attached; Exit when it has ended."""
    if "id" in command.state:
        return go_on(command)
    namespace, name, container = command.state["awaited"]
    pod = command.client.get("pods", namespace, name)
    state = status_of(pod, container)
    if "running" in state:
        return attach(command, (namespace, name), container, from_start=True)
    if "terminated" in state:
        return _read_after(command, namespace, name, container)
    return Wait(delay=_LONGEST, resources=_RESOURCES)


def _read_after(command: Invocation, namespace: str, name: str, container: str) -> Outcome:
    """What a container wrote that had ended before anybody could attach to it."""
    world = command.process.world
    for _, stream, text in kubelet.logs(world, namespace, name, container):
        show(command, [(stream, f"{text}\n")], False)
    pod = command.client.get("pods", namespace, name)
    ended = status_of(pod, container).get("terminated")
    return Exit(int(ended["exitCode"]) if isinstance(ended, dict) else 0)
