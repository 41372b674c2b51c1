"""The controller of ingress-nginx towards the API: it notes Ingresses and tells their address.

github.com/kubernetes/ingress-nginx: internal/ingress/controller/store (events ``Sync``),
internal/ingress/status (the address is written every minute by the leader). It works where a
pod of its image is ready; what its nginx answers is in the traffic.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.meta import full_name, namespace_of, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.events import NORMAL, record
from cluster_sim.world.kube.ingress_classes import INGRESSES, is_served
from cluster_sim.world.kube.pod_state import is_ready
from cluster_sim.world.kube.timings import INGRESS_STATUS_PERIOD

NAME: Final = "nginx-ingress-controller"
_IMAGE: Final = "ingress-nginx/controller"
_MEMORY: Final = "ingresses noted"
_PODS: Final = "ingress controllers"
_PUBLISHED: Final = "--publish-service="
_PUBLISHED_USUALLY: Final = "ingress-nginx-controller"


def _of_ingress(world: World, change: Change) -> Iterator[str]:
    if change.new is None:
        world.remember(_MEMORY).pop(f"{change.key.namespace}/{change.key.name}", None)
    elif change.actor != NAME:
        yield full_name(change.new)


def _of_pod(world: World, change: Change) -> Iterator[str]:
    """The controller's own pods: all that they take care of is looked at when one is ready."""
    if not _is_controller(change.new or change.old or {}):
        return
    known, key = world.remember(_PODS), f"{change.key.namespace}/{change.key.name}"
    if change.new is None:
        known.pop(key, None)
    else:
        known[key] = True
    if _readiness(change.old) != _readiness(change.new):
        yield from (full_name(each) for each in world.store.all(INGRESSES))


def _of_service(world: World, change: Change) -> Iterator[str]:
    """The Service in front of the controller got another address."""
    if _points(change.old) != _points(change.new) and world.store.table(INGRESSES):
        yield from (full_name(each) for each in world.store.all(INGRESSES))


def _sync(client: Client, key: str) -> int | None:
    world, ingress = client.world, client.world.store.get(INGRESSES, *split_name(key))
    leader = _leader(world)
    if ingress is None or leader is None or not is_served(world, ingress):
        return None
    noted, version = world.remember(_MEMORY), ingress["metadata"].get("generation", 0)
    if noted.get(key) != (ingress["metadata"]["uid"], version):
        noted[key] = ingress["metadata"]["uid"], version
        record(client, ingress, NORMAL, "Sync", "Scheduled for sync", NAME)
    wanted = addresses_of(world, leader)
    if ((ingress.get("status") or {}).get("loadBalancer") or {}).get("ingress", []) == wanted:
        return None
    wait = -(world.unix - _since(leader)) % INGRESS_STATUS_PERIOD
    if wait:
        return wait
    status = {"loadBalancer": {"ingress": wanted} if wanted else {}}
    client.update_status(INGRESSES, {**ingress, "status": status})
    return None


def addresses_of(world: World, leader: Object) -> list[dict[str, Any]]:
    """The addresses of the Service that the controller publishes."""
    service = world.store.get("services", *_published(leader))
    if service is None:
        return []
    if service["spec"].get("type") == "LoadBalancer":
        return [{"ip": each} for each in _points(service)]
    return [{"ip": service["spec"]["clusterIP"]}]


def _published(pod: Object) -> tuple[str, str]:
    """Namespace and name of the Service, as the arguments tell."""
    for container in pod["spec"]["containers"]:
        for argument in container.get("args") or ():
            if argument.startswith(_PUBLISHED):
                namespace, _, name = argument.removeprefix(_PUBLISHED).partition("/")
                return namespace.replace("$(POD_NAMESPACE)", namespace_of(pod)), name
    return namespace_of(pod), _PUBLISHED_USUALLY


def _leader(world: World) -> Object | None:
    """The controller's oldest ready pod."""
    found = [world.store.get("pods", *split_name(key)) for key in world.remember(_PODS)]
    ready = [pod for pod in found if pod is not None and is_ready(pod)]
    return min(ready, key=_age, default=None)


def _age(obj: Object) -> tuple[str, str]:
    return obj["metadata"]["creationTimestamp"], full_name(obj)


def _since(pod: Object) -> int:
    """When the pod started, in Unix µs."""
    return timestamps.parse(pod["status"]["startTime"])


def _points(service: Object | None) -> list[str]:
    """The addresses that the load balancer of a Service has."""
    balancer = ((service or {}).get("status") or {}).get("loadBalancer") or {}
    return [each["ip"] for each in balancer.get("ingress") or () if each.get("ip")]


def _is_controller(pod: Object) -> bool:
    return any(_IMAGE in (each.get("image") or "") for each in pod["spec"]["containers"])


def _readiness(pod: Object | None) -> bool:
    return pod is not None and is_ready(pod)


CONTROLLER = Controller(
    NAME, {INGRESSES: _of_ingress, "pods": _of_pod, "services": _of_service}, _sync
)
