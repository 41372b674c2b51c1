"""PersistentVolumeClaim: a wish for storage that outlives pods."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.defaults.persistentvolumeclaims import default_claim
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import keep_status, with_status
from cluster_sim.world.kube.api.tables import persistentvolumeclaims as table
from cluster_sim.world.kube.api.validation import persistentvolumeclaims as validation


def _prepare_create(claim: Object) -> Object:
    claim = {**claim, "spec": _with_both_sources(claim["spec"])}
    return with_status(claim, {"phase": "Pending"})


def _with_both_sources(spec: dict[str, Any]) -> dict[str, Any]:
    """A source named in one of its two fields is named in both (NormalizeDataSources)."""
    source, reference = spec.get("dataSource"), spec.get("dataSourceRef")
    if source is not None and reference is None:
        return {**spec, "dataSourceRef": source}
    if source is not None or reference is None or reference.get("namespace"):
        return spec
    return {**spec, "dataSource": reference}


RESOURCE = Resource(
    group="",
    version="v1",
    kind="PersistentVolumeClaim",
    plural="persistentvolumeclaims",
    singular="persistentvolumeclaim",
    namespaced=True,
    short_names=("pvc",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_claim,
    prepare_create=_prepare_create,
    prepare_update=keep_status,
    validate=validation.validate_claim,
    validate_update=validation.validate_claim_update,
    inert=("spec.dataSource", "spec.dataSourceRef", "spec.volumeAttributesClassName"),
)
