"""Signs of life of a node, computed when somebody looks instead of being ticked.

A kubelet renews its Lease every 10 s and posts its status every 5 minutes from its own start
on, until its machine stops; the last sign then stands (pkg/kubelet/kubelet_node_status.go,
component-helpers/apimachinery/lease).
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.machines import Machine, machine_of
from cluster_sim.world.kube.timings import LEASE_RENEWAL, NODE_STATUS_REPORT

LEASE_NAMESPACE = "kube-node-lease"


def last_heartbeat(world: World, node: str) -> int | None:
    """When the node last renewed its lease (Unix µs); None where there was never a kubelet."""
    machine = machine_of(world, node)
    return None if machine is None else _last(world, machine, LEASE_RENEWAL)


def last_report(world: World, node: str) -> int | None:
    """When the node last posted its status (Unix µs)."""
    machine = machine_of(world, node)
    return None if machine is None else _last(world, machine, NODE_STATUS_REPORT)


def lease_view(world: World, lease: Object) -> Object:
    """A Lease as readers see it: with the latest renewal."""
    meta = lease["metadata"]
    if meta.get("namespace") != LEASE_NAMESPACE:
        return lease
    renewed = last_heartbeat(world, meta["name"])
    if renewed is None:
        return lease
    spec = {**lease["spec"], "renewTime": timestamps.micro_time(renewed)}
    return {**lease, "spec": spec}


def node_view(world: World, node: Object) -> Object:
    """A Node as readers see it: with the time of the latest report in its conditions."""
    reported = last_report(world, node["metadata"]["name"])
    status = node.get("status") or {}
    if reported is None or not status.get("conditions"):
        return node
    beat = timestamps.time(reported)
    conditions = [_beating(condition, beat) for condition in status["conditions"]]
    return {**node, "status": {**status, "conditions": conditions}}


def _beating(condition: dict[str, Any], beat: str) -> dict[str, Any]:
    if "lastHeartbeatTime" not in condition:
        return condition
    return {**condition, "lastHeartbeatTime": beat}


def _last(world: World, machine: Machine, period: int) -> int:
    since = int(machine["since"])
    until = world.unix if machine["up"] else int(machine["stopped"])
    return since + max(until - since, 0) // period * period
