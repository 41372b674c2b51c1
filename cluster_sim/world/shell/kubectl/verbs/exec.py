"""``kubectl exec``: run a command in a container (pkg/cmd/exec)."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.failure import error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.manifests import read
from cluster_sim.world.shell.kubectl.pod_targets import (
    check_not_completed,
    container_of,
    key_of,
    pod_of,
)
from cluster_sim.world.shell.kubectl.streaming import begin_exec, go_on
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    flag("container", "c"),
    several("filename", "f", split=True),
    switch("stdin", "i"),
    switch("tty", "t"),
    switch("quiet", "q"),
    span("pod-running-timeout", default=60_000_000),
)


def run(command: Invocation) -> Outcome:
    """Start the command in the container."""
    if not command.args and not command.value("filename"):
        raise error("pod, type/name or --filename must be specified")
    if not command.parsed.after_dash and len(command.args) > 1:
        old = "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead"
        raise see_help(old, command.path)
    if not command.parsed.after_dash:
        raise error("you must specify at least one command for the container")
    pod = pod_of(command, _target(command))
    check_not_completed(pod)
    container = command.value("container") or container_of(command, pod, "", command.value("quiet"))
    return begin_exec(command, key_of(pod), container, command.parsed.after_dash)


def wake(command: Invocation) -> Outcome:
    """Pass on what is typed and said."""
    return go_on(command)


def _target(command: Invocation) -> str:
    if command.args:
        return command.args[0]
    return f"pods/{read(command, command.value('filename'))[0].name}"
