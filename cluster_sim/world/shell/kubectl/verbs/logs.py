"""``kubectl logs``: what a container wrote, once or as it writes (pkg/cmd/logs)."""

from __future__ import annotations

from cluster_sim.world.kube import kubelet
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import Failure, error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.pod_targets import (
    container_names,
    container_of,
    pod_of,
    selector_of,
    shown_names,
)
from cluster_sim.world.shell.kubectl.selection import fetch, find, targets
from cluster_sim.world.shell.process import Exit, Outcome, Wait

FLAGS: tuple[Flag, ...] = (
    switch("follow", "f"),
    switch("previous", "p"),
    flag("container", "c"),
    switch("all-containers"),
    switch("all-pods"),
    flag("selector", "l"),
    number("tail", default=-1),
    span("since"),
    flag("since-time"),
    switch("timestamps"),
    switch("prefix"),
    switch("ignore-errors"),
    number("limit-bytes"),
    number("max-log-requests", default=5),
    span("pod-running-timeout"),
)
_USAGE = (
    "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\n"
    "POD or TYPE/NAME is a required argument for the logs command"
)
# A follower looks again as soon as a quarter of a second later: logs are computed, not ticked.
_LOOK_EVERY = 250_000
_SELECTED_TAIL = 10


def run(command: Invocation) -> Outcome:
    """Print the logs of the pods named."""
    sources = [
        (namespace_of(pod), name_of(pod), container)
        for pod in _pods(command)
        for container in _containers(command, pod)
    ]
    if command.value("follow") and len(sources) > command.value("max-log-requests"):
        raise error(
            f"you are attempting to follow {len(sources)} log streams, but maximum allowed "
            f"concurrency is {command.value('max-log-requests')}, use --max-log-requests to "
            "increase the limit"
        )
    command.state["sources"] = sources
    command.state["shown"] = [0] * len(sources)
    for place in range(len(sources)):
        _print_first(command, place)
    return Wait(delay=_LOOK_EVERY) if _goes_on(command) else Exit()


def wake(command: Invocation) -> Outcome:
    """Print what was written since."""
    for place in range(len(command.state["sources"])):
        _print_new(command, place)
    return Wait(delay=_LOOK_EVERY) if _goes_on(command) else Exit()


def _pods(command: Invocation) -> list[Object]:
    if command.value("selector"):
        if command.args:
            raise see_help("only a selector (-l) or a POD name is allowed", command.path)
        found, failed = fetch(
            command, targets(command.process.world, ["pods"]), command.value("selector")
        )
        if failed:
            raise Failure("")
        return [item for each in found for item in each.items]
    if not command.args or len(command.args) > 2:
        raise see_help(_USAGE, command.path)
    pod = pod_of(command, command.args[0])
    others = _others(command, command.args[0])
    if len(others) > 1 and not command.value("all-pods"):
        command.complain(f"Found {len(others)} pods, using pod/{name_of(pod)}\n")
    return others if command.value("all-pods") and others else [pod]


def _others(command: Invocation, argument: str) -> list[Object]:
    """All pods of the workload or Service that was named."""
    kind, slash, name = argument.partition("/")
    if not slash or find(command.process.world, kind)[0].key == "pods":
        return []
    owner = command.client.get(find(command.process.world, kind)[0].key, command.namespace, name)
    found: list[Object] = command.client.list("pods", command.namespace, selector_of(owner))[
        "items"
    ]
    return found


def _containers(command: Invocation, pod: Object) -> list[str]:
    asked = command.value("container") or (command.args[1] if len(command.args) > 1 else "")
    if asked:
        if asked not in container_names(pod):
            known = ", ".join(shown_names(pod))
            raise error(f"container {asked} is not valid for pod {name_of(pod)} out of: {known}")
        return [asked]
    if command.value("all-containers"):
        return container_names(pod)
    return [container_of(command, pod, "", quiet=bool(command.value("all-pods")))]


def _lines(command: Invocation, place: int) -> list[tuple[int, str, str]]:
    namespace, name, container = command.state["sources"][place]
    world = command.client.world
    return kubelet.logs(world, namespace, name, container, command.value("previous"))


def _print_first(command: Invocation, place: int) -> None:
    namespace, name, _ = command.state["sources"][place]
    try:
        command.client.check("get", "pods", namespace, name, "log")
        lines = _lines(command, place)
    except StatusError as problem:
        if not command.value("ignore-errors"):
            raise
        command.complain_of(problem)
        return
    command.state["shown"] = _with(command.state["shown"], place, len(lines))
    since = _since(command)
    wanted = [line for line in lines if line[0] >= since]
    tail = command.value("tail")
    if tail < 0 and command.value("selector"):
        tail = _SELECTED_TAIL
    _print(command, place, wanted[len(wanted) - tail :] if 0 <= tail < len(wanted) else wanted)


def _print_new(command: Invocation, place: int) -> None:
    try:
        lines = _lines(command, place)
    except StatusError:
        return
    new = lines[command.state["shown"][place] :]
    command.state["shown"] = _with(command.state["shown"], place, len(lines))
    _print(command, place, new)


def _with(counts: list[int], place: int, count: int) -> list[int]:
    return [*counts[:place], count, *counts[place + 1 :]]


def _since(command: Invocation) -> int:
    if command.value("since-time"):
        try:
            return timestamps.parse(command.value("since-time"))
        except ValueError as problem:
            raise error(str(problem)) from problem
    return command.client.now - command.value("since") if command.value("since") else 0


def _print(command: Invocation, place: int, lines: list[tuple[int, str, str]]) -> None:
    _, name, container = command.state["sources"][place]
    told = command.value("prefix") or command.value("all-pods")
    prefix = f"[pod/{name}/{container}] " if told else ""
    limit = command.value("limit-bytes")
    if limit:
        lines = _limited(lines, limit)
    for time, _stream, text in lines:
        stamp = f"{timestamps.micro_time(time)[:-1]}000Z " if command.value("timestamps") else ""
        command.write(f"{prefix}{stamp}{text}\n")


def _limited(lines: list[tuple[int, str, str]], limit: int) -> list[tuple[int, str, str]]:
    """The first lines, as many whole ones as ``limit`` bytes hold, and a part of the next."""
    found, left = [], limit
    for time, stream, text in lines:
        if left <= 0:
            break
        found.append((time, stream, text[:left]))
        left -= len(text) + 1
    return found


def _goes_on(command: Invocation) -> bool:
    """Whether a follower may still see something: until its containers have gone."""
    if not command.value("follow"):
        return False
    world = command.client.world
    return any(
        world.store.get("pods", namespace, name) is not None
        for namespace, name, _ in command.state["sources"]
    )
