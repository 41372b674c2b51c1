"""PersistentVolume: a piece of storage of the cluster, made by hand or by a provisioner."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.persistentvolumes import default_volume_object
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import keep_status, with_status
from cluster_sim.world.kube.api.tables import persistentvolumes as table
from cluster_sim.world.kube.api.validation import persistentvolumes as validation


def _prepare_create(volume: Object) -> Object:
    """A new volume is Pending, since the moment of its creation."""
    since = volume["metadata"].get("creationTimestamp")
    return with_status(volume, {"phase": "Pending", "lastPhaseTransitionTime": since})


RESOURCE = Resource(
    group="",
    version="v1",
    kind="PersistentVolume",
    plural="persistentvolumes",
    singular="persistentvolume",
    namespaced=False,
    short_names=("pv",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_volume_object,
    prepare_create=_prepare_create,
    prepare_update=keep_status,
    validate=validation.validate_volume,
    validate_update=validation.validate_volume_update,
    field_labels=("metadata.name",),
    inert=("spec.mountOptions", "spec.volumeAttributesClassName"),
)
