"""Containers as the runtime has them: their identity, and the program that runs inside."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from cluster_sim.world.containers.programs.outside import ALONE
from cluster_sim.world.containers.programs.program import Process, Program, Run, end_of
from cluster_sim.world.containers.programs.registry import PROGRAMS
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.kubelet.containerfiles import ContainerFiles
from cluster_sim.world.kube.kubelet.network import PodNetwork
from cluster_sim.world.kube.kubelet.podrecords import EXITED, RUNNING, Container

_CACHE = "programs"
_MOST_CACHED = 400


def container_id(uid: str, name: str, attempt: int) -> str:
    """The 64 hexadecimal digits of a container."""
    return sha256(f"{uid}/{name}/{attempt}".encode()).hexdigest()


def limits_of(spec: dict[str, Any]) -> tuple[int, int]:
    """Memory in bytes and CPU in thousandths of a core; 0 for no limit."""
    limits = (spec.get("resources") or {}).get("limits") or {}
    memory, cpu = limits.get("memory"), limits.get("cpu")
    return quantity.whole(memory) if memory else 0, quantity.milli(cpu) if cpu else 0


def program_of(world: World, run: dict[str, Any]) -> tuple[Program, Run]:
    """The program of a run, and what it needs to know of it."""
    cache = world.caches.setdefault(_CACHE, {})
    if len(cache) > _MOST_CACHED:
        cache.clear()
    return PROGRAMS[run["program"]], Run(
        container=run["id"],
        image=run["image"],
        tag=run["tag"],
        argv=tuple(run["argv"]),
        env=run["env"],
        started=run["started"],
        seed=run["seed"],
        hostname=run["hostname"],
        ip=run["ip"],
        memory_limit=run["memory"],
        cpu_limit=run["cpu"],
        cache=cache,
        outside=ContainerFiles(world, run) if "pod" in run else ALONE,
        network=PodNetwork(world, run["pod"], run["id"]) if "pod" in run else None,
        stdin=run.get("stdin", False),
        tty=run.get("tty", False),
        program=run["program"],
        image_program=run.get("imageProgram", ""),
        user=run.get("user", 0),
        group=run.get("group", 0),
        groups=tuple(run.get("groups", ())),
        directory=run.get("directory", "/"),
        pid=run.get("pid", 1),
        processes=tuple(Process(*each) for each in run.get("processes", ())),
    )


def start(world: World, container: Container, started: int) -> None:
    """The container starts: when will it end by itself?"""
    container["run"] = {**container["run"], "started": started}
    container.update(stage=RUNNING, started=started, finished=None, due=None)
    container.update(shown=None, said=None, quiet=False, stood=0)
    foresee_end(world, container)


def set_limits(world: World, container: Container, memory: int, cpu: int, now: int) -> None:
    """Other limits for a running container; one that uses more memory by now is killed."""
    container["run"] = {**container["run"], "memory": memory, "cpu": cpu}
    foresee_end(world, container)
    if container["ends"] is not None:
        at, code, reason = container["ends"]
        container["ends"] = (max(at, now), code, reason)


def foresee_end(world: World, container: Container) -> None:
    """When will the container end by itself? What time it stood still is added (``stood``, µs)."""
    end = end_of(*program_of(world, container["run"]))
    stood = container.get("stood", 0)
    container["ends"] = None if end is None else (end.at + stood, end.code, end.reason)


def stop(world: World, container: Container, at: int, grace: int) -> None:
    """SIGTERM at ``at``, SIGKILL ``grace`` µs later, unless the container ends by itself first."""
    program, run = program_of(world, container["run"])
    own = program.stop(run, at)
    killed = at + grace
    if own is not None and at + own[0] < killed:
        end = (at + own[0], own[1], "")
    else:
        end = (killed, 137, "")
    present = container.get("ends")
    if present is None or present[0] > end[0]:
        container["ends"] = end


def finish(container: Container) -> None:
    """The end that was foreseen has come."""
    at, code, reason = container["ends"]
    container.update(
        stage=EXITED,
        finished=at,
        code=code,
        reason=reason or ("Completed" if code == 0 else "Error"),
        message=None,
        ready=False,
        up=False,
        probes={},
        ends=None,
    )
