"""The first process of a container as ``attach`` sees it: what it says, what is typed to it."""

from __future__ import annotations

from cluster_sim.world.containers.programs import script
from cluster_sim.world.containers.programs.outside import STDIN
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet import filelog, readings
from cluster_sim.world.kube.kubelet.podrecords import Container, records
from cluster_sim.world.kube.kubelet.queues import POD_QUEUE
from cluster_sim.world.kube.kubelet.requests import is_alive
from cluster_sim.world.kube.kubelet.runtime import program_of
from cluster_sim.world.kube.kubelet.sessions import Heard

_LOOK = 250_000


def said_so_far(world: World, namespace: str, pod: str, container: str) -> int:
    """How much the container has said: what ``hear`` is to leave out."""
    found = _container(world, namespace, pod, container)
    if found is None:
        return 0
    if _is_script(found):
        timeline = script.timeline_of(program_of(world, found["run"])[1])
        timeline.progress(world.unix)
        return timeline.chunk_count
    return len(readings.logs(world, namespace, pod, container))


def hear(
    world: World, namespace: str, pod: str, container: str, identifier: str, shown: int
) -> tuple[Heard, int]:
    """What the container ``identifier`` said after the first ``shown``, and the new count."""
    found = _container(world, namespace, pod, container)
    if found is None or found.get("id") != identifier:
        return Heard([], 0, None, False), shown
    if not _is_script(found):
        lines = readings.logs(world, namespace, pod, container)
        chunks = [(stream, f"{text}\n") for _, stream, text in lines[shown:]]
        over = None if is_alive(found, world.unix) else found["code"] or 0
        return Heard(chunks, over, _LOOK, False), len(lines)
    timeline = script.timeline_of(program_of(world, found["run"])[1])
    timeline.progress(world.unix)
    count = timeline.chunk_count - shown
    chunks = [(stream, text) for _, stream, text in list(timeline.chunks)[-count:]] if count else []
    code = (found["ends"] or (0, found["code"]))[1]
    over = None if is_alive(found, world.unix) else int(code or 0)
    wait = None if timeline.reads else max(min(timeline.paused - world.unix, _LOOK), 1)
    return Heard(chunks, over, wait, timeline.reads), timeline.chunk_count


def type_in(world: World, namespace: str, pod: str, container: str, text: str | None) -> None:
    """Send text to the container's standard input; None ends it."""
    found = _container(world, namespace, pod, container)
    if found is None or not found["run"].get("stdin"):
        return
    filelog.append(world, found["id"], [filelog.Entry(world.unix, STDIN, text, "attach")])
    POD_QUEUE.add(world, f"{namespace}/{pod}", 0)


def _container(world: World, namespace: str, pod: str, container: str) -> Container | None:
    record = records(world).get(f"{namespace}/{pod}")
    found = record["containers"].get(container) if record else None
    return found if found is not None and found.get("run") else None


def _is_script(container: Container) -> bool:
    return bool(container["run"]["program"] == script.PROGRAM.name)
