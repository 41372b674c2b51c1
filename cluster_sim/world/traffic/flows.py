"""Steady clients: so many requests a second to a Service, and which pods answer them.

A flow is not sent request by request. It says which share of its requests each pod answers now
and which share fails, and is written anew only when that changes; the pods are told how many a
second come to them, so that they use processor time and write log lines accordingly.

What a flow may have besides a Service, a rate and a path: ``source``, labels of the pods that
send it; ``host``, when the Service is an Ingress controller's and the rules of the Ingresses say
which pods answer; ``steps`` and ``every`` (pace.py), when its rate rises and falls: ``rate`` is
then that of now.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from cluster_sim.world.traffic import flow_legs, pace, proxy
from cluster_sim.world.traffic.flow_legs import Leg
from cluster_sim.world.traffic.party import CLIENT_ADDRESS

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


class _Found(NamedTuple):
    """The legs of a flow with what becomes of each; ``service``: whom the rules chose."""

    legs: list[tuple[Leg, _Outlook]]
    service: list[str]


_LOST = _Outlook(False, False, None)


def create(
    world: World,
    name: str,
    namespace: str,
    service: str,
    rate: float | Sequence[pace.Step],
    path: str = "/",
    source: dict[str, str] | None = None,
    host: str = "",
    every: int = 0,
) -> None:
    """Begin to send ``rate`` requests a second to a Service, from when there is one.

    ``rate`` may be steps that begin anew after ``every`` seconds; ValueError for wrong ones.
    """
    spec: dict[str, Any] = {"namespace": namespace, "service": service, "path": path}
    spec |= pace.spec_of(rate, every)
    if source:
        spec["source"] = source
    if host:
        spec["host"] = host
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
    """Watcher: the containers of a pod behind a Service began or ended, or its labels changed."""
    if not world.store.table(FLOWS) or _face(change.old) == _face(change.new):
        return
    for flow in world.store.all(FLOWS):
        if flow["spec"]["namespace"] == change.key.namespace or "host" in flow["spec"]:
            QUEUE.add(world, flow["metadata"]["name"], _NEWS)


def hear_all(world: World, change: Change) -> None:
    """Watcher: something changed that any flow may depend on."""
    for flow in world.store.all(FLOWS):
        QUEUE.add(world, flow["metadata"]["name"], _NEWS)


def _face(pod: Object | None) -> tuple[Any, Any]:
    status = (pod or {}).get("status") or {}
    return status.get("containerStatuses"), (pod or {}).get("metadata", {}).get("labels")


def _look_at(world: World, service: str) -> None:
    for _, name in world.store.bucket(FLOWS, BY_SERVICE, service):
        QUEUE.add(world, name, _NEWS)
    for flow in world.store.all(FLOWS):
        if "host" in flow["spec"]:
            QUEUE.add(world, flow["metadata"]["name"], _NEWS)


def _work(world: World, name: str) -> int | None:
    """Write down where the requests of a flow go; µs until that may change by itself."""
    stored = world.store.get(FLOWS, "", name)
    if stored is None:
        return None
    rate = pace.rate_at(stored["spec"], world.now)
    changed = rate != stored["spec"]["rate"]
    flow = {**stored, "spec": {**stored["spec"], "rate": rate}} if changed else stored
    found = _behind(world, flow)
    status = {"pods": {}, "failed": 0.0} if found is None else _status(found)
    if changed or status != flow["status"]:
        world.write(Key(FLOWS, "", name), {**flow, "status": status}, ACTOR)
    legs = found.legs if found else []
    _send(world, flow, [leg for leg, outlook in legs if outlook.reached])
    until = _soonest(*(outlook.until for _, outlook in legs))
    wait = None if until is None else max(until - world.unix, 1)
    return _soonest(wait, pace.next_step(flow["spec"], world.now))


def _behind(world: World, flow: Object) -> _Found | None:
    """What becomes of the requests; None while there is nothing to send, or nobody to send to."""
    spec = flow["spec"]
    service = world.store.get("services", spec["namespace"], spec["service"])
    if service is None or not flow_legs.senders_of(world, spec):
        return None
    legs = [(leg, _outlook(world, leg, spec)) for leg in flow_legs.direct(world, spec, service)]
    return _Found(legs, []) if "host" not in spec else _beyond(world, spec, legs)


def _beyond(world: World, spec: dict[str, Any], legs: list[tuple[Leg, _Outlook]]) -> _Found:
    """Through the Ingress controllers: those that live ask the pods behind the rules."""
    route = flow_legs.route_of(world, spec)
    found: list[tuple[Leg, _Outlook]] = []
    for leg, outlook in legs:
        if not outlook.reached:
            found.append((leg, outlook))
            continue
        # What the controller itself is sent counts for it, and is no answer yet.
        found.append((leg._replace(share=0.0), outlook))
        onward = flow_legs.behind(world, leg, route, spec["path"])
        pairs = [(each, _outlook(world, each, spec)) for each in onward]
        found += _tried_again(leg.share, pairs)
    return _Found(found, flow_legs.service_of(route))


def _tried_again(share: float, pairs: list[tuple[Leg, _Outlook]]) -> list[tuple[Leg, _Outlook]]:
    """nginx asks the next pod where one does not take the connection: the others share its part."""
    alive = [(leg, outlook) for leg, outlook in pairs if outlook.reached]
    if not alive:
        return pairs
    lost = [(leg._replace(share=0.0), o) for leg, o in pairs if not o.reached]
    return [(leg._replace(share=share / len(alive)), o) for leg, o in alive] + lost


def _status(found: _Found) -> dict[str, Any]:
    """The share that each pod answers, and the one that fails."""
    pods: dict[str, float] = {}
    stopped: dict[str, float] = {}
    answered = 0.0
    for leg, outlook in found.legs:
        if outlook.answered and leg.endpoint is not None and leg.share:
            answered += leg.share
            name = split_name(leg.endpoint.pod)[1]
            if not leg.redirected:
                pods[name] = pods.get(name, 0.0) + leg.share
        elif leg.stop is not None:
            place = f"{leg.stop.namespace}/{leg.stop.policies[0]}"
            stopped[place] = stopped.get(place, 0.0) + leg.share
    status: dict[str, Any] = {
        "pods": {pod: round(share, _DIGITS) for pod, share in pods.items()},
        "failed": max(round(1 - answered, _DIGITS), 0.0),
    }
    if stopped:
        status["stopped"] = {place: round(share, _DIGITS) for place, share in stopped.items()}
    if found.service:
        status["service"] = found.service
    return status


def _send(world: World, flow: Object, legs: list[Leg]) -> None:
    """Let the pods that are reached know how much comes to them, those no longer that it ends."""
    name, spec, sent = flow["metadata"]["name"], flow["spec"], world.remember(_SENT)
    rates: dict[str, tuple[float, str, str]] = {}
    for leg in legs:
        if leg.endpoint is None or leg.redirected:
            continue
        share, path, client = rates.get(leg.endpoint.pod, (0.0, leg.path, leg.source.address))
        part = leg.share or 1 / len(legs)
        rates[leg.endpoint.pod] = share + part, path, client
    for pod in sent.get(name, ()):
        if pod not in rates and pod in records(world):
            steady.send(world, *split_name(pod), name, 0, spec["path"], CLIENT_ADDRESS)
    for pod, (share, path, client) in rates.items():
        rate = int(spec["rate"] * 1000 * share + 1e-6)
        steady.send(world, *split_name(pod), name, rate, path, client)
    sent[name] = tuple(rates)


def _outlook(world: World, leg: Leg, spec: dict[str, Any]) -> _Outlook:
    """What the program behind the endpoint does with the requests of a flow."""
    if leg.redirected:
        return _Outlook(True, True, None)
    if leg.endpoint is None or leg.stop is not None:
        return _LOST
    record = records(world).get(leg.endpoint.pod)
    if record is None or record["sandbox"] is None or not is_up(world, record["node"]):
        return _LOST
    running = [each for each in record["containers"].values() if is_alive(each, world.unix)]
    ends = _soonest(*(each["ends"][0] for each in running if each["ends"] is not None))
    for container in running:
        program, run = program_of(world, container["run"])
        if leg.endpoint.port in program.ports(run):
            opens = run.started + program.ready(run)
            if opens > world.unix:
                return _Outlook(False, False, _soonest(opens, ends))
            turns = program.answer_changes(run, world.unix)
            turns = None if turns is None else max(turns, world.unix + _PATIENCE)
            answered = _is_answered(world, program, run, leg, spec)
            return _Outlook(True, answered, _soonest(ends, turns))
    return _Outlook(False, False, ends)


def _is_answered(world: World, program: Program, run: Run, leg: Leg, spec: dict[str, Any]) -> bool:
    if not leg.path:
        return True
    request = {"method": "GET", "path": leg.path, "rate": int(spec["rate"] * 1000)}
    answer = program.answer(run, request, world.unix)
    return answer is not None and answer.status < 400


def _soonest(*times: int | None) -> int | None:
    return min((time for time in times if time is not None), default=None)


QUEUE = WorkQueue("traffic", _work)
