"""Nodes."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.addresses import validate_cidr
from cluster_sim.world.kube.api.validation.field_errors import Faults, duplicate, forbidden
from cluster_sim.world.kube.api.validation.object_meta import (
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.resources import validate_quantity
from cluster_sim.world.kube.api.validation.tolerations import validate_taints


def validate_node(node: Object) -> Faults:
    """The faults of a new Node; those of its taints bear a path of metadata, as they do."""
    spec = node.get("spec") or {}
    faults = validate_meta(node, False, names.dns1123_subdomain)
    faults += validate_taints(spec.get("taints") or [], "metadata.taints")
    faults += _validate_resources(node.get("status") or {})
    return faults + _validate_networks(spec.get("podCIDRs") or [])


def validate_node_update(old: Object, new: Object) -> Faults:
    """The faults of a changed Node: its network and its provider's name are set once."""
    before, after = old.get("spec") or {}, new.get("spec") or {}
    faults = validate_meta_update(old, new)
    faults += _validate_resources(new.get("status") or {})
    if before.get("podCIDRs") and before["podCIDRs"] != after.get("podCIDRs"):
        detail = 'node updates may not change podCIDR except from "" to valid'
        faults.append(forbidden("spec.podCIDRs", detail))
    if before.get("providerID") and before["providerID"] != after.get("providerID"):
        detail = 'node updates may not change providerID except from "" to valid'
        faults.append(forbidden("spec.providerID", detail))
    return faults + validate_taints(after.get("taints") or [], "metadata.taints")


def _validate_resources(status: dict[str, Any]) -> Faults:
    faults: Faults = []
    for part in ("capacity", "allocatable"):
        quantities = status.get(part) or {}
        for name in sorted(quantities):
            faults += validate_quantity(name, quantities[name], f"status.{part}.{name}")
    return faults


def _validate_networks(networks: list[str]) -> Faults:
    faults: Faults = []
    for index, network in enumerate(networks):
        faults += validate_cidr(network, f"spec.podCIDRs[{index}]")
        if network in networks[:index]:
            faults.append(duplicate(f"spec.podCIDRs[{index}]", network))
    return faults
