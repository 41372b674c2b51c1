"""What only some pods have to tell: a number, claims, a place kept for them, who displaced them."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import controller_of
from cluster_sim.world.kube.controllers.job_indexes import UNKNOWN, index_of
from cluster_sim.world.kube.controllers.stateful_set_identity import ordinal_of
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.scheduler import displacement

_PREEMPTED = "PreemptionByScheduler"


def peculiar(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something, and no others: most pods have none of them."""
    spec, status = obj["spec"], obj.get("status") or {}
    fields = {
        "number": _number(obj),
        "claims": _claims(obj),
        "init": _init(spec, status) if not is_finished(obj) else None,
        "priority": spec.get("priority") or None,
        "nominated": None if spec.get("nodeName") else status.get("nominatedNodeName"),
        "gates": [gate["name"] for gate in spec.get("schedulingGates") or ()],
        **_leaving(world, obj),
    }
    return {name: value for name, value in fields.items() if value is not None and value != []}


def _number(obj: dict[str, Any]) -> int | None:
    """The ordinal of a StatefulSet's pod, the completion index of a Job's."""
    owner = controller_of(obj)
    kind = owner["kind"] if owner else ""
    found = ordinal_of(obj) if kind == "StatefulSet" else UNKNOWN
    if kind == "Job":
        found = index_of(obj)
    return None if found == UNKNOWN else found


def _claims(obj: dict[str, Any]) -> list[str]:
    """The claims it mounts; those of ephemeral volumes are named after pod and volume."""
    pod, names = obj["metadata"]["name"], []
    for volume in obj["spec"].get("volumes") or ():
        if "persistentVolumeClaim" in volume:
            names.append(volume["persistentVolumeClaim"]["claimName"])
        elif "ephemeral" in volume:
            names.append(f"{pod}-{volume['name']}")
    return names


def _init(spec: dict[str, Any], status: dict[str, Any]) -> list[int] | None:
    """[done, all] of the init containers while they keep the pod; a started sidecar is done."""
    asked = spec.get("initContainers") or ()
    told = status.get("initContainerStatuses") or ()
    done = sum(1 for each in told if _is_over(each))
    return [done, len(asked)] if done < len(asked) else None


def _is_over(told: dict[str, Any]) -> bool:
    ended = (told.get("state") or {}).get("terminated")
    return bool(told.get("started")) or (ended is not None and ended.get("exitCode") == 0)


def _leaving(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """Why the pod was told to leave, and by whom it was displaced."""
    target = condition(obj, "DisruptionTarget")
    if target is None or target["status"] != "True":
        return {}
    reason = target.get("reason", "")
    noted = displacement.of(world, obj["metadata"]["uid"]) if reason == _PREEMPTED else None
    return {"leaving": reason, "displacedBy": noted.pod if noted else None}
