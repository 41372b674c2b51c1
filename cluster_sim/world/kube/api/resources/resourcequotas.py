"""ResourceQuota: how much a namespace may use altogether."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import keep_status, with_status
from cluster_sim.world.kube.api.tables import resourcequotas as table
from cluster_sim.world.kube.api.validation import resourcequotas as validation


def _prepare_create(quota: Object) -> Object:
    return with_status(quota, {})


RESOURCE = Resource(
    group="",
    version="v1",
    kind="ResourceQuota",
    plural="resourcequotas",
    singular="resourcequota",
    namespaced=True,
    short_names=("quota",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    prepare_create=_prepare_create,
    prepare_update=keep_status,
    validate=validation.validate_quota,
    validate_update=validation.validate_quota_update,
)
