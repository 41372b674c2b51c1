"""``kubectl exec``: the programs in the containers cannot be entered here."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.failure import error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import fetch, targets
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    flag("container", "c"),
    several("filename", "f", split=True),
    switch("stdin", "i"),
    switch("tty", "t"),
    switch("quiet", "q"),
    span("pod-running-timeout", default=60_000_000),
)


def run(command: Invocation) -> Outcome:
    """Refuse, after the faults that the real one would find first."""
    if not command.args and not command.value("filename"):
        raise error("pod, type/name or --filename must be specified")
    if not command.parsed.after_dash and len(command.args) > 1:
        old = "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead"
        raise see_help(old, command.path)
    if not command.parsed.after_dash:
        raise error("you must specify at least one command for the container")
    name = command.args[0]
    _, failed = fetch(
        command,
        targets(command.process.world, [name if "/" in name else f"pods/{name}"], "kubectl exec"),
    )
    if failed:
        return Exit(1)
    raise error(
        "this cluster is simulated and its containers cannot be entered; kubectl logs and "
        "kubectl describe tell what goes on inside"
    )
