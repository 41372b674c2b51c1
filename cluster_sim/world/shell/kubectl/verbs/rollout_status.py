"""``kubectl rollout status``: follow a rollout to its end (pkg/cmd/rollout/rollout_status.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.rollout_status import RolloutError, rollout_status
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, number, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.rollouts import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.rollouts import ROLLING, group_kind, objects
from cluster_sim.world.shell.process import Exit, Outcome, Wait

FLAGS: tuple[Flag, ...] = (
    *COMMON,
    switch("watch", "w", default=True),
    number("revision"),
    span("timeout"),
)


def run(command: Invocation) -> Outcome:
    """Print where each rollout stands, and again at every change until it is over."""
    if command.value("revision") < 0:
        raise error(f"revision must be a positive integer: {command.value('revision')}")
    found, failed = objects(command)
    if failed:
        return Exit(1)
    for resource, _ in found:
        if resource.key not in ROLLING:
            raise error(f"no status viewer has been implemented for {group_kind(resource)}")
    command.state["left"] = [
        (resource.key, namespace_of(item), name_of(item)) for resource, item in found
    ]
    command.state["seen"] = ""
    if command.value("timeout"):
        command.state["until"] = command.client.world.now + command.value("timeout")
    return _look(command)


def wake(command: Invocation) -> Outcome:
    """The object has changed, or time is up."""
    return _look(command)


def _look(command: Invocation) -> Outcome:
    world = command.client.world
    while command.state["left"]:
        resource, namespace, name = command.state["left"][0]
        stored = world.store.get(resource, namespace, name)
        if stored is None:
            raise error("object has been deleted")
        if stored["metadata"]["resourceVersion"] == command.state["seen"]:
            return _wait(command, resource)
        command.state["seen"] = stored["metadata"]["resourceVersion"]
        try:
            found = rollout_status(stored, command.value("revision"))
        except RolloutError as problem:
            raise error(str(problem)) from problem
        command.write(found.message)
        if not found.done and command.value("watch"):
            return _wait(command, resource)
        command.state["left"], command.state["seen"] = command.state["left"][1:], ""
    return Exit()


def _wait(command: Invocation, resource: str) -> Outcome:
    until = command.state.get("until")
    if until is None:
        return Wait(resources=(resource,))
    left = until - command.client.world.now
    if left <= 0:
        raise Failure("error: timed out waiting for the condition")
    return Wait(delay=left, resources=(resource,))
