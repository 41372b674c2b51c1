"""Making pods leave and waiting until they have: each by itself (kubectl pkg/drain/drain.go).

A pod is asked for again every five seconds while its disruption budget does not let it go, and
looked at every second once it goes. What is under way is plain data in the command's state.
"""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.kube.api import duration
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.timings import SECOND
from cluster_sim.world.shell.kubectl.changes import client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.draining import is_given_up
from cluster_sim.world.shell.kubectl.invocation import Invocation

_RETRY = 5 * SECOND
_LOOK = SECOND
_ASKING, _LEAVING = "asking", "leaving"
TOO_LONG = "context deadline exceeded"


class _Pod(NamedTuple):
    """``at``: when it is its turn again, in µs of the world."""

    namespace: str
    name: str
    uid: str
    step: str
    at: int


def begin(command: Invocation, pods: list[Object]) -> None:
    """Start with these pods; ``go_on`` does the rest."""
    now = command.client.call.world.now
    timeout = command.value("timeout")
    command.state["until"] = now + timeout if timeout else None
    command.state["faults"] = []
    by_eviction = not command.value("disable-eviction")
    if not by_eviction:
        pods = _deleted(command, pods)
    step = _ASKING if by_eviction else _LEAVING
    command.state["pods"] = [
        tuple(_Pod(namespace_of(pod), name_of(pod), pod["metadata"]["uid"], step, now))
        for pod in pods
    ]


def faults(command: Invocation) -> list[str]:
    """What went wrong, a text for each pod that did not leave."""
    return list(command.state["faults"])


def go_on(command: Invocation) -> int | None:
    """Do what is due; the µs until more is, None when there is nothing left to do."""
    now = command.client.call.world.now
    left: list[_Pod] = []
    for pod in (_Pod(*fields) for fields in command.state["pods"]):
        after: _Pod | None = pod
        while after is not None and after.at <= now:
            after = _asked(command, after) if after.step == _ASKING else _looked(command, after)
        if after is not None:
            left.append(after)
    command.state["pods"] = [tuple(pod) for pod in left]
    if not left:
        return None
    due = min(pod.at for pod in left)
    until = command.state["until"]
    return due - now if until is None or until <= now else min(due, until) - now


def _options(command: Invocation) -> DeleteOptions:
    grace = command.value("grace-period")
    return DeleteOptions(grace_seconds=None if grace < 0 else grace)


def _deleted(command: Invocation, pods: list[Object]) -> list[Object]:
    """Delete the pods without asking their budgets; those to wait for."""
    for pod in pods:
        try:
            client_for(command).delete("pods", namespace_of(pod), name_of(pod), _options(command))
        except StatusError as problem:
            if problem.reason != "NotFound":
                command.state["faults"] = [str(problem)]
                return []
    return [] if dry_run(command) == "server" else pods


def _asked(command: Invocation, pod: _Pod) -> _Pod | None:
    """Ask one pod to leave."""
    suffix = " (server dry run)" if dry_run(command) == "server" else ""
    command.write(f"evicting pod {pod.namespace}/{pod.name}{suffix}\n")
    now, until = command.client.call.world.now, command.state["until"]
    what = f'error when evicting pods/"{pod.name}" -n "{pod.namespace}"'
    if until is not None and now >= until:
        spent = duration.text(command.value("timeout"))
        _fail(command, f"{what}: global timeout reached: {spent}")
        return None
    try:
        client_for(command).evict(pod.namespace, pod.name, _options(command))
    except StatusError as problem:
        return _refused(command, pod, problem, what)
    return None if suffix else pod._replace(step=_LEAVING, at=now)


def _refused(command: Invocation, pod: _Pod, problem: StatusError, what: str) -> _Pod | None:
    again = pod._replace(at=command.client.call.world.now + _RETRY)
    if problem.reason == "NotFound":
        return None
    if problem.reason == "TooManyRequests":
        command.complain(f"{what} (will retry after 5s): {problem}\n")
        return again
    if problem.reason != "Forbidden" or not problem.namespace_is_going:
        _fail(command, f"{what}: {problem}")
        return None
    present = command.client.call.world.store.get("pods", pod.namespace, pod.name)
    if present is not None and is_terminating(present):
        return pod._replace(step=_LEAVING)
    where = f'error when evicting pod "{pod.name}" from terminating namespace "{pod.namespace}"'
    command.complain(f"{where} (will retry after 5s): {problem}\n")
    return again


def _looked(command: Invocation, pod: _Pod) -> _Pod | None:
    """Look whether a pod that was asked to is gone."""
    now, until = command.client.call.world.now, command.state["until"]
    present = command.client.call.world.store.get("pods", pod.namespace, pod.name)
    if present is None or present["metadata"]["uid"] != pod.uid:
        gone = {"metadata": {"name": pod.name, "namespace": pod.namespace}}
        done = "deleted" if command.value("disable-eviction") else "evicted"
        tell(command, {"apiVersion": "v1", "kind": "Pod", **gone}, done)
        return None
    if is_given_up(command, present):
        seconds = command.value("skip-wait-for-delete-timeout")
        why = f"has DeletionTimestamp older than {seconds} seconds, skipping"
        command.write(f'pod "{pod.name}" {why}\n')
        return None
    if until is not None and now >= until:
        _give_up(command, pod)
        return None
    next_look = now + _LOOK
    return pod._replace(at=next_look if until is None else min(next_look, until))


def _give_up(command: Invocation, pod: _Pod) -> None:
    if command.value("disable-eviction"):
        # All pods are waited for together: one error for them all.
        if TOO_LONG not in command.state["faults"]:
            _fail(command, TOO_LONG)
        return
    what = f'error when waiting for pod "{pod.name}" in namespace "{pod.namespace}" to terminate'
    _fail(command, f"{what}: {TOO_LONG}")


def _fail(command: Invocation, text: str) -> None:
    command.state["faults"] = [*command.state["faults"], text]
