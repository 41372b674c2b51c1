"""A command executed inside a running container at one moment, to its end, with what it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_sim.world.containers.programs.execution import Execution, execute
from cluster_sim.world.containers.programs.outside import SIGNAL, STDIN, Write
from cluster_sim.world.containers.programs.program import Run
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet import processes
from cluster_sim.world.kube.kubelet.containerfiles import ContainerFiles
from cluster_sim.world.kube.kubelet.network import PresentNetwork
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, records
from cluster_sim.world.kube.kubelet.queues import POD_QUEUE
from cluster_sim.world.kube.kubelet.runtime import program_of


def run(
    world: World, data: Mapping[str, Any], argv: list[str], at: int, author: str, stdin: str = ""
) -> Execution:
    """Execute ``argv`` at Unix time ``at``; the files that it writes stay in the container.

    ``data`` is the run as the kubelet keeps it. Code -1: there is no such executable. The
    network answers as it is now.
    """
    program, running = program_of(world, dict(data))
    pid, seen = processes.seen_by(world, data)
    running = running._replace(pid=pid, processes=seen)
    network = PresentNetwork(world, str(data.get("pod", "")))
    done = execute(program, running, argv, at, stdin, network)
    keep(world, data, running, done.writes, author)
    return done


def keep(
    world: World, data: Mapping[str, Any], run_: Run, writes: tuple[Write, ...], author: str
) -> None:
    """Let what was written be seen by everything that looks, and let the kubelet look."""
    kept = [write for write in writes if write.path not in (STDIN, SIGNAL)]
    for write in writes:
        if write.path == SIGNAL:
            _signal(world, str(data["pod"]), str(data["id"]), write.at)
    if kept and isinstance(run_.outside, ContainerFiles):
        run_.outside.keep(kept, author)
        POD_QUEUE.add(world, str(data["pod"]), 0)


def _signal(world: World, pod: str, identifier: str, at: int) -> None:
    """SIGTERM from inside: the program ends as it does when it is asked to, or goes on."""
    record = records(world).get(pod)
    for name, container in (record or {"containers": {}})["containers"].items():
        if container.get("id") != identifier or container["stage"] != RUNNING:
            continue
        program, running = program_of(world, container["run"])
        own = program.stop(running, at)
        if record is None or own is None:
            return
        present, end = container["ends"], (at + own[0], own[1], "")
        if present is None or present[0] > end[0]:
            changed = {**record["containers"], name: {**container, "ends": end}}
            records(world)[pod] = {**record, "containers": changed}
        POD_QUEUE.add(world, pod, 0)
