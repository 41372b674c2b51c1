"""PriorityClass: how important pods are, and whether others must leave for them."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.priorityclasses import default_priority_class
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.strategy import first_generation
from cluster_sim.world.kube.api.tables import priorityclasses as table
from cluster_sim.world.kube.api.validation import priorityclasses

RESOURCE = Resource(
    group="scheduling.k8s.io",
    version="v1",
    kind="PriorityClass",
    plural="priorityclasses",
    singular="priorityclass",
    namespaced=False,
    short_names=("pc",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_priority_class,
    prepare_create=first_generation,
    validate=priorityclasses.validate_priority_class,
    validate_update=priorityclasses.validate_priority_class_update,
    field_labels=("metadata.name",),
)
