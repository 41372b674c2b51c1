"""What a kubelet remembers of its pods: plain data, replaced and never changed in place.

A record: uid, node, name, namespace, ``seen`` (when the kubelet first saw the pod), ``sandbox``
(when its network was there, or None), ``ip``, ``due`` (next step of the sandbox), ``mounting``
(delay of the next look at missing volumes), ``ending`` (graceful termination),
``failed`` (why the kubelet itself ends it: reason, message, grace), ``initialized`` (its init
containers are through), ``allocated`` (what was promised to each container), ``resize`` (the
conditions of a change of that), ``static`` (a mirror pod shows it) and ``containers`` by name in
the order of the manifest, init containers first, ephemeral ones last.

A container: ``kind`` (the manifest's list it is in), ``stage``, ``due`` (when the stage ends),
``attempt``, ``shown`` (why it waits, as the status says), ``said`` (what the next look will
show), ``run`` (what programs need), ``started``, ``ends`` (at, code, reason), ``finished``,
``code``, ``reason``, ``last`` (the run before), ``ready``, ``up`` (startup probe passed),
``quiet`` (a probe stopped it), ``probes``, ``crash`` and ``image`` back-offs, ``hook`` (when
postStart is over, what went wrong), ``actual`` (the resources that it runs with), ``stopped_for``
(why the kubelet stops it), ``asks`` (when its script asks the network next), ``stood`` (how long
it stood still with its machine, µs). All times are Unix
microseconds.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.indexes import NODE
from cluster_sim.world.kube.kubelet import filelog, network, podips

Record = dict[str, Any]
Container = dict[str, Any]

WAITING, PULLING, CREATING, RUNNING, EXITED = (
    "waiting",
    "pulling",
    "creating",
    "running",
    "exited",
)
INIT, MAIN, EPHEMERAL = "initContainers", "containers", "ephemeralContainers"
_MEMORY = "kubelet pods"
_REQUESTS = "kubelet requests"
_STEADY = "kubelet steady requests"
# What containerd says of containers that it finds dead after the machine was restarted.
_LOST_CODE, _LOST_REASON = 255, "Unknown"


def records(world: World) -> dict[str, Record]:
    """All records by ``namespace/name``."""
    return world.remember(_MEMORY)


def records_on(world: World, node: str) -> list[Record]:
    """The records of the pods that are bound to a node."""
    known = records(world)
    keys = (f"{place}/{name}" for place, name in world.store.bucket("pods", NODE, node))
    return [known[key] for key in keys if key in known and known[key]["node"] == node]


def requests(world: World) -> dict[str, Any]:
    """What containers have served, by container id."""
    return world.remember(_REQUESTS)


def steady_requests(world: World) -> dict[str, Any]:
    """Who sends a steady stream of requests to which pod: segments by ``namespace/name``."""
    return world.remember(_STEADY)


def new_record(pod: Object, now: int) -> Record:
    """The record of a pod that the kubelet sees for the first time."""
    containers: dict[str, Container] = {}
    for kind in (INIT, MAIN, EPHEMERAL):
        for spec in pod["spec"].get(kind) or ():
            containers[spec["name"]] = _new_container(kind, spec)
    return {
        "uid": pod["metadata"].get("uid", ""),
        "node": pod["spec"]["nodeName"],
        "namespace": namespace_of(pod),
        "name": name_of(pod),
        "seen": now,
        "sandbox": None,
        "ip": "",
        "due": None,
        "mounting": None,
        "ending": None,
        "failed": None,
        "initialized": False,
        "containers": containers,
    }


def with_added(record: Record, pod: Object) -> Record:
    """The record with the ephemeral containers that the pod has got since."""
    specs = pod["spec"].get(EPHEMERAL) or ()
    new = {
        each["name"]: _new_container(EPHEMERAL, each)
        for each in specs
        if each["name"] not in record["containers"]
    }
    return {**record, "containers": {**record["containers"], **new}} if new else record


def working_copy(record: Record) -> Record:
    """A copy whose containers may be changed; what lies in them is still replaced."""
    containers = {name: dict(each) for name, each in record["containers"].items()}
    return {**record, "containers": containers}


def forget(world: World, key: str) -> None:
    """The pod is gone: its address and everything known of it."""
    record = records(world).pop(key, None)
    if record is None:
        return
    podips.release(world, record["ip"], key)
    steady_requests(world).pop(key, None)
    for container in record["containers"].values():
        requests(world).pop(container.get("id", ""), None)
        filelog.forget(world, container.get("id", ""))
        network.forget(world, container.get("id", ""))
    for store in filelog.stores_of(world, record["uid"]) if record["uid"] else ():
        filelog.forget(world, store)


def lose_containers(world: World, node: str) -> None:
    """The node's machine was off: sandboxes and containers are no more, back-offs forgotten."""
    for key, record in list(records(world).items()):
        if record["node"] != node:
            continue
        pod = world.store.get("pods", record["namespace"], record["name"])
        if pod is None or pod["metadata"].get("uid", "") != record["uid"]:
            forget(world, key)
            continue
        podips.release(world, record["ip"], key)
        containers = {
            name: _lost(container, world.unix) for name, container in record["containers"].items()
        }
        cleared: Record = {"sandbox": None, "ip": "", "due": None, "mounting": None, "ending": None}
        cleared["initialized"] = False
        records(world)[key] = {**record, **cleared, "seen": world.unix, "containers": containers}


def terminated(container: Container) -> dict[str, Any] | None:
    """The run that ended last, as ``last`` keeps it; None while none has."""
    if container.get("finished") is None:
        return None
    kept = ("id", "run", "started", "finished", "code", "reason", "message")
    return {field: container.get(field) for field in kept}


def _new_container(kind: str, spec: dict[str, Any]) -> Container:
    return {
        "name": spec["name"],
        "kind": kind,
        "sidecar": kind == INIT and spec.get("restartPolicy") == "Always",
        "stage": WAITING,
        "due": None,
        "attempt": 0,
        "shown": None,
        "said": None,
        "finished": None,
        "code": None,
        "last": None,
        "ready": False,
        "up": False,
        "quiet": False,
        "probes": {},
        "crash": None,
        "image": None,
    }


def _lost(container: Container, now: int) -> Container:
    cleared: Container = {
        "due": None,
        "hook": None,
        "shown": None,
        "said": None,
        "ready": False,
        "up": False,
        "probes": {},
        "crash": None,
        "image": None,
        "lost": True,
    }
    if container["stage"] == RUNNING:
        end = {"finished": now, "code": _LOST_CODE, "reason": _LOST_REASON, "message": None}
        return {**container, **cleared, **end, "stage": EXITED}
    if container["stage"] == EXITED:
        return {**container, **cleared}
    return {**container, **cleared, "stage": WAITING}
