"""NodeVolumeLimits: a node takes only so many volumes of a driver (plugins/nodevolumelimits).

Its CSINode says how many. What counts are different volumes: those of its pods, and those that
are attached to it still.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import (
    ATTACHMENTS,
    CLAIMS,
    CLASSES,
    CSI_DRIVERS,
    CSI_NODES,
    VOLUMES,
    claims_of,
    class_of,
    driver_of,
)
from cluster_sim.world.kube.indexes import NODE
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.plugins.one_by_one import OneByOne
from cluster_sim.world.kube.scheduler.status import Status, unschedulable

REASON: Final = "node(s) exceed max volume count"

# The driver by the volume's name, or by the claim's while it has no volume.
Drivers = dict[str, str]


class NodeVolumeLimits(OneByOne):
    """Turns down nodes that have as many volumes as they take."""

    name = "NodeVolumeLimits"

    def pre_filter(self, cycle: Cycle) -> Status | None:
        """Count the volumes of drivers that the pod brings."""
        new = _drivers(cycle.store, cycle.pod)
        if new:
            cycle.state[self.name] = new
        return None

    def concerns(self, cycle: Cycle) -> bool:
        """Whether the pod brings volumes that count."""
        return self.name in cycle.state

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """A no where the pod's volumes are too many."""
        new: Drivers = cycle.state.get(self.name, {})
        node = cycle.node(place).name
        limits = _limits(cycle.store, node)
        if not new or not any(driver in limits for driver in new.values()):
            return None
        there = _there(cycle, node)
        for driver in dict.fromkeys(new.values()):
            if driver not in limits:
                continue
            known = {name for name, its in there.items() if its == driver}
            more = sum(its == driver and name not in known for name, its in new.items())
            if more and len(known) + more > limits[driver]:
                return unschedulable(self.name, REASON)
        return None

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A node or its limits changed, a pod went, a volume was detached, a claim came."""
        if not claims_of(pod):
            return False
        if event.kind == ATTACHMENTS:
            return event.new is None
        kinds = (cluster_event.NODE_ADDED, cluster_event.POD_REMOVED, CSI_NODES, CLAIMS, VOLUMES)
        return event.kind in kinds


def _limits(store: Store, node: str) -> dict[str, int]:
    found = store.get(CSI_NODES, "", node)
    if found is None:
        return {}
    drivers = (found.get("spec") or {}).get("drivers") or ()
    counts = {each["name"]: (each.get("allocatable") or {}).get("count") for each in drivers}
    return {name: count for name, count in counts.items() if count is not None}


def _there(cycle: Cycle, node: str) -> Drivers:
    """The volumes of the node's pods, and those attached to it."""
    found: Drivers = {}
    for namespace, name in cycle.cluster.pods_on(node):
        pod = cycle.store.get("pods", namespace, name)
        if pod is not None:
            found.update(_drivers(cycle.store, pod))
    for attachment in cycle.store.by_index(ATTACHMENTS, NODE, node):
        volume = attachment["spec"]["source"].get("persistentVolumeName")
        if volume:
            found[volume] = attachment["spec"]["attacher"]
    return found


def _drivers(store: Store, pod: Object) -> Drivers:
    """The volumes of a pod's claims that a CSI driver has made, or is to make."""
    found: Drivers = {}
    for name in claims_of(pod):
        claim = store.get(CLAIMS, namespace_of(pod), name)
        if claim is None:
            continue
        volume = store.get(VOLUMES, "", claim["spec"].get("volumeName") or "")
        if volume is not None:
            if driver_of(volume):
                found[name_of(volume)] = driver_of(volume)
            continue
        storage_class = store.get(CLASSES, "", class_of(claim)) or {}
        provisioner = storage_class.get("provisioner", "")
        if store.get(CSI_DRIVERS, "", provisioner) is not None:
            found[f"{namespace_of(pod)}/{name}"] = provisioner
    return found
