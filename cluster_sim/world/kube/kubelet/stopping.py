"""Containers are stopped: preStop, SIGTERM, SIGKILL when the grace is over, sidecars last.

pkg/kubelet/kuberuntime/kuberuntime_container.go (killContainer), _termination_order.go: a
sidecar gets its SIGTERM when the containers that came after it have ended, the last sidecar
first; preStop hooks all begin at once; what a sidecar has waited counts against its grace.
"""

from __future__ import annotations

from cluster_sim.world.kube.kubelet import hooks, runtime
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, Container
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.timings import SECOND

_LEAST_GRACE = 2 * SECOND


def stop_all(turn: Turn, grace: int, why: str = "termination", told: bool = True) -> None:
    """Stop every running container within ``grace`` µs; ``told``: say so in events."""
    mains = [each for each in turn.containers if not each["sidecar"]]
    ended = turn.now
    for container in mains:
        if container["stage"] == RUNNING:
            _tell(turn, container, told)
            ended = max(ended, stop(turn, container, grace, why))
    for container in reversed([each for each in turn.containers if each["sidecar"]]):
        if container["stage"] == RUNNING:
            _tell(turn, container, told)
            ended = max(ended, stop(turn, container, grace, why, ended))


def stop(turn: Turn, container: Container, grace: int, why: str, turn_at: int = 0) -> int:
    """Stop one container; when it will have ended (Unix µs).

    ``turn_at``: when those have ended for which it waits.
    """
    again = bool(container.get("stopped_for"))
    used = hooks.pre_stop_time(turn, container, turn.now) if grace > 0 and not again else 0
    waited = max(min(used, grace), min(turn_at - turn.now, grace), 0)
    container["stopped_for"] = why
    runtime.stop(turn.world, container, turn.now + waited, max(grace - waited, _LEAST_GRACE))
    turn.wake(container["ends"][0])
    return int(container["ends"][0])


def _tell(turn: Turn, container: Container, told: bool) -> None:
    if told and not container.get("stopped_for"):
        turn.normal(container, "Killing", f"Stopping container {container['name']}")
