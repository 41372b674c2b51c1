"""Programs whose end depends on what others do are looked at again when something was done."""

from __future__ import annotations

from cluster_sim.world.containers.programs import script
from cluster_sim.world.containers.programs.net.tools import TOOLS
from cluster_sim.world.containers.programs.program import Run
from cluster_sim.world.kube.kubelet import runtime
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, Container
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.timings import MINUTE

# A script that has not asked the network for so long (µs) is taken to ask no more.
_AHEAD = 10 * MINUTE


def look_ahead(turn: Turn) -> None:
    """When do the scripts of the pod end, as far as can be known now?"""
    for container in turn.containers:
        if container["stage"] == RUNNING and container["run"]["program"] == script.PROGRAM.name:
            _look(turn, container)


def _look(turn: Turn, container: Container) -> None:
    """A script that asks the network goes on when the moment of its question has come."""
    _, run = runtime.program_of(turn.world, container["run"])
    mark = (dict(run.outside.mark()), container.get("asks"))
    due = container.get("asks") is not None and container["asks"] <= turn.now
    if (due or mark != container.get("mark")) and not container.get("stopped_for"):
        if due or (container.get("mark") is None and _may_ask(run)):
            # A script without end is not followed by whoever looks for its end.
            script.timeline_of(run).advance(turn.now + _AHEAD)
        runtime.foresee_end(turn.world, container)
        container["asks"] = script.timeline_of(run).asks
        container["mark"] = (dict(run.outside.mark()), container["asks"])
    turn.wake(container.get("asks"))


def _may_ask(run: Run) -> bool:
    return any(name in word for word in run.argv for name in TOOLS)
