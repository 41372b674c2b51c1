"""What the post-filter plugins add to a no: DynamicResources and DefaultPreemption.

pkg/scheduler/framework/preemption/preemption.go. Victims are not looked for yet: nodes where
they might be found count as having none.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler.status import (
    UNRESOLVABLE,
    UNSCHEDULABLE,
    Diagnosis,
    Status,
)

_NO_CLAIMS: Final = "no new claims to deallocate"
_NOT_HELPFUL: Final = "Preemption is not helpful for scheduling"
_NO_VICTIMS: Final = "No preemption victims found for incoming pod"
_NEVER: Final = "not eligible due to preemptionPolicy=Never."


def post_filter(pod: Object, diagnosis: Diagnosis) -> str:
    """The tail of the message about a pod that fits nowhere."""
    if pod["spec"].get("preemptionPolicy") == "Never":
        return f"{_NO_CLAIMS}, preemption: {_NEVER}"
    hopeless = sum(count for status, count in diagnosis.counts if status.code == UNRESOLVABLE)
    hopeful = sum(count for status, count in diagnosis.counts if status.code == UNSCHEDULABLE)
    counts = (
        (Status("", UNRESOLVABLE, (_NOT_HELPFUL,)), hopeless),
        (Status("", UNSCHEDULABLE, (_NO_VICTIMS,)), hopeful),
    )
    tried = Diagnosis(diagnosis.nodes, tuple(each for each in counts if each[1]))
    return f"{_NO_CLAIMS}, preemption: {tried.message()}"
