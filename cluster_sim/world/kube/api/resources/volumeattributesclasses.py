"""VolumeAttributesClass: attributes of volumes that may change later."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import volumeattributesclasses as table
from cluster_sim.world.kube.api.validation import storage

RESOURCE = Resource(
    group="storage.k8s.io",
    version="v1",
    kind="VolumeAttributesClass",
    plural="volumeattributesclasses",
    singular="volumeattributesclass",
    namespaced=False,
    short_names=("vac",),
    columns=table.COLUMNS,
    row=table.row,
    validate=storage.validate_attributes_class,
    validate_update=storage.validate_attributes_class_update,
    field_labels=("metadata.name",),
    inert=(
        "driverName",
        "parameters",
    ),
)
