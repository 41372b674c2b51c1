"""NetworkPolicies (pkg/apis/networking/validation/validation.go)."""

from __future__ import annotations

import ipaddress
from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.addresses import validate_cidr
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    all_invalid,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.label_selectors import validate_label_selector
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

_PROTOCOLS: Final = ("TCP", "UDP", "SCTP")
_TYPES: Final = ("Ingress", "Egress")


def validate_network_policy(policy: Object) -> Faults:
    """The faults of a new NetworkPolicy."""
    return validate_meta(policy, True, names.dns1123_subdomain) + _validate_spec(policy)


def validate_network_policy_update(old: Object, new: Object) -> Faults:
    """The faults of a changed NetworkPolicy."""
    return validate_meta_update(old, new) + _validate_spec(new)


def _validate_spec(policy: Object) -> Faults:
    spec = policy.get("spec") or {}
    faults = validate_label_selector(spec.get("podSelector"), "spec.podSelector")
    for direction, peers in (("ingress", "from"), ("egress", "to")):
        for index, rule in enumerate(spec.get(direction) or ()):
            here = f"spec.{direction}[{index}]"
            for number, port in enumerate(rule.get("ports") or ()):
                faults += _validate_port(port, f"{here}.ports[{number}]")
            for number, peer in enumerate(rule.get(peers) or ()):
                faults += _validate_peer(peer, f"{here}.{peers}[{number}]")
    return faults + _validate_types(spec.get("policyTypes") or [])


def _validate_types(types: list[str]) -> Faults:
    here = "spec.policyTypes"
    if len(types) > len(_TYPES):
        return [
            invalid(here, Literal(json_text(types)), "may not specify more than two policyTypes")
        ]
    return [
        not_supported(f"{here}[{index}]", name, _TYPES)
        for index, name in enumerate(types)
        if name not in _TYPES
    ]


def _validate_port(port: dict[str, Any], path: str) -> Faults:
    protocol, number, end = port.get("protocol"), port.get("port"), port.get("endPort")
    faults: Faults = []
    if protocol is not None and protocol not in _PROTOCOLS:
        faults.append(not_supported(f"{path}.protocol", protocol, _PROTOCOLS))
    here = f"{path}.endPort"
    if number is None:
        if end is not None:
            faults.append(invalid(here, end, "may not be specified when `port` is not specified"))
        return faults
    if isinstance(number, str):
        if end is not None:
            faults.append(invalid(here, end, "may not be specified when `port` is non-numeric"))
        return faults + all_invalid(f"{path}.port", number, names.port_name(number))
    faults += all_invalid(f"{path}.port", number, names.port_number(number))
    if end is not None and end < number:
        faults.append(invalid(here, end, "must be greater than or equal to `port`"))
    if end is not None:
        faults += all_invalid(here, end, names.port_number(end))
    return faults


def _validate_peer(peer: dict[str, Any], path: str) -> Faults:
    faults: Faults = []
    selectors = [
        name for name in ("podSelector", "namespaceSelector") if peer.get(name) is not None
    ]
    for name in selectors:
        faults += validate_label_selector(peer[name], f"{path}.{name}")
    block = peer.get("ipBlock")
    if block is not None:
        faults += _validate_block(block, f"{path}.ipBlock")
    if block is None and not selectors:
        faults.append(required(path, "must specify a peer"))
    elif block is not None and selectors:
        faults.append(forbidden(path, "may not specify both ipBlock and another peer"))
    return faults


def _validate_block(block: dict[str, Any], path: str) -> Faults:
    cidr = block.get("cidr") or ""
    if not cidr:
        return [required(f"{path}.cidr")]
    faults = validate_cidr(cidr, f"{path}.cidr")
    if faults:
        return faults
    whole = ipaddress.ip_network(cidr, strict=False)
    for index, text in enumerate(block.get("except") or ()):
        here = f"{path}.except[{index}]"
        wrong = validate_cidr(text, here)
        faults += wrong
        if not wrong and not _is_inside(ipaddress.ip_network(text, strict=False), whole):
            faults.append(invalid(here, text, "must be a strict subset of `cidr`"))
    return faults


def _is_inside(part: Any, whole: Any) -> bool:
    """Whether a network is a part of another, and not all of it."""
    same_family = part.version == whole.version
    return same_family and part.prefixlen > whole.prefixlen and part.subnet_of(whole)
