"""postStart and preStop: what they do, how long they take, and what comes of a failure.

pkg/kubelet/lifecycle/handlers.go, kuberuntime_container.go (startContainer, executePreStopHook).
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.kubelet import inside, runtime
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, Container
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.kubelet.probing import listening, port_number
from cluster_sim.world.kube.timings import MILLISECOND, SECOND

_CONNECT = 5 * MILLISECOND
Outcome = tuple[int, str]


def begin_post_start(turn: Turn, container: Container, hook: dict[str, Any] | None) -> None:
    """Run the hook; until it is done nothing else is done for the pod."""
    if hook:
        time, problem = run(turn, container, hook, container["started"])
        container["hook"] = (container["started"] + time, problem)


def is_pending(container: Container) -> bool:
    """Whether a postStart hook of the container has not been dealt with."""
    return container.get("hook") is not None


def post_start_over(turn: Turn, container: Container) -> bool:
    """Deal with a hook that is done: True when the container may go on."""
    _, problem = container["hook"]
    container["hook"] = None
    if not problem:
        return True
    turn.warning(container, "FailedPostStartHook", "PostStartHook failed")
    turn.normal(container, "Killing", "FailedPostStartHook")
    container["shown"] = None
    container["stopped_for"] = "hook"
    grace = int(turn.pod["spec"].get("terminationGracePeriodSeconds", 30))
    runtime.stop(turn.world, container, turn.now, grace * SECOND)
    container["hook_failed"] = ("PostStartHookError", problem)
    return False


def pre_stop_time(turn: Turn, container: Container, at: int) -> int:
    """Run the preStop hook: the µs that it takes; a failure is told."""
    hook = (turn.spec_of(container).get("lifecycle") or {}).get("preStop")
    if not hook:
        return 0
    time, problem = run(turn, container, hook, at)
    if problem:
        turn.warning(container, "FailedPreStopHook", "PreStopHook failed")
    return time


def run(turn: Turn, container: Container, hook: dict[str, Any], at: int) -> Outcome:
    """Execute a handler at ``at`` (Unix µs): µs that it takes, and what went wrong, if anything."""
    if "sleep" in hook:
        return int(hook["sleep"].get("seconds") or 0) * SECOND, ""
    if "exec" in hook:
        return _exec(turn, container, hook["exec"].get("command") or [], at)
    if "httpGet" in hook:
        return _connect(turn, container, hook["httpGet"], at, http=True)
    if "tcpSocket" in hook:
        return _connect(turn, container, hook["tcpSocket"], at, http=False)
    return 0, ""


def _exec(turn: Turn, container: Container, command: list[str], at: int) -> Outcome:
    done = inside.run(turn.world, container["run"], command, at, author="hook")
    if not done.code:
        return done.time, ""
    words, pod = " ".join(command), f"{turn.name}_{turn.record['namespace']}"
    head = f'Exec lifecycle hook ([{words}]) for Container "{container["name"]}" in Pod "{pod}'
    output = (done.stdout + done.stderr).strip()
    why = f"command '{words}' exited with {done.code}: {output}"
    return done.time, f'{head}({turn.record["uid"]})" failed - error: {why}, message: "{output}"'


def _connect(
    turn: Turn, container: Container, action: dict[str, Any], at: int, http: bool
) -> Outcome:
    """Only the connection counts, not what is answered."""
    port = port_number(turn.spec_of(container), action.get("port"))
    host = action.get("host") or turn.record["ip"]
    programs = [
        runtime.program_of(turn.world, each["run"])
        for each in turn.containers
        if each["stage"] == RUNNING
    ]
    if listening(programs, port, at) is not None:
        return _CONNECT, ""
    kind = "HTTP" if http else "TCP"
    why = f"dial tcp {host}:{port}: connect: connection refused"
    pod = f"{turn.name}_{turn.record['namespace']}({turn.record['uid']})"
    name = container["name"]
    return _CONNECT, (
        f'{kind} lifecycle hook ({action.get("path", "")}) for Container "{name}" in Pod "{pod}" '
        f"failed - error: {why}"
    )
