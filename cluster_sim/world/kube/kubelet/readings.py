"""What can be read of running pods: their logs, and what they use."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator
from typing import Any

from cluster_sim.world.containers.programs.program import Hit, Line
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import nodeobject, steady
from cluster_sim.world.kube.kubelet.machines import machine_of, machines, no_way_to
from cluster_sim.world.kube.kubelet.podrecords import (
    RUNNING,
    Container,
    Record,
    records,
    records_on,
)
from cluster_sim.world.kube.kubelet.probes import (
    KINDS,
    first_look,
    look_after,
    probe_of,
)
from cluster_sim.world.kube.kubelet.probing import port_number
from cluster_sim.world.kube.kubelet.requests import hits_of, is_alive, load_of
from cluster_sim.world.kube.kubelet.runtime import program_of

# The kubelet starts a new log file after 10 MiB (containerLogMaxSize) and shows the newest only;
# here that is done by lines.
_MOST_LINES = 5_000
_MOST_PROBES = 500
# What a node of this kind uses with nothing on it: the kernel, systemd, containerd, kubelet.
NODE_CPU, NODE_MEMORY = 45, 420 << 20
Usage = tuple[int, int]
_VISITOR = "Mozilla/5.0"


def logs(
    world: World, namespace: str, pod: str, container: str, previous: bool = False
) -> list[Line]:
    """What a container has written: (Unix µs, ``stdout`` or ``stderr``, text), oldest first.

    ``previous``: the run before the present one. StatusError as the kubelet answers: BadRequest
    for a container that is not there or has not started, InternalError when its node is down.
    """
    stored = world.store.get("pods", namespace, pod)
    if stored is None:
        raise errors.not_found("", "pods", pod)
    record = records(world).get(f"{namespace}/{pod}")
    _check_node(world, stored, container)
    found = record["containers"].get(container) if record else None
    if record is None or found is None:
        raise _not_started(stored, pod, container)
    if previous:
        return _previous(world, found, pod)
    if found.get("finished") is None and found["stage"] != RUNNING:
        if found["last"] is None:
            raise _not_started(stored, pod, container)
        return _previous(world, found, pod)
    return _lines(world, stored, record, found)


def usage(world: World) -> dict[str, Usage]:
    """What each node that is up uses: milli CPU and bytes."""
    return {name: node_usage(world, name) for name, m in machines(world).items() if m["up"]}


def node_usage(world: World, node: str) -> Usage:
    """What one node uses, its own programs and the pods on it: milli CPU and bytes."""
    cpu, memory = NODE_CPU, NODE_MEMORY
    for record in records_on(world, node):
        more_cpu, more_memory = _used_by(world, record)
        cpu, memory = cpu + more_cpu, memory + more_memory
    return min(cpu, nodeobject.milli_of(world, node)), memory


def pod_usage(world: World, namespace: str, name: str) -> dict[str, Usage]:
    """Milli CPU and bytes of each running container of a pod, by its name."""
    record = records(world).get(f"{namespace}/{name}")
    machine = machine_of(world, record["node"]) if record else None
    if record is None or machine is None or not machine["up"]:
        return {}
    return {
        container["name"]: _container_usage(world, record, container)
        for container in record["containers"].values()
        if is_alive(container, world.unix)
    }


def _used_by(world: World, record: Record) -> Usage:
    cpu = memory = 0
    for container in record["containers"].values():
        if is_alive(container, world.unix):
            more_cpu, more_memory = _container_usage(world, record, container)
            cpu, memory = cpu + more_cpu, memory + more_memory
    return cpu, memory


def _container_usage(world: World, record: Record, container: Container) -> Usage:
    program, run = program_of(world, container["run"])
    rate = load_of(world, _key(record), container["id"]) if program.ports(run) else 0
    cpu = program.cpu(run, world.unix, rate)
    if run.cpu_limit:
        cpu = min(cpu, run.cpu_limit)
    return cpu, program.memory(run, world.unix, rate)


def _check_node(world: World, pod: Object, container: str) -> None:
    node = pod["spec"].get("nodeName", "")
    machine = machine_of(world, node)
    if machine is not None and not machine["up"]:
        name, namespace = pod["metadata"]["name"], pod["metadata"]["namespace"]
        url = f"https://{machine['address']}:10250/containerLogs/{namespace}/{name}/{container}"
        message = f'Get "{url}": {no_way_to(machine)}'
        raise errors.StatusError(errors.failure(500, "", message))


def _not_started(stored: Object, pod: str, container: str) -> errors.StatusError:
    reason = "ContainerCreating"
    statuses = stored.get("status") or {}
    known = [*(statuses.get("initContainerStatuses") or ())]
    known.extend(statuses.get("containerStatuses") or ())
    for status in known:
        if status["name"] == container:
            reason = status["state"].get("waiting", {}).get("reason", reason)
    names = [
        spec["name"]
        for kind in ("initContainers", "containers")
        for spec in stored["spec"].get(kind) or ()
    ]
    if container not in names:
        return errors.bad_request(f"container {container} is not valid for pod {pod}")
    why = f"is waiting to start: {reason}"
    return errors.bad_request(f'container "{container}" in pod "{pod}" {why}')


def _previous(world: World, container: Container, pod: str) -> list[Line]:
    last = container["last"]
    if last is None or container.get("lost"):
        name = container["name"]
        raise errors.bad_request(f'previous terminated container "{name}" in pod "{pod}" not found')
    return _written(world, last["run"], last["finished"], [])


def _lines(world: World, pod: Object, record: Record, container: Container) -> list[Line]:
    until = container["finished"] if container.get("finished") is not None else world.unix
    if container["stage"] == RUNNING and container["ends"] is not None:
        until = min(until, container["ends"][0])
    probed = _probe_hits(world, pod, record, container, until)
    steady_hits = _steady_hits(world, record, container, until)
    hits = list(heapq.merge(hits_of(world, container["id"]), probed, steady_hits))
    return _written(world, container["run"], until, hits)


def _written(world: World, run_data: dict[str, Any], until: int, hits: list[Hit]) -> list[Line]:
    if not run_data["started"]:
        return []
    program, run = program_of(world, run_data)
    program.foresee(run, until)
    answered = (program.access_line(run, hit) for hit in hits if hit.at <= until)
    access = [line for line in answered if line is not None]
    merged = heapq.merge(_up_to(program.lines(run), until), access, key=_moment)
    return list(deque(merged, maxlen=_MOST_LINES))


def _key(record: Record) -> str:
    return f"{record['namespace']}/{record['name']}"


def _steady_hits(world: World, record: Record, container: Container, until: int) -> list[Hit]:
    """The requests of steady clients, each as if it had been sent on its own."""
    program, run = program_of(world, container["run"])
    if not program.ports(run):
        return []
    opens, found = run.started + program.ready(run), []
    for at, path, client in steady.moments_of(world, _key(record), opens, until):
        answer = program.answer(run, {"method": "GET", "path": path}, at)
        if answer is not None:
            size = len(answer.body.encode())
            found.append(Hit(at, client, "GET", path, answer.status, size, _VISITOR))
    return found


def _moment(line: Line) -> int:
    return line[0]


def _up_to(lines: Iterator[Line], until: int) -> Iterator[Line]:
    for line in lines:
        if line[0] > until:
            return
        yield line


def _probe_hits(
    world: World, pod: Object, record: Record, container: Container, until: int
) -> list[Hit]:
    """The looks of HTTP probes at the container, as its access log shows them."""
    spec = next(s for s in pod["spec"][container["kind"]] if s["name"] == container["name"])
    program, run = program_of(world, container["run"])
    found: list[Hit] = []
    for part in KINDS.values():
        action = (spec.get(part) or {}).get("httpGet")
        if not action or record["sandbox"] is None:
            continue
        if port_number(spec, action.get("port")) not in program.ports(run):
            continue
        probe = probe_of(spec[part], record["sandbox"])
        opens = run.started + program.ready(run)
        at = max(first_look(probe, run.started, opens), until - _MOST_PROBES * probe.period)
        at = look_after(probe, at - 1)
        request = {"method": "GET", "path": action.get("path") or "/"}
        while at <= until:
            answer = program.answer(run, request, at)
            if answer is not None:
                size = len(answer.body.encode())
                client = f"{record['ip'].rpartition('.')[0]}.1"
                agent = "kube-probe/1.36"
                path = str(request["path"])
                found.append(Hit(at, client, "GET", path, answer.status, size, agent))
            at = look_after(probe, at)
    return sorted(found)
