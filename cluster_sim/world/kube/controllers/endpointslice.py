"""EndpointSlice controller: who stands behind each Service, a hundred at most in one slice.

staging/src/k8s.io/endpointslice/reconciler.go and pkg/controller/endpointslice
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import (
    controller_reference,
    is_terminating,
    namespace_of,
    split_name,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.service_pods import (
    HEADLESS_LABEL,
    address_of,
    forget_triggers,
    grouped_by_ports,
    has_endpoints,
    hostname_for,
    is_ready_for,
    of_pod,
    of_service,
    pod_reference,
    pods_behind,
    trigger_time,
    with_trigger,
)
from cluster_sim.world.kube.indexes import SERVICE, SERVICE_NAME_LABEL
from cluster_sim.world.kube.pod_state import is_ready

NAME = "endpointslice-controller"
SLICES = "endpointslices.discovery.k8s.io"
MANAGED_BY = "endpointslice.kubernetes.io/managed-by"
# --max-endpoints-per-slice
MOST_ENDPOINTS = 100
_ZONE = "topology.kubernetes.io/zone"

Ports = list[dict[str, Any]]


def _of_slice(world: World, change: Change) -> Iterator[str]:
    """A slice that somebody else changed or took away is put right."""
    if change.actor != NAME:
        for obj in (change.old, change.new):
            name = ((obj or {}).get("metadata", {}).get("labels") or {}).get(SERVICE_NAME_LABEL)
            if name:
                yield f"{change.key.namespace}/{name}"


def _sync(client: Client, key: str) -> int | None:
    world = client.world
    service = world.store.get("services", *split_name(key))
    if service is None:
        forget_triggers(world, NAME, key)
    if service is None or not has_endpoints(service):
        return None
    trigger = trigger_time(world, NAME, service)
    present = _slices(world, key)
    for ports, endpoints in _wanted(world, service):
        same = [found for found in present if (found.get("ports") or []) == ports]
        if not same and present:
            # As the real one does, a slice whose ports are out of use is written anew.
            same = present[:1]
        present = [found for found in present if found not in same]
        _fill(client, service, trigger, ports, endpoints, same)
    for found in present:
        client.delete(SLICES, namespace_of(found), found["metadata"]["name"])
    return None


def _slices(world: World, key: str) -> list[Object]:
    found = world.store.by_index(SLICES, SERVICE, key)
    return [one for one in found if not is_terminating(one)]


def _wanted(world: World, service: Object) -> list[tuple[Ports, list[dict[str, Any]]]]:
    """The endpoints by the ports they offer; one empty group when there is no pod."""
    groups = [
        (ports, [_endpoint(world, service, pod) for pod in pods])
        for ports, pods in grouped_by_ports(service, pods_behind(world, service))
    ]
    return groups or [([], [])]


def _endpoint(world: World, service: Object, pod: Object) -> dict[str, Any]:
    serving = is_ready(pod) or bool(service["spec"].get("publishNotReadyAddresses"))
    endpoint = {
        "addresses": [address_of(pod)],
        "conditions": {
            "ready": is_ready_for(service, pod),
            "serving": serving,
            "terminating": is_terminating(pod),
        },
        **hostname_for(service, pod),
        "nodeName": pod["spec"]["nodeName"],
        "targetRef": pod_reference(pod),
    }
    node = world.store.get("nodes", "", pod["spec"]["nodeName"])
    zone = (node["metadata"].get("labels") or {}).get(_ZONE) if node else None
    return {**endpoint, "zone": zone} if zone else endpoint


def _fill(
    client: Client,
    service: Object,
    trigger: dict[str, str],
    ports: Ports,
    endpoints: list[dict[str, Any]],
    present: list[Object],
) -> None:
    """Keep each endpoint in the slice it is in; new ones go where there is room."""
    left = {endpoint["targetRef"]["uid"]: endpoint for endpoint in endpoints}
    filled = []
    for found in present:
        uids = [old["targetRef"]["uid"] for old in found.get("endpoints") or ()]
        filled.append([left.pop(uid) for uid in uids if uid in left])
    for endpoint in left.values():
        room = next((content for content in filled if len(content) < MOST_ENDPOINTS), None)
        if room is None:
            filled.append([endpoint])
        else:
            room.append(endpoint)
    if not filled:
        filled.append([])
    for found, content in zip(present, filled, strict=False):
        _write(client, service, trigger, found, ports, content, keep=len(filled) == 1)
    for content in filled[len(present) :]:
        _create(client, service, trigger, ports, content)


def _write(
    client: Client,
    service: Object,
    trigger: dict[str, str],
    found: Object,
    ports: Ports,
    content: list[dict[str, Any]],
    keep: bool,
) -> None:
    if not content and not keep:
        client.delete(SLICES, namespace_of(found), found["metadata"]["name"])
    elif (found.get("endpoints") or []) != content or (found.get("ports") or []) != ports:
        annotations = with_trigger(found["metadata"].get("annotations"), trigger)
        meta = {**found["metadata"], "annotations": annotations, "labels": _labels(service)}
        if not annotations:
            del meta["annotations"]
        new = {**found, "metadata": meta, "endpoints": content or None, "ports": ports or None}
        client.update(SLICES, namespace_of(found), new)


def _create(
    client: Client,
    service: Object,
    trigger: dict[str, str],
    ports: Ports,
    content: list[dict[str, Any]],
) -> None:
    meta: dict[str, Any] = {
        "generateName": f"{service['metadata']['name']}-",
        "labels": _labels(service),
        "ownerReferences": [controller_reference(service)],
    }
    if trigger:
        meta["annotations"] = trigger
    # Lists without an element are null in the API: the real one writes Go's nil slices.
    new = {
        "metadata": meta,
        "addressType": "IPv4",
        "endpoints": content or None,
        "ports": ports or None,
    }
    client.create(SLICES, namespace_of(service), new)


def _labels(service: Object) -> dict[str, str]:
    made = {
        **(service["metadata"].get("labels") or {}),
        MANAGED_BY: "endpointslice-controller.k8s.io",
        SERVICE_NAME_LABEL: service["metadata"]["name"],
    }
    if service["spec"].get("clusterIP") == "None":
        made[HEADLESS_LABEL] = ""
    return made


CONTROLLER = Controller(NAME, {"services": of_service, "pods": of_pod, SLICES: _of_slice}, _sync)
