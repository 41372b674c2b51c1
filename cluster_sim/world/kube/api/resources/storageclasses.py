"""StorageClass: a sort of storage, and who makes volumes of it."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.storage import default_storage_class
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import storageclasses as table
from cluster_sim.world.kube.api.validation import storage

RESOURCE = Resource(
    group="storage.k8s.io",
    version="v1",
    kind="StorageClass",
    plural="storageclasses",
    singular="storageclass",
    namespaced=False,
    short_names=("sc",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_storage_class,
    validate=storage.validate_storage_class,
    validate_update=storage.validate_storage_class_update,
    field_labels=("metadata.name",),
    inert=(
        "parameters",
        "mountOptions",
    ),
)
