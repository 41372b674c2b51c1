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
from cluster_sim.world.kube.kubelet import steady
from cluster_sim.world.kube.kubelet.machines import is_up
from cluster_sim.world.kube.kubelet.podrecords import records
from cluster_sim.world.kube.kubelet.requests import is_alive
from cluster_sim.world.kube.kubelet.runtime import program_of
from cluster_sim.world.traffic import proxy
from cluster_sim.world.traffic.proxy import Endpoint
from cluster_sim.world.traffic.request import CLIENT_ADDRESS

FLOWS = "flows"
BY_SERVICE = "service"
ACTOR = "traffic"
_SENT = "traffic sent"
_NEWS = 1_000
# A program whose answers change all the time is asked again after this at the earliest.
_PATIENCE = SECOND
_DIGITS = 6


class _Outlook(NamedTuple):
    """What becomes of requests now, and from when on (Unix µs) it may be otherwise."""

    reached: bool
    answered: bool
    until: int | None


_LOST = _Outlook(False, False, None)


def create(
    world: World, name: str, namespace: str, service: str, rate: float, path: str = "/"
) -> None:
    """Begin to send ``rate`` requests a second to a Service, from when there is one."""
    spec = {"namespace": namespace, "service": service, "rate": rate, "path": path}
    status: dict[str, Any] = {"pods": {}, "failed": 0.0}
    flow = {"kind": "Flow", "metadata": {"name": name}, "spec": spec, "status": status}
    world.write(Key(FLOWS, "", name), flow, ACTOR)
    QUEUE.add(world, name, _NEWS)


def by_service(flow: Object) -> tuple[str]:
    """Index function: the Service that a flow goes to."""
    return (f"{flow['spec']['namespace']}/{flow['spec']['service']}",)


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
    if not world.store.table(FLOWS):
        return
    old, new = (change.old or {}).get("status") or {}, (change.new or {}).get("status") or {}
    if old.get("containerStatuses") == new.get("containerStatuses"):
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
    found = _behind(world, flow)
    outlooks = [] if found is None else [_outlook(world, each, flow["spec"]) for each in found]
    pairs = list(zip(found or (), outlooks, strict=True))
    status = {"pods": {}, "failed": 0.0} if found is None else _status(pairs)
    if status != flow["status"]:
        world.write(Key(FLOWS, "", name), {**flow, "status": status}, ACTOR)
    _send(world, flow, [each.pod for each, outlook in pairs if outlook.reached], len(pairs))
    until = _soonest(*(each.until for each in outlooks))
    return None if until is None else max(until - world.unix, 1)


def _behind(world: World, flow: Object) -> list[Endpoint] | None:
    """The endpoints that take turns; None while there is no Service to send to."""
    service = world.store.get("services", flow["spec"]["namespace"], flow["spec"]["service"])
    if service is None:
        return None
    ports = service["spec"].get("ports") or ()
    return proxy.endpoints(world, service, ports[0]) if ports else []


def _status(found: list[tuple[Endpoint, _Outlook]]) -> dict[str, Any]:
    """Each endpoint gets the same share; all fails when there is none."""
    pods = [split_name(each.pod)[1] for each, outlook in found if outlook.answered]
    failed = round(1 - len(pods) / len(found), _DIGITS) if found else 1.0
    return {"pods": {pod: round(1 / len(found), _DIGITS) for pod in pods}, "failed": failed}


def _send(world: World, flow: Object, pods: list[str], shares: int) -> None:
    """Let the pods that are reached know how much comes to them, those no longer that it ends."""
    name, spec, sent = flow["metadata"]["name"], flow["spec"], world.remember(_SENT)
    for pod in sent.get(name, ()):
        if pod not in pods and pod in records(world):
            steady.send(world, *split_name(pod), name, 0, spec["path"], CLIENT_ADDRESS)
    for pod in pods:
        rate = int(spec["rate"] * 1000 / shares)
        steady.send(world, *split_name(pod), name, rate, spec["path"], CLIENT_ADDRESS)
    sent[name] = tuple(pods)


def _outlook(world: World, endpoint: Endpoint, spec: dict[str, Any]) -> _Outlook:
    """What the program behind the endpoint does with the requests of a flow."""
    record = records(world).get(endpoint.pod)
    if record is None or record["sandbox"] is None or not is_up(world, record["node"]):
        return _LOST
    running = [each for each in record["containers"].values() if is_alive(each, world.unix)]
    ends = _soonest(*(each["ends"][0] for each in running if each["ends"] is not None))
    for container in running:
        program, run = program_of(world, container["run"])
        if endpoint.port in program.ports(run):
            opens = run.started + program.ready(run)
            if opens > world.unix:
                return _Outlook(False, False, _soonest(opens, ends))
            turns = program.answer_changes(run, world.unix)
            turns = None if turns is None else max(turns, world.unix + _PATIENCE)
            answered = _is_answered(world, program, run, spec)
            return _Outlook(True, answered, _soonest(ends, turns))
    return _Outlook(False, False, ends)


def _is_answered(world: World, program: Program, run: Run, spec: dict[str, Any]) -> bool:
    request = {"method": "GET", "path": spec["path"], "rate": int(spec["rate"] * 1000)}
    answer = program.answer(run, request, world.unix)
    return answer is not None and answer.status < 400


def _soonest(*times: int | None) -> int | None:
    return min((time for time in times if time is not None), default=None)


QUEUE = WorkQueue("traffic", _work)
