"""What the server itself hands out to Services: cluster IPs and node ports.

The range of addresses is --service-cluster-ip-range (10.96.0.0/16 is kubeadm's default), the
rules those of pkg/registry/core/service/storage/alloc.go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
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
    """The Service with its addresses and ports; Invalid when one asked for is taken."""
    if resource.key != "services" or obj["spec"].get("type") == "ExternalName":
        return obj
    spec = _with_address(call.world, obj, obj["spec"])
    if spec.get("type") in ("NodePort", "LoadBalancer"):
        spec = _with_ports(call.world, obj, spec)
    return {**obj, "spec": spec}


def _with_address(world: World, obj: Object, spec: dict[str, Any]) -> dict[str, Any]:
    asked = spec.get("clusterIP") or ""
    if asked and asked != "None" and world.store.bucket("services", CLUSTER_IP, asked):
        detail = (
            f'Invalid value: ["{asked}"]: failed to allocate IP {asked}: '
            "provided IP is already allocated"
        )
        fault = FieldError("FieldValueInvalid", "spec.clusterIPs", detail)
        raise errors.invalid("", "Service", name_of(obj), [fault])
    address = asked or _free_address(world)
    return {**spec, "clusterIP": address, "clusterIPs": [address]}


def _free_address(world: World) -> str:
    return _free(world, CLUSTER_IP, _address, _HOSTS, "a serviceIP")


def _address(offset: int) -> str:
    number = _NETWORK + 1 + offset
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


def _with_ports(world: World, obj: Object, spec: dict[str, Any]) -> dict[str, Any]:
    ports = spec.get("ports") or ()
    numbers = _asked_ports(world, obj, ports)
    for port in ports:
        if port["port"] not in numbers:
            numbers[port["port"]] = _free_port(world, list(numbers.values()))
    filled = [{**port, "nodePort": port.get("nodePort") or numbers[port["port"]]} for port in ports]
    return {**spec, "ports": filled}


def _asked_ports(world: World, obj: Object, ports: Sequence[dict[str, Any]]) -> dict[int, int]:
    """The node ports asked for by port: a port over two protocols shares one."""
    numbers: dict[int, int] = {}
    for index, port in enumerate(ports):
        number = port.get("nodePort")
        if not number or numbers.get(port["port"]) == number:
            continue
        if number in numbers.values() or world.store.bucket("services", NODE_PORT, str(number)):
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
    return [str(port["nodePort"]) for port in ports if port.get("nodePort")]
