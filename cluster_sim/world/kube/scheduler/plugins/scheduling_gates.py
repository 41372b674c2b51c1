"""SchedulingGates: a pod with gates is not even queued (plugins/schedulinggates)."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler.plugin import Plugin


class SchedulingGates(Plugin):
    """Keeps pods out of the queue until their last gate is taken away."""

    name = "SchedulingGates"

    def pre_enqueue(self, pod: Object) -> str:
        """The gates that are still there."""
        gates = pod["spec"].get("schedulingGates")
        if not gates:
            return ""
        names = " ".join(gate["name"] for gate in gates)
        return f"waiting for scheduling gates: [{names}]"
