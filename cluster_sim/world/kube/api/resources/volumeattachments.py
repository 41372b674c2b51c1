"""VolumeAttachment: a volume that is, or shall be, attached to a node."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.strategy import keep_status
from cluster_sim.world.kube.api.tables import volumeattachments as table
from cluster_sim.world.kube.api.validation import storage

RESOURCE = Resource(
    group="storage.k8s.io",
    version="v1",
    kind="VolumeAttachment",
    plural="volumeattachments",
    singular="volumeattachment",
    namespaced=False,
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    prepare_update=keep_status,
    validate=storage.validate_attachment,
    validate_update=storage.validate_attachment_update,
    field_labels=("metadata.name",),
    inert=("spec.source.inlineVolumeSpec",),
)
