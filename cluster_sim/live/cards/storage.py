"""Cards of claims and of the volumes they are bound to."""

from __future__ import annotations

from typing import Any

from cluster_sim.live.cards.generic import labels
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.tables.volumes import access_modes, storage_class

_HOSTNAME = "kubernetes.io/hostname"


def claim(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """What was asked for, what was got."""
    spec, status = obj["spec"], obj.get("status") or {}
    asked = _bytes((spec.get("resources") or {}).get("requests"))
    return {
        "phase": status.get("phase", ""),
        "volume": spec.get("volumeName", ""),
        "class": storage_class(obj),
        "size": _bytes(status.get("capacity")) or asked,
        "asked": asked,
        "modes": access_modes(spec),
        "conditions": [each["type"] for each in status.get("conditions") or ()],
        "terminating": is_terminating(obj),
        "labels": labels(obj),
    }


def volume(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """Whose it is, and the one node that it cannot leave, when there is one."""
    spec, status = obj["spec"], obj.get("status") or {}
    reference = spec.get("claimRef")
    return {
        "phase": status.get("phase", ""),
        "claim": [reference.get("namespace", ""), reference["name"]] if reference else None,
        "class": storage_class(obj),
        "size": _bytes(spec.get("capacity")),
        "modes": access_modes(spec),
        "reclaim": spec.get("persistentVolumeReclaimPolicy", "Retain"),
        "driver": (spec.get("csi") or {}).get("driver", ""),
        "node": _only_node(spec),
        "terminating": is_terminating(obj),
        "labels": labels(obj),
    }


def _bytes(named: dict[str, Any] | None) -> int:
    return quantity.whole((named or {}).get("storage", 0))


def _only_node(spec: dict[str, Any]) -> str:
    """The node whose disk it is, as the node affinity of local volumes names it."""
    required = (spec.get("nodeAffinity") or {}).get("required") or {}
    for term in required.get("nodeSelectorTerms") or ():
        for rule in term.get("matchExpressions") or ():
            values = list(rule.get("values") or ())
            if rule["key"] == _HOSTNAME and rule["operator"] == "In" and len(values) == 1:
                return str(values[0])
    return ""
