"""Defaults of a PriorityClass (pkg/apis/scheduling/v1/defaults.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, filled


def default_priority_class(priority_class: Fields) -> Fields:
    """The class with its value, which is never left out, and its preemption policy."""
    return filled(priority_class, {"value": 0, "preemptionPolicy": "PreemptLowerPriority"})
