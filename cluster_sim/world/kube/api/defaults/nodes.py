"""Defaults of a Node (SetDefaults_NodeStatus, and both spellings of its pod network)."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, with_field
from cluster_sim.world.kube.api.defaults.resources import rounded


def default_node(node: Fields) -> Fields:
    """The Node with its defaults: all it has is for pods, unless it says otherwise."""
    node = with_field(node, "status", _default_status)
    spec = node.get("spec")
    both = _both_networks(spec or {})
    return node if both is spec else {**node, "spec": both}


def _default_status(status: Fields) -> Fields:
    for part in ("capacity", "allocatable"):
        status = with_field(status, part, rounded)
    if status.get("allocatable") is None and status.get("capacity") is not None:
        status = {**status, "allocatable": status["capacity"]}
    return status


def _both_networks(spec: Fields) -> Fields:
    first, networks = spec.get("podCIDR"), spec.get("podCIDRs") or []
    if first and (not networks or networks[0] != first):
        return {**spec, "podCIDRs": [first]}
    if networks and not first:
        return {**spec, "podCIDR": networks[0]}
    return spec
