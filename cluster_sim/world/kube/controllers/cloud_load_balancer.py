"""The cloud's part: load balancers for the Services that ask for one.

staging/src/k8s.io/cloud-provider/controllers/service/controller.go. The lab's cloud gives
addresses of 203.0.113.0/24 (TEST-NET-3, RFC 5737), the first free one from .10 on. A Service
with a ``loadBalancerClass`` is somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import full_name, is_terminating, namespace_of, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.events import NORMAL, record
from cluster_sim.world.kube.timings import LOAD_BALANCER_CREATION

NAME: Final = "service-controller"
FINALIZER: Final = "service.kubernetes.io/load-balancer-cleanup"
_MEMORY: Final = "cloud load balancers"
_NETWORK: Final = "203.0.113."
_FIRST, _LAST = 10, 254
# What a change of makes the cloud set its load balancer up anew (needsUpdate).
_FACE: Final = (
    *("type", "ports", "loadBalancerSourceRanges", "loadBalancerIP", "sessionAffinity"),
    *("externalTrafficPolicy", "healthCheckNodePort", "externalIPs"),
)


def _of_service(world: World, change: Change) -> Iterator[str]:
    """A Service that wants a load balancer, or that still has one."""
    new, old = change.new, change.old
    if new is None:
        if full_name(old or {}) in world.remember(_MEMORY):
            yield full_name(old or {})
        return
    if not (_wants(new) or _has_finalizer(new)):
        return
    if old is None or _face(old) != _face(new) or is_terminating(new) != is_terminating(old):
        yield full_name(new)


def _sync(client: Client, key: str) -> int | None:
    known, service = (
        client.world.remember(_MEMORY),
        client.world.store.get("services", *split_name(key)),
    )
    if service is None:
        known.pop(key, None)
        return None
    if not _wants(service):
        _give_up(client, service)
        return None
    present = known.get(key)
    if present is None or (present["face"] != _face(service) and present["due"] is None):
        return _begin(client, service)
    if present["due"] is not None and client.world.now < present["due"]:
        return int(present["due"] - client.world.now)
    if present["due"] is not None:
        _finish(client, service, present)
    return None


def _begin(client: Client, service: Object) -> int:
    """Ask the cloud for it; µs until it is there."""
    world = client.world
    record(client, service, NORMAL, "EnsuringLoadBalancer", "Ensuring load balancer", NAME)
    if not _has_finalizer(service):
        finalizers = [*(service["metadata"].get("finalizers") or ()), FINALIZER]
        client.patch(
            "services",
            namespace_of(service),
            service["metadata"]["name"],
            {"metadata": {"finalizers": finalizers}},
        )
    known = world.remember(_MEMORY)
    present = known.get(full_name(service))
    # What is there already is only set up anew.
    wait = LOAD_BALANCER_CREATION if present is None else LOAD_BALANCER_CREATION // 10
    address = present["address"] if present else _free_address(world, service)
    due = world.now + wait
    known[full_name(service)] = {"face": _face(service), "due": due, "address": address}
    return wait


def _finish(client: Client, service: Object, present: dict[str, Any]) -> None:
    client.world.remember(_MEMORY)[full_name(service)] = {**present, "due": None}
    record(client, service, NORMAL, "EnsuredLoadBalancer", "Ensured load balancer", NAME)
    _write_status(client, service, {"ingress": [{"ip": present["address"], "ipMode": "VIP"}]})
    if present["face"] != _face(service):
        CONTROLLER.queue.add(client.world, full_name(service), 0)


def _give_up(client: Client, service: Object) -> None:
    """The load balancer is no longer wanted: the cloud takes it away, then the Service may go."""
    known = client.world.remember(_MEMORY)
    if not _has_finalizer(service):
        return
    if known.pop(full_name(service), None) is not None:
        record(client, service, NORMAL, "DeletingLoadBalancer", "Deleting load balancer", NAME)
    left = [each for each in service["metadata"].get("finalizers") or () if each != FINALIZER]
    name = service["metadata"]["name"]
    if not is_terminating(service):
        _write_status(client, service, {})
    record(client, service, NORMAL, "DeletedLoadBalancer", "Deleted load balancer", NAME)
    client.patch(
        "services", namespace_of(service), name, {"metadata": {"finalizers": left or None}}
    )


def _write_status(client: Client, service: Object, balancer: dict[str, Any]) -> None:
    current = client.get("services", namespace_of(service), service["metadata"]["name"])
    status = {**(current.get("status") or {}), "loadBalancer": balancer}
    if status != current.get("status"):
        client.update_status("services", {**current, "status": status})


def _free_address(world: World, service: Object) -> str:
    taken = {each["address"] for each in world.remember(_MEMORY).values()}
    asked = service["spec"].get("loadBalancerIP") or ""
    if asked.startswith(_NETWORK) and asked not in taken:
        return str(asked)
    for number in range(_FIRST, _LAST + 1):
        if f"{_NETWORK}{number}" not in taken:
            return f"{_NETWORK}{number}"
    # A cloud without addresses left shares its last one.
    return f"{_NETWORK}{_LAST}"


def _wants(service: Object) -> bool:
    spec = service["spec"]
    mine = spec.get("type") == "LoadBalancer" and spec.get("loadBalancerClass") is None
    return mine and not is_terminating(service)


def _has_finalizer(service: Object) -> bool:
    return FINALIZER in (service["metadata"].get("finalizers") or ())


def _face(service: Object) -> tuple[Any, ...]:
    return tuple(service["spec"].get(field) for field in _FACE)


CONTROLLER = Controller(NAME, {"services": _of_service}, _sync)
