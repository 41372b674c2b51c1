"""``kubectl attach``: see what a running container says, and type to it (pkg/cmd/attach)."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl import attaching
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.pod_targets import (
    check_not_completed,
    container_of,
    key_of,
    pod_of,
)
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    flag("container", "c"),
    switch("stdin", "i"),
    switch("tty", "t"),
    switch("quiet", "q"),
    span("pod-running-timeout", default=60_000_000),
)


def run(command: Invocation) -> Outcome:
    """Attach to the container."""
    if not command.args:
        raise error("at least 1 argument is required for attach")
    if len(command.args) > 2:
        given = f"{len(command.args)}: [{' '.join(command.args)}]"
        raise error(f"expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw {given}")
    pod = pod_of(command, "/".join(command.args))
    check_not_completed(pod)
    asked, quiet = command.value("container"), command.value("quiet")
    container = container_of(command, pod, asked, quiet)
    spec = next(
        each
        for kind in ("containers", "initContainers", "ephemeralContainers")
        for each in pod["spec"].get(kind) or ()
        if each["name"] == container
    )
    if command.value("tty") and not spec.get("tty") and not quiet:
        text = f"error: Unable to use a TTY - container {container} did not allocate one\n"
        command.complain(text)
    return attaching.attach(command, key_of(pod), container)


def wake(command: Invocation) -> Outcome:
    """Pass on what is typed and said."""
    return attaching.go_on(command)
