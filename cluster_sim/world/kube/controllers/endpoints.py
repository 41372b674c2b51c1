"""Endpoints controller: the older way to say who stands behind a Service.

pkg/controller/endpoint/endpoints_controller.go; deprecated since 1.33, still written by 1.36.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.meta import is_terminating, namespace_of, split_name
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

NAME = "endpoint-controller"
ENDPOINTS = "endpoints"
_MANAGED_BY = "endpoints.kubernetes.io/managed-by"
# maxCapacity: more addresses than that are cut off.
_MOST_ADDRESSES = 1000


def _sync(client: Client, key: str) -> int | None:
    world = client.world
    namespace, name = split_name(key)
    service = world.store.get("services", namespace, name)
    present = world.store.get(ENDPOINTS, namespace, name)
    if service is None:
        forget_triggers(world, NAME, key)
        if present is not None:
            client.delete(ENDPOINTS, namespace, name)
        return None
    if not has_endpoints(service):
        return None
    trigger = trigger_time(world, NAME, service)
    subsets = _subsets(client, service)
    if present is None:
        client.create(ENDPOINTS, namespace, _made(service, subsets, trigger, {}))
    elif (present.get("subsets") or []) != subsets:
        made = _made(service, subsets, trigger, present["metadata"])
        client.update(ENDPOINTS, namespace, made)
    return None


def _subsets(client: Client, service: Object) -> list[dict[str, Any]]:
    """Pods with the same ports together, the ready apart from the others, by address."""
    behind = pods_behind(client.world, service)[:_MOST_ADDRESSES]
    groups = grouped_by_ports(service, behind)
    made = [_subset(service, ports, pods) for ports, pods in groups]
    return [one for one in made if "addresses" in one or "notReadyAddresses" in one]


def _subset(service: Object, ports: list[dict[str, Any]], pods: list[Object]) -> dict[str, Any]:
    pods = sorted(pods, key=address_of)
    ready = [_address(service, pod) for pod in pods if is_ready_for(service, pod)]
    waiting = [
        _address(service, pod)
        for pod in pods
        if not is_ready_for(service, pod) and not is_terminating(pod)
    ]
    subset: dict[str, Any] = {}
    if ready:
        subset["addresses"] = ready
    if waiting:
        subset["notReadyAddresses"] = waiting
    if ports:
        named = [{k: v for k, v in port.items() if k != "name" or v} for port in ports]
        subset["ports"] = named
    return subset


def _address(service: Object, pod: Object) -> dict[str, Any]:
    return {
        **hostname_for(service, pod),
        "ip": address_of(pod),
        "nodeName": pod["spec"]["nodeName"],
        "targetRef": pod_reference(pod),
    }


def _made(
    service: Object, subsets: list[dict[str, Any]], trigger: dict[str, str], before: dict[str, Any]
) -> Object:
    labels = {**(service["metadata"].get("labels") or {}), _MANAGED_BY: NAME}
    if service["spec"].get("clusterIP") == "None":
        labels[HEADLESS_LABEL] = ""
    meta: dict[str, Any] = {
        **before,
        "name": service["metadata"]["name"],
        "namespace": namespace_of(service),
        "labels": labels,
        "annotations": with_trigger(before.get("annotations"), trigger),
    }
    if not meta["annotations"]:
        del meta["annotations"]
    made: Object = {"apiVersion": "v1", "kind": "Endpoints", "metadata": meta}
    return {**made, "subsets": subsets} if subsets else made


CONTROLLER = Controller(NAME, {"services": of_service, "pods": of_pod}, _sync)
