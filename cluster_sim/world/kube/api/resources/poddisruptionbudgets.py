"""PodDisruptionBudget: how many of some pods may be made to leave at the same time."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation, with_status
from cluster_sim.world.kube.api.tables import poddisruptionbudgets as table
from cluster_sim.world.kube.api.validation import poddisruptionbudgets

_UNKNOWN = {"currentHealthy": 0, "desiredHealthy": 0, "disruptionsAllowed": 0, "expectedPods": 0}


def _prepare_create(budget: Object) -> Object:
    return with_status(first_generation(budget), _UNKNOWN)


RESOURCE = Resource(
    group="policy",
    version="v1",
    kind="PodDisruptionBudget",
    plural="poddisruptionbudgets",
    singular="poddisruptionbudget",
    namespaced=True,
    short_names=("pdb",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    prepare_create=_prepare_create,
    prepare_update=counted_update,
    validate=poddisruptionbudgets.validate_budget,
    validate_update=poddisruptionbudgets.validate_budget_update,
)
