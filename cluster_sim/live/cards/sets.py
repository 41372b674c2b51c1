"""Cards of StatefulSets and DaemonSets: what there is of each pod that must be."""

from __future__ import annotations

from typing import Any

from cluster_sim.live.cards.generic import labels
from cluster_sim.world.kernel.world import World


def stateful_set(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """Its ordinals by number, and how far an update has come down from the last of them."""
    spec, status = obj["spec"], obj.get("status") or {}
    strategy = spec.get("updateStrategy") or {}
    return {
        "replicas": spec.get("replicas", 1),
        "ready": status.get("readyReplicas", 0),
        "updated": status.get("updatedReplicas", 0),
        "available": status.get("availableReplicas", 0),
        "start": (spec.get("ordinals") or {}).get("start", 0),
        "partition": (strategy.get("rollingUpdate") or {}).get("partition") or 0,
        "strategy": strategy.get("type", "RollingUpdate"),
        "policy": spec.get("podManagementPolicy", "OrderedReady"),
        "revision": status.get("updateRevision", ""),
        "currentRevision": status.get("currentRevision", ""),
        "service": spec.get("serviceName", ""),
        "claims": [each["metadata"]["name"] for each in spec.get("volumeClaimTemplates") or ()],
        "images": [each["image"] for each in spec["template"]["spec"]["containers"]],
        "selector": spec.get("selector") or {},
        "labels": labels(obj),
    }


def daemon_set(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """On how many nodes it must run, and on how many it does."""
    spec, status = obj["spec"], obj.get("status") or {}
    return {
        "desired": status.get("desiredNumberScheduled", 0),
        "current": status.get("currentNumberScheduled", 0),
        "ready": status.get("numberReady", 0),
        "updated": status.get("updatedNumberScheduled", 0),
        "available": status.get("numberAvailable", 0),
        "misscheduled": status.get("numberMisscheduled", 0),
        "images": [each["image"] for each in spec["template"]["spec"]["containers"]],
        "selector": spec.get("selector") or {},
        "labels": labels(obj),
    }
