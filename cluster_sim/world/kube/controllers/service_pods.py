"""Which pods stand behind a Service, shared by the two controllers that write them down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import full_name, is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.kube.pod_state import is_finished, is_ready

TRIGGER_ANNOTATION = "endpoints.kubernetes.io/last-change-trigger-time"
_TRIGGERS = "trigger times"
HEADLESS_LABEL = "service.kubernetes.io/headless"


def of_service(world: World, change: Change) -> Iterator[str]:
    """The Service itself."""
    yield f"{change.key.namespace}/{change.key.name}"


def of_pod(world: World, change: Change) -> Iterator[str]:
    """The Services that select the pod, when what they would say of it changes."""
    services = world.store.by_index("services", NAMESPACE, change.key.namespace)
    if not services or _face(change.old) == _face(change.new):
        return
    for service in services:
        if any(pod and selects(service, pod) for pod in (change.old, change.new)):
            yield full_name(service)


def _face(pod: Object | None) -> tuple[Any, ...] | None:
    """All that a Service can tell of a pod."""
    if pod is None or not address_of(pod):
        return None
    meta = pod["metadata"]
    states = is_ready(pod), is_finished(pod), is_terminating(pod)
    return address_of(pod), states, meta.get("labels"), meta["uid"]


def has_endpoints(service: Object) -> bool:
    """Whether the controllers look for pods: it has a selector, and is no name of elsewhere."""
    spec = service["spec"]
    wanted = spec.get("selector") and spec.get("type") != "ExternalName"
    return bool(wanted) and not is_terminating(service)


def selects(service: Object, pod: Object) -> bool:
    """Whether the Service's selector chooses the pod; a Service without one chooses none."""
    selector = service["spec"].get("selector")
    return bool(selector) and labels.of_set(selector).matches(pod["metadata"].get("labels"))


def pods_behind(world: World, service: Object) -> list[Object]:
    """The pods with an address that the Service selects, oldest first, finished ones left out."""
    return [
        pod
        for pod in world.store.by_index("pods", NAMESPACE, namespace_of(service))
        if address_of(pod) and not is_finished(pod) and selects(service, pod)
    ]


def address_of(pod: Object) -> str:
    """``status.podIP``, empty while there is none."""
    return str((pod.get("status") or {}).get("podIP") or "")


def hostname_for(service: Object, pod: Object) -> dict[str, str]:
    """The field ``hostname`` of an endpoint: a pod under the Service's own name has one.

    staging/src/k8s.io/endpointslice/utils.go: ShouldSetHostname
    """
    spec = pod["spec"]
    if not spec.get("hostname") or spec.get("subdomain") != name_of(service):
        return {}
    return {"hostname": str(spec["hostname"])}


def is_ready_for(service: Object, pod: Object) -> bool:
    """Whether the Service sends the pod new requests."""
    if service["spec"].get("publishNotReadyAddresses"):
        return True
    return is_ready(pod) and not is_terminating(pod)


def grouped_by_ports(
    service: Object, pods: Iterable[Object]
) -> list[tuple[list[dict[str, Any]], list[Object]]]:
    """The pods that offer the same ports together, in the order of the first of each."""
    groups: list[tuple[list[dict[str, Any]], list[Object]]] = []
    for pod in pods:
        ports = ports_for(service, pod)
        for known, together in groups:
            if known == ports:
                together.append(pod)
                break
        else:
            groups.append((ports, [pod]))
    return groups


def ports_for(service: Object, pod: Object) -> list[dict[str, Any]]:
    """The Service's ports as they are on this pod; a named one that it lacks is left out."""
    ports = []
    for port in service["spec"].get("ports") or ():
        number = target_port(port, pod)
        if number is not None:
            protocol = port.get("protocol", "TCP")
            ports.append({"name": port.get("name", ""), "port": number, "protocol": protocol})
    return ports


def target_port(port: dict[str, Any], pod: Object) -> int | None:
    """The number behind ``targetPort``, looked up in the pod's containers when it is a name."""
    target = port.get("targetPort", port["port"])
    if isinstance(target, int):
        return target
    for container in pod["spec"]["containers"]:
        for offered in container.get("ports") or ():
            if offered.get("name") == target:
                return int(offered["containerPort"])
    return None


def pod_reference(pod: Object) -> dict[str, str]:
    """``targetRef`` of an address."""
    meta = pod["metadata"]
    return {
        "kind": "Pod",
        "name": name_of(pod),
        "namespace": meta["namespace"],
        "uid": meta["uid"],
    }


def trigger_time(world: World, controller: str, service: Object) -> dict[str, str]:
    """The annotation that tells when what this write answers to happened, if anything did.

    Of the Service's creation and of the moments at which its pods became ready or not, the first
    one that ``controller`` has not seen yet; the creation alone when the Service is new to it.
    Called once at each look (staging/src/k8s.io/endpointslice/util/trigger_time_tracker.go).
    """
    seen = world.remember(f"{_TRIGGERS} {controller}")
    born = service["metadata"]["creationTimestamp"]
    moments = _moments(world, service)
    before = seen.get(full_name(service))
    seen[full_name(service)] = (born, moments)
    if before is None:
        return {TRIGGER_ANNOTATION: born}
    known = dict(before[1])
    fresh = [moment for name, moment in moments if moment > known.get(name, "")]
    if born > before[0]:
        fresh.append(born)
    return {TRIGGER_ANNOTATION: min(fresh)} if fresh else {}


def forget_triggers(world: World, controller: str, service: str) -> None:
    """The Service is gone."""
    world.remember(f"{_TRIGGERS} {controller}").pop(service, None)


def with_trigger(annotations: dict[str, str] | None, trigger: dict[str, str]) -> dict[str, str]:
    """The annotations with the new trigger in place of the old one."""
    kept = {name: text for name, text in (annotations or {}).items() if name != TRIGGER_ANNOTATION}
    return {**kept, **trigger}


def _moments(world: World, service: Object) -> tuple[tuple[str, str], ...]:
    """By pod, the RFC 3339 time at which it last became ready or not."""
    found = []
    for pod in world.store.by_index("pods", NAMESPACE, namespace_of(service)):
        ready = condition(pod, "Ready")
        if ready is not None and ready.get("lastTransitionTime") and selects(service, pod):
            found.append((name_of(pod), ready["lastTransitionTime"]))
    return tuple(found)
