"""Endpoints and EndpointSlices (for the latter pkg/apis/discovery/validation)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from cluster_sim.world.kube.api import domain_names, names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.addresses import (
    family,
    validate_ip,
    validate_usable_ip,
)
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    duplicate,
    immutable,
    invalid,
    not_supported,
    required,
    too_many,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    validate_meta,
    validate_meta_update,
)

_PROTOCOLS: Final = ("SCTP", "TCP", "UDP")
_ADDRESS_TYPES: Final = ("FQDN", "IPv4", "IPv6")
_MOST_ENDPOINTS: Final = 1000
_MOST_ADDRESSES: Final = 100
_MOST_PORTS: Final = 20_000


def validate_endpoints(endpoints: Object) -> Faults:
    """The faults of new Endpoints."""
    faults = validate_meta(endpoints, True, names.dns1123_subdomain)
    for index, subset in enumerate(endpoints.get("subsets") or ()):
        faults += _validate_subset(subset, f"subsets[{index}]")
    return faults


def validate_endpoints_update(old: Object, new: Object) -> Faults:
    """The faults of changed Endpoints."""
    return validate_meta_update(old, new) + validate_endpoints(new)


def validate_endpointslice(piece: Object) -> Faults:
    """The faults of a new EndpointSlice."""
    faults = validate_meta(piece, True, names.dns1123_subdomain)
    kind = piece.get("addressType", "")
    if not kind:
        faults.append(required("addressType"))
    elif kind not in _ADDRESS_TYPES:
        faults.append(not_supported("addressType", kind, _ADDRESS_TYPES))
    endpoints = piece.get("endpoints") or []
    if len(endpoints) > _MOST_ENDPOINTS:
        return [*faults, too_many("endpoints", len(endpoints), _MOST_ENDPOINTS)]
    for index, endpoint in enumerate(endpoints):
        faults += _validate_endpoint(endpoint, kind, f"endpoints[{index}]")
    return faults + _validate_slice_ports(piece.get("ports") or [])


def validate_endpointslice_update(old: Object, new: Object) -> Faults:
    """The faults of a changed EndpointSlice."""
    faults = validate_meta_update(old, new) + validate_endpointslice(new)
    before, after = old.get("addressType", ""), new.get("addressType", "")
    return faults + immutable("addressType", after, before)


def _validate_subset(subset: dict[str, Any], path: str) -> Faults:
    ready, waiting = subset.get("addresses") or [], subset.get("notReadyAddresses") or []
    faults: Faults = []
    if not ready and not waiting:
        faults.append(required(path, "must specify `addresses` or `notReadyAddresses`"))
    for field, addresses in (("addresses", ready), ("notReadyAddresses", waiting)):
        for index, address in enumerate(addresses):
            faults += _validate_address(address, f"{path}.{field}[{index}]")
    ports = subset.get("ports") or []
    for index, port in enumerate(ports):
        faults += _validate_port(port, len(ports) > 1, f"{path}.ports[{index}]")
    return faults


def _validate_address(address: dict[str, Any], path: str) -> Faults:
    text, host, node = address.get("ip", ""), address.get("hostname"), address.get("nodeName")
    faults = validate_ip(text, f"{path}.ip")
    if host:
        faults += all_invalid(f"{path}.hostname", host, names.dns1123_label(host))
    if node is not None:
        faults += all_invalid(f"{path}.nodeName", node, names.dns1123_subdomain(node))
    return faults or validate_usable_ip(text, f"{path}.ip")


def _validate_port(port: dict[str, Any], named: bool, path: str) -> Faults:
    name, number = port.get("name", ""), port.get("port", 0)
    protocol = port.get("protocol", "")
    faults: Faults = []
    if name:
        faults += all_invalid(f"{path}.name", name, names.dns1123_label(name))
    elif named:
        faults.append(required(f"{path}.name"))
    faults += all_invalid(f"{path}.port", number, names.port_number(number))
    if not protocol:
        faults.append(required(f"{path}.protocol"))
    elif protocol not in _PROTOCOLS:
        faults.append(not_supported(f"{path}.protocol", protocol, _PROTOCOLS))
    return faults


def _validate_endpoint(endpoint: dict[str, Any], kind: str, path: str) -> Faults:
    addresses = endpoint.get("addresses") or []
    faults: Faults = []
    if not addresses:
        faults.append(required(f"{path}.addresses", "must contain at least 1 address"))
    elif len(addresses) > _MOST_ADDRESSES:
        faults.append(too_many(f"{path}.addresses", len(addresses), _MOST_ADDRESSES))
    check = _ADDRESS_CHECKS.get(kind)
    for index, address in enumerate(addresses if check else ()):
        faults += check(address, f"{path}.addresses[{index}]") if check else []
    node, host = endpoint.get("nodeName"), endpoint.get("hostname")
    if node is not None:
        faults += all_invalid(f"{path}.nodeName", node, names.dns1123_subdomain(node))
    if host is not None:
        faults += all_invalid(f"{path}.hostname", host, names.dns1123_label(host))
    return faults


def _validate_v4(address: str, path: str) -> Faults:
    if family(address) != "IPv4":
        return [invalid(path, address, "must be a valid IPv4 address")]
    return validate_usable_ip(address, path)


def _validate_v6(address: str, path: str) -> Faults:
    if family(address) != "IPv6":
        return [invalid(path, address, "must be a valid IPv6 address")]
    return validate_usable_ip(address, path)


def _validate_domain(address: str, path: str) -> Faults:
    return all_invalid(path, address, domain_names.fully_qualified_domain_name(address))


_ADDRESS_CHECKS: Final[dict[str, Callable[[str, str], Faults]]] = {
    "IPv4": _validate_v4,
    "IPv6": _validate_v6,
    "FQDN": _validate_domain,
}


def _validate_slice_ports(ports: list[dict[str, Any]]) -> Faults:
    if len(ports) > _MOST_PORTS:
        return [too_many("ports", len(ports), _MOST_PORTS)]
    faults: Faults = []
    seen: set[str] = set()
    for index, port in enumerate(ports):
        here, name, protocol = f"ports[{index}]", port.get("name", ""), port.get("protocol")
        if name:
            faults += all_invalid(f"{here}.name", name, names.dns1123_label(name))
        if name in seen:
            faults.append(duplicate(f"{here}.name", name))
        seen.add(name)
        if not protocol:
            faults.append(required(f"{here}.protocol"))
        elif protocol not in _PROTOCOLS:
            faults.append(not_supported(f"{here}.protocol", protocol, _PROTOCOLS))
    return faults
