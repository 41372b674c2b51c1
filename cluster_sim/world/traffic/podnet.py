"""The network as the programs inside a pod have it: what they ask, and what comes back.

Questions are dicts with a ``kind``: ``dns`` (server, name, type), ``http`` (address, port, method,
path, scheme, host, agent, insecure, authorization), ``tcp`` (address, port), ``redis`` (address,
port, command), ``ping`` (address), ``ports``. Answers tell ``latency`` in µs, and ``fault`` where
nothing came back (traffic.answer's words).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.allocation import CLUSTER_IP
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.machines import is_up
from cluster_sim.world.kube.kubelet.ownfiles import DNS_ADDRESS
from cluster_sim.world.kube.kubelet.podips import pod_at
from cluster_sim.world.kube.kubelet.podrecords import records
from cluster_sim.world.kube.kubelet.requests import is_alive, listener
from cluster_sim.world.kube.kubelet.runtime import program_of
from cluster_sim.world.traffic import (
    delivery,
    dns,
    exchange,
    headers,
    names,
    party,
    policies,
    redis_data,
    routing,
)
from cluster_sim.world.traffic.answer import EMPTY_REPLY, REFUSED, TIMEOUT
from cluster_sim.world.traffic.party import Party
from cluster_sim.world.traffic.routing import Target

Question = Mapping[str, Any]
Answer = dict[str, Any]

# The server of the nodes' own network, which knows no names of the cluster.
_NODE_DNS: Final = "10.0.0.2"
_DNS_PORT: Final = 53
_ROUND_TRIP: Final = 180
# The pods behind the cluster's DNS, as NetworkPolicies see them, where no CoreDNS is installed.
_DNS_POD: Final[Object] = {
    "metadata": {
        "name": "coredns",
        "namespace": "kube-system",
        "labels": {"k8s-app": "kube-dns"},
    },
    "spec": {
        "containers": [
            {
                "ports": [
                    {"name": "dns", "containerPort": _DNS_PORT, "protocol": "UDP"},
                    {"name": "dns-tcp", "containerPort": _DNS_PORT, "protocol": "TCP"},
                ]
            }
        ]
    },
}


def answer(world: World, pod: str, question: Question) -> Answer:
    """What the network says to a process of the pod (``namespace/name``) at this moment."""
    who = party.of_source(world, pod)
    if question["kind"] == "ports":
        return {"ports": open_ports(world, pod), "latency": 0}
    return _KINDS[question["kind"]](world, who, question)


def open_ports(world: World, pod: str) -> list[tuple[int, str]]:
    """The ports that programs of the pod listen on, with the names of the programs."""
    record = records(world).get(pod)
    found = []
    for container in (record or {"containers": {}})["containers"].values():
        if is_alive(container, world.unix):
            program, run = program_of(world, container["run"])
            if world.unix >= run.started + program.ready(run):
                found += [(port, program.name) for port in program.ports(run)]
    return sorted(found)


def _dns(world: World, who: Party, question: Question) -> Answer:
    fault = _dns_fault(world, who, str(question["server"]))
    if fault:
        return {"code": "", "records": (), "fault": fault, "latency": 0}
    said = dns.lookup(world, str(question["name"]), str(question.get("type", "A")))
    if question["server"] == _NODE_DNS:
        said = dns.Said(dns.NXDOMAIN)
    records_ = tuple((each.name, each.kind, each.data) for each in said.records)
    return {"code": said.code, "records": records_, "fault": "", "latency": names.LOOKUP}


def _dns_fault(world: World, who: Party, server: str) -> str:
    """Why a server of names does not answer; empty when it does."""
    if server == _NODE_DNS:
        stop = policies.stop_of(world, who, Party(server), _DNS_PORT, "UDP")
        return TIMEOUT if stop else ""
    if server == DNS_ADDRESS and not world.store.bucket("services", CLUSTER_IP, server):
        built_in = Party(server, "", _DNS_POD)
        return TIMEOUT if policies.stop_of(world, who, built_in, _DNS_PORT, "UDP") else ""
    target = routing.connect(world, who, server, _DNS_PORT, "UDP")
    if isinstance(target, str):
        return target
    if delivery.stop_of(world, who, target, "UDP") is not None:
        return TIMEOUT
    found = listener(world, target.pod, target.port)
    return "" if found is not None and found[1].name == "coredns" else _silence(world, target)


def _silence(world: World, target: Target) -> str:
    record = records(world).get(target.pod)
    alive = record is not None and record["sandbox"] is not None and is_up(world, record["node"])
    return REFUSED if alive else TIMEOUT


def _http(world: World, who: Party, question: Question) -> Answer:
    reply = exchange.send(world, who, str(question["address"]), int(question["port"]), question)
    told = {} if reply.fault else {**headers.of(reply.body, world.unix), **reply.headers}
    return {
        "fault": reply.fault,
        "status": reply.status,
        "body": reply.body,
        "headers": told,
        "latency": reply.latency,
    }


def _tcp(world: World, who: Party, question: Question) -> Answer:
    """Whether a connection comes about; ``speaks``: the program on the other side."""
    target = _connected(world, who, question)
    if isinstance(target, str):
        return {"fault": target, "latency": delivery.REFUSAL}
    if not target.pod:
        return {"fault": "", "speaks": "kube-apiserver", "latency": _ROUND_TRIP}
    found = listener(world, target.pod, target.port)
    assert found is not None
    env = dict(found[2].env)
    speaks = found[1].name
    return {"fault": "", "speaks": speaks, "env": env, "latency": _ROUND_TRIP}


def _redis(world: World, who: Party, question: Question) -> Answer:
    target = _connected(world, who, question)
    if isinstance(target, str):
        return {"fault": target, "latency": delivery.REFUSAL}
    found = listener(world, target.pod, target.port) if target.pod else None
    if found is None or found[1].name != "redis":
        return {"fault": EMPTY_REPLY, "latency": _ROUND_TRIP}
    reply = redis_data.execute(world, found[0]["id"], list(question["command"]))
    return {"fault": "", "reply": reply, "latency": 2 * _ROUND_TRIP}


def _connected(world: World, who: Party, question: Question) -> Target | str:
    """Who takes the connection, or why nobody does."""
    target = routing.connect(world, who, str(question["address"]), int(question["port"]))
    if isinstance(target, str) or not target.pod:
        return target
    if delivery.stop_of(world, who, target) is not None:
        return TIMEOUT
    listens = listener(world, target.pod, target.port) is not None
    return target if listens else _silence(world, target)


def _ping(world: World, who: Party, question: Question) -> Answer:
    """Pods and machines answer; the addresses of Services belong to nobody."""
    address = str(question["address"])
    found = pod_at(world, address)
    pod = world.store.get("pods", *found.split("/", 1)) if found else None
    if pod is not None:
        blocked = policies.stop_of(world, who, party.of_pod(pod), 0, "ICMP") is not None
        silent = blocked or _silence(world, Target(found or "", 0, "")) == TIMEOUT
        return {"fault": TIMEOUT if silent else "", "latency": _ROUND_TRIP}
    own = address.startswith("127.") or address == who.address
    known = own or routing.is_machine(world, address)
    return {"fault": "" if known else TIMEOUT, "latency": _ROUND_TRIP}


_KINDS: Final[dict[str, Callable[[World, Party, Question], Answer]]] = {
    "dns": _dns,
    "http": _http,
    "tcp": _tcp,
    "redis": _redis,
    "ping": _ping,
}
