"""What the server itself hands out to Services: cluster IPs and node ports.

Ranges: --service-cluster-ip-range (10.96.0.0/16 is kubeadm's default) and
--service-node-port-range (30000-32767). Numbers are drawn at random as the real allocators do
(pkg/registry/core/service/ipallocator, portallocator).
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.errors import FieldError
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource

FIRST_PORT, LAST_PORT = 30_000, 32_767
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
    while True:
        number = _NETWORK + 1 + world.chance.below("cluster-ip", _HOSTS)
        address = ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
        if not world.store.bucket("services", CLUSTER_IP, address):
            return address


def _with_ports(world: World, obj: Object, spec: dict[str, Any]) -> dict[str, Any]:
    taken: set[int] = set()
    ports = []
    for index, port in enumerate(spec.get("ports") or ()):
        number = port.get("nodePort") or _free_port(world, taken)
        if port.get("nodePort") and world.store.bucket("services", NODE_PORT, str(number)):
            detail = f"Invalid value: {number}: provided port is already allocated"
            fault = FieldError("FieldValueInvalid", f"spec.ports[{index}].nodePort", detail)
            raise errors.invalid("", "Service", name_of(obj), [fault])
        taken.add(number)
        ports.append({**port, "nodePort": number})
    return {**spec, "ports": ports}


def _free_port(world: World, taken: set[int]) -> int:
    used = len(world.store.table("services"))
    if used > LAST_PORT - FIRST_PORT:
        raise errors.StatusError(
            errors.failure(500, "InternalError", "failed to allocate a nodePort: range is full")
        )
    while True:
        number = world.chance.between("node-port", FIRST_PORT, LAST_PORT)
        if number not in taken and not world.store.bucket("services", NODE_PORT, str(number)):
            return number


def _cluster_ips(service: Object) -> list[str]:
    address = service["spec"].get("clusterIP")
    return [address] if address and address != "None" else []


def _node_ports(service: Object) -> list[str]:
    ports = service["spec"].get("ports") or ()
    return [str(port["nodePort"]) for port in ports if port.get("nodePort")]
