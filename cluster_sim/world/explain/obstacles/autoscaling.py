"""What keeps an autoscaler from scaling as it would."""

from __future__ import annotations

from cluster_sim.world.explain.obstacles.obstacle import Object, Obstacle, held
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import condition


def autoscaler(world: World, obj: Object) -> list[Obstacle]:
    """Its target, its measures, its bounds: what its own conditions tell."""
    able, active = condition(obj, "AbleToScale"), condition(obj, "ScalingActive")
    limited = condition(obj, "ScalingLimited")
    spec, found = obj["spec"], []
    if able is not None and able["status"] == "False":
        found.append(held("hpa.unable", reason=able.get("reason", ""), message=able["message"]))
    if active is not None and active["status"] == "False":
        reason, message = active.get("reason", ""), active.get("message", "")
        found.append(held("hpa.inactive", reason=reason, message=message))
    if limited is not None and limited["status"] == "True":
        bounds = {"least": spec.get("minReplicas", 1), "most": spec.get("maxReplicas", 0)}
        found.append(held("hpa.limited", reason=limited.get("reason", ""), **bounds))
    return found
