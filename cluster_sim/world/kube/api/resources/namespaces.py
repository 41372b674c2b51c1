"""Namespace: a room of its own for names."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.namespaces import default_namespace
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import keep_status, with_status
from cluster_sim.world.kube.api.tables import namespaces as table
from cluster_sim.world.kube.api.validation import namespaces

_FINALIZER = "kubernetes"


def _prepare_create(namespace: Object) -> Object:
    """Active, and not to be removed before what is in it is."""
    spec = namespace.get("spec") or {}
    finalizers = spec.get("finalizers") or []
    if _FINALIZER not in finalizers:
        namespace = {**namespace, "spec": {**spec, "finalizers": [*finalizers, _FINALIZER]}}
    return with_status(namespace, {"phase": "Active"})


def _prepare_update(old: Object, new: Object) -> Object:
    """Finalizers are the business of the sub-resource ``finalize``."""
    spec = {**(new.get("spec") or {}), "finalizers": (old.get("spec") or {}).get("finalizers", [])}
    return keep_status(old, {**new, "spec": spec})


RESOURCE = Resource(
    group="",
    version="v1",
    kind="Namespace",
    plural="namespaces",
    singular="namespace",
    namespaced=False,
    short_names=("ns",),
    subresources=("finalize", "status"),
    columns=table.COLUMNS,
    row=table.row,
    default=default_namespace,
    prepare_create=_prepare_create,
    prepare_update=_prepare_update,
    validate=namespaces.validate_namespace,
    validate_update=namespaces.validate_namespace_update,
    field_labels=("metadata.name", "status.phase"),
)
