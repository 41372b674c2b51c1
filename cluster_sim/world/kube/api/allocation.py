"""What the server itself hands out to Services: cluster IPs and node ports.

The range of addresses is --service-cluster-ip-range (10.96.0.0/16 is kubeadm's default), the
rules those of pkg/registry/core/service/storage/alloc.go.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence
from typing import Any

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.defaults.services import needs_health_check
from cluster_sim.world.kube.api.errors import FieldError
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.validation.service_ports import FIRST_NODE_PORT, LAST_NODE_PORT

_NETWORK = (10 << 24) | (96 << 16)
_HOSTS = (1 << 16) - 2
CLUSTER_IP, NODE_PORT = "cluster-ip", "node-port"


def register(system: System) -> None:
    """Keep the addresses and ports that are taken findable."""
    system.index("services", CLUSTER_IP, _cluster_ips)
    system.index("services", NODE_PORT, _node_ports)


def allocate(call: Call, resource: Resource, obj: Object) -> Object:
    """The Service with its addresses and ports; Invalid when one asked for is not to be had."""
    if resource.key != "services" or obj["spec"].get("type") == "ExternalName":
        return obj
    spec = _with_address(call.world, obj, obj["spec"])
    return {**obj, "spec": _with_node_ports(call.world, obj, spec, [])}


def reallocate(call: Call, resource: Resource, old: Object, new: Object) -> Object:
    """The changed Service with the addresses and ports that it has come to need."""
    if resource.key != "services" or new["spec"].get("type") == "ExternalName":
        return new
    spec = new["spec"]
    if not spec.get("clusterIP") or _cluster_ips(old) != _cluster_ips(new):
        families = {"ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack"}
        spec = _with_address(call.world, new, {**families, **spec})
    spec = _with_node_ports(call.world, new, spec, _node_ports(old))
    return new if spec == new["spec"] else {**new, "spec": spec}


def _with_address(world: World, obj: Object, spec: dict[str, Any]) -> dict[str, Any]:
    asked = spec.get("clusterIP") or ""
    if asked and asked != "None":
        why = _refusal(world, asked)
        if why:
            detail = f'Invalid value: ["{asked}"]: failed to allocate IP {asked}: {why}'
            fault = FieldError("FieldValueInvalid", "spec.clusterIPs", detail)
            raise errors.invalid("", "Service", name_of(obj), [fault])
    address = asked or _free_address(world)
    return {**spec, "clusterIP": address, "clusterIPs": [address]}


def _refusal(world: World, address: str) -> str:
    """Why a Service cannot have the address (service/ipallocator); empty when it can."""
    number = int(ipaddress.ip_address(address))
    if not 0 < number - _NETWORK <= _HOSTS:
        return "the provided network does not match the current range"
    taken = world.store.bucket("services", CLUSTER_IP, address)
    return "provided IP is already allocated" if taken else ""


def _with_node_ports(
    world: World, obj: Object, spec: dict[str, Any], own: list[str]
) -> dict[str, Any]:
    """The spec with its node ports; those of ``own`` are the Service's already."""
    kind = spec.get("type")
    unwanted = spec.get("allocateLoadBalancerNodePorts") is False
    if kind == "NodePort" or (kind == "LoadBalancer" and not unwanted):
        spec = _with_ports(world, obj, spec, own)
    if needs_health_check(spec) and not spec.get("healthCheckNodePort"):
        taken = [port["nodePort"] for port in spec.get("ports") or () if port.get("nodePort")]
        spec = {**spec, "healthCheckNodePort": _free_port(world, taken)}
    return spec


def _free_address(world: World) -> str:
    return _free(world, CLUSTER_IP, _address, _HOSTS, "a serviceIP")


def _address(offset: int) -> str:
    number = _NETWORK + 1 + offset
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


def _with_ports(world: World, obj: Object, spec: dict[str, Any], own: list[str]) -> dict[str, Any]:
    ports = spec.get("ports") or ()
    numbers = _asked_ports(world, obj, ports, own)
    for port in ports:
        if port["port"] not in numbers:
            numbers[port["port"]] = _free_port(world, list(numbers.values()))
    filled = [{**port, "nodePort": port.get("nodePort") or numbers[port["port"]]} for port in ports]
    return {**spec, "ports": filled}


def _asked_ports(
    world: World, obj: Object, ports: Sequence[dict[str, Any]], own: list[str]
) -> dict[int, int]:
    """The node ports asked for by port: a port over two protocols shares one."""
    numbers: dict[int, int] = {}
    for index, port in enumerate(ports):
        number = port.get("nodePort")
        if not number or numbers.get(port["port"]) == number:
            continue
        others = str(number) not in own and world.store.bucket("services", NODE_PORT, str(number))
        if number in numbers.values() or others:
            detail = f"Invalid value: {number}: provided port is already allocated"
            fault = FieldError("FieldValueInvalid", f"spec.ports[{index}].nodePort", detail)
            raise errors.invalid("", "Service", name_of(obj), [fault])
        numbers.setdefault(port["port"], number)
    return numbers


def _free_port(world: World, taken: list[int]) -> int:
    size = LAST_NODE_PORT - FIRST_NODE_PORT + 1
    texts = [str(number) for number in taken]
    return int(_free(world, NODE_PORT, _port, size, "a nodePort", texts))


def _port(offset: int) -> str:
    return str(FIRST_NODE_PORT + offset)


def _free(
    world: World,
    index: str,
    candidate: Callable[[int], str],
    size: int,
    what: str,
    taken: Sequence[str] = (),
) -> str:
    """From a random one of ``size`` candidates on, the first that is free (allocator/bitmap.go)."""
    start = world.chance.below(index, size)
    for offset in range(start, start + size):
        found = candidate(offset % size)
        if found not in taken and not world.store.bucket("services", index, found):
            return found
    raise errors.internal(f"failed to allocate {what}: range is full")


def _cluster_ips(service: Object) -> list[str]:
    address = service["spec"].get("clusterIP")
    return [address] if address and address != "None" else []


def _node_ports(service: Object) -> list[str]:
    ports = service["spec"].get("ports") or ()
    health = service["spec"].get("healthCheckNodePort")
    found = [str(port["nodePort"]) for port in ports if port.get("nodePort")]
    return [*found, str(health)] if health else found
