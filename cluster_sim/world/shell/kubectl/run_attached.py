"""``kubectl run -it``: be attached to the pod that was just made (pkg/cmd/run/run.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.shell.kubectl import attaching
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome, Wait

_LOOK = 1_000_000


def is_attached(command: Invocation) -> bool:
    """Whether the command stays with its pod."""
    return any(command.value(name) for name in ("attach", "stdin", "tty"))


def begin(command: Invocation, pod: Object) -> Outcome:
    """Wait for the pod's container."""
    container = pod["spec"]["containers"][0]["name"]
    place = namespace_of(pod), name_of(pod)
    return _finished(command, attaching.await_container(command, place, container))


def go_on(command: Invocation) -> Outcome:
    """Be attached; then, for a pod that runs once, hear what became of it."""
    if command.state.get("over"):
        return _status(command)
    return _finished(command, attaching.awaited(command))


def _finished(command: Invocation, outcome: Outcome) -> Outcome:
    if not isinstance(outcome, Exit):
        return outcome
    command.state["over"] = True
    if command.value("restart") == "Always" and not command.value("rm"):
        _, name, container = command.state["awaited"]
        how = " -i" * bool(command.value("stdin")) + " -t" * bool(command.value("tty"))
        command.write(
            f"Session ended, resume using 'kubectl attach {name} -c {container}{how}' command when "
            "the pod is running\n"
        )
        return Exit()
    return _status(command)


def _status(command: Invocation) -> Outcome:
    """The exit status of a pod that runs once; a pod that is to go is deleted first."""
    namespace, name, container = command.state["awaited"]
    try:
        pod = command.client.get("pods", namespace, name)
    except StatusError:
        return Exit()
    once = command.value("restart") != "Always"
    if once and not is_finished(pod):
        return Wait(delay=_LOOK, resources=("pods",))
    if command.value("rm"):
        command.client.delete("pods", namespace, name)
        command.write(f'pod "{name}" deleted from {namespace} namespace\n')
    ended = attaching.status_of(pod, container).get("terminated")
    code = int(ended["exitCode"]) if once and isinstance(ended, dict) else 0
    if code and isinstance(ended, dict):
        command.complain(f"pod {namespace}/{name} terminated ({ended.get('reason', 'Error')})\n")
    return Exit(code)
