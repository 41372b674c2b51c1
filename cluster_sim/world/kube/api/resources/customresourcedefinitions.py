"""CustomResourceDefinition: a kind that a cluster learns."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.custom.conditions import TERMINATING, with_condition
from cluster_sim.world.kube.api.defaults.customresourcedefinitions import default_crd
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import (
    first_generation,
    next_generation,
    spec_changed,
    with_status,
)
from cluster_sim.world.kube.api.tables import objects as table
from cluster_sim.world.kube.api.validation.customresourcedefinitions import (
    validate_crd,
    validate_crd_update,
)

CLEANUP = "customresourcecleanup.apiextensions.k8s.io"


def _prepare_create(obj: Object) -> Object:
    return with_status(first_generation(obj), _with_stored(obj, {}))


def _prepare_update(old: Object, new: Object) -> Object:
    status = _with_stored(new, old.get("status") or {})
    return next_generation(old, with_status(new, status), spec_changed(old, new))


def _with_stored(obj: Object, status: dict[str, Any]) -> dict[str, Any]:
    """The status with the storage version among those in which objects may be stored."""
    versions = obj["spec"].get("versions") or ()
    storage = next((each["name"] for each in versions if each.get("storage")), None)
    known = status.get("storedVersions") or []
    if storage is None or storage in known:
        return status
    return {**status, "storedVersions": [*known, storage]}


def _prepare_delete(obj: Object, now: int) -> Object:
    """Its objects go first (pkg/registry/customresourcedefinition/etcd.go)."""
    if is_terminating(obj):
        return obj
    finalizers = obj["metadata"].get("finalizers") or []
    if CLEANUP not in finalizers:
        meta = {**obj["metadata"], "finalizers": [*finalizers, CLEANUP]}
        obj = {**obj, "metadata": meta}
    message = (
        "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon"
    )
    pending = (TERMINATING, "True", "InstanceDeletionPending", message)
    return with_condition(obj, *pending, timestamps.time(now))


RESOURCE = Resource(
    group="apiextensions.k8s.io",
    version="v1",
    kind="CustomResourceDefinition",
    plural="customresourcedefinitions",
    singular="customresourcedefinition",
    namespaced=False,
    short_names=("crd", "crds"),
    categories=("api-extensions",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_crd,
    prepare_create=_prepare_create,
    prepare_update=_prepare_update,
    prepare_delete=_prepare_delete,
    validate=validate_crd,
    validate_update=validate_crd_update,
    inert=("spec.conversion.webhook",),
)
