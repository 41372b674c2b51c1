"""Steady clients: so many requests a second to a Service, worked out instead of ticked.

A flow is an object ("flows", "", name) whose status tells where its requests end up: the share
of each pod that answers, and the share that fails. It is written only when that changes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_sim.world.containers.programs.program import Program, Run
from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.workqueue import WorkQueue
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.meta import split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.machines import is_up
from cluster_sim.world.kube.kubelet.podrecords import records
from cluster_sim.world.kube.kubelet.requests import is_alive
from cluster_sim.world.kube.kubelet.runtime import program_of
from cluster_sim.world.traffic import proxy
from cluster_sim.world.traffic.proxy import Endpoint

FLOWS = "flows"
BY_SERVICE, BY_POD = "service", "pod"
ACTOR = "traffic"
_NEWS = 1_000
# A program whose answers change all the time is asked again after this at the earliest.
_PATIENCE = SECOND
_DIGITS = 6


class _Outlook(NamedTuple):
    """Whether requests are answered now, and from when on (Unix µs) that may be otherwise."""

    answers: bool
    until: int | None


def create(
    world: World, name: str, namespace: str, service: str, rate: float, path: str = "/"
) -> None:
    """Begin to send ``rate`` requests a second to a Service, from when there is one."""
    spec = {"namespace": namespace, "service": service, "rate": rate, "path": path}
    status: dict[str, Any] = {"pods": {}, "failed": 0}
    flow = {"kind": "Flow", "metadata": {"name": name}, "spec": spec, "status": status}
    world.write(Key(FLOWS, "", name), flow, ACTOR)
    QUEUE.add(world, name, _NEWS)


def load(world: World, namespace: str, pod: str) -> float:
    """The requests a second that flows send to the pod."""
    flows = world.store.by_index(FLOWS, BY_POD, f"{namespace}/{pod}")
    return float(sum(flow["spec"]["rate"] * flow["status"]["pods"][pod] for flow in flows))


def by_service(flow: Object) -> tuple[str]:
    """Index function: the Service that a flow goes to."""
    return (f"{flow['spec']['namespace']}/{flow['spec']['service']}",)


def by_pod(flow: Object) -> tuple[str, ...]:
    """Index function: the pods that answer the requests of a flow."""
    namespace = flow["spec"]["namespace"]
    return tuple(f"{namespace}/{pod}" for pod in flow["status"]["pods"])


def hear_service(world: World, change: Change) -> None:
    """Watcher: a Service came, went or changed."""
    _look_at(world, f"{change.key.namespace}/{change.key.name}")


def hear_slice(world: World, change: Change) -> None:
    """Watcher: other endpoints stand behind a Service."""
    if not world.store.table(FLOWS):
        return
    for piece in (change.old, change.new):
        for service in proxy.services_of(piece):
            _look_at(world, service)


def hear_pod(world: World, change: Change) -> None:
    """Watcher: the containers of a pod behind a Service began or ended."""
    old, new = (change.old or {}).get("status") or {}, (change.new or {}).get("status") or {}
    if not world.store.table(FLOWS) or old.get("containerStatuses") == new.get("containerStatuses"):
        return
    for flow in world.store.all(FLOWS):
        if flow["spec"]["namespace"] == change.key.namespace:
            QUEUE.add(world, flow["metadata"]["name"], _NEWS)


def hear_vm(world: World, change: Change) -> None:
    """Watcher: a machine came up or went down, and with it the pods that were on it."""
    for flow in world.store.all(FLOWS):
        QUEUE.add(world, flow["metadata"]["name"], _NEWS)


def _look_at(world: World, service: str) -> None:
    for _, name in world.store.bucket(FLOWS, BY_SERVICE, service):
        QUEUE.add(world, name, _NEWS)


def _work(world: World, name: str) -> int | None:
    """Write down where the requests of a flow go; µs until that may change by itself."""
    flow = world.store.get(FLOWS, "", name)
    if flow is None:
        return None
    status, until = _composition(world, flow)
    if status != flow["status"]:
        world.write(Key(FLOWS, "", name), {**flow, "status": status}, ACTOR)
    return None if until is None else max(until - world.unix, _PATIENCE)


def _composition(world: World, flow: Object) -> tuple[dict[str, Any], int | None]:
    spec = flow["spec"]
    service = world.store.get("services", spec["namespace"], spec["service"])
    if service is None:
        return {"pods": {}, "failed": 0}, None
    ports = service["spec"].get("ports") or ()
    found = proxy.endpoints(world, service, ports[0]) if ports else []
    if not found:
        return {"pods": {}, "failed": 1}, None
    outlooks = [_outlook(world, each, spec) for each in found]
    answering = [each for each, outlook in zip(found, outlooks, strict=True) if outlook.answers]
    share = round(1 / len(found), _DIGITS)
    pods = {split_name(each.pod)[1]: share for each in answering}
    failed = round(1 - len(answering) / len(found), _DIGITS)
    until = min((each.until for each in outlooks if each.until is not None), default=None)
    return {"pods": pods, "failed": failed}, until


def _outlook(world: World, endpoint: Endpoint, spec: dict[str, Any]) -> _Outlook:
    """Whether the program behind the endpoint answers the requests of a flow."""
    record = records(world).get(endpoint.pod)
    if record is None or record["sandbox"] is None or not is_up(world, record["node"]):
        return _Outlook(False, None)
    running = [each for each in record["containers"].values() if is_alive(each, world.unix)]
    ends = min((each["ends"][0] for each in running if each["ends"] is not None), default=None)
    for container in running:
        program, run = program_of(world, container["run"])
        if endpoint.port in program.ports(run):
            opens = run.started + program.ready(run)
            if opens > world.unix:
                return _Outlook(False, opens)
            return _Outlook(
                _is_answered(world, program, run, spec),
                _soonest(ends, program.answer_changes(run, world.unix)),
            )
    return _Outlook(False, None)


def _is_answered(world: World, program: Program, run: Run, spec: dict[str, Any]) -> bool:
    request = {"method": "GET", "path": spec["path"], "rate": int(spec["rate"] * 1000)}
    answer = program.answer(run, request, world.unix)
    return answer is not None and answer.status < 400


def _soonest(*times: int | None) -> int | None:
    return min((time for time in times if time is not None), default=None)


QUEUE = WorkQueue("traffic", _work)
