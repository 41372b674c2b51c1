"""Namespaces."""

from __future__ import annotations

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults, all_invalid
from cluster_sim.world.kube.api.validation.object_meta import (
    key_faults,
    legacy_finalizer_faults,
    validate_meta,
    validate_meta_update,
)


def validate_namespace(namespace: Object) -> Faults:
    """The faults of a new Namespace."""
    faults = validate_meta(namespace, False, names.dns1123_label)
    for finalizer in (namespace.get("spec") or {}).get("finalizers") or ():
        faults += all_invalid("spec.finalizers", finalizer, key_faults(finalizer))
        faults += legacy_finalizer_faults(finalizer, "spec.finalizers")
    return faults


def validate_namespace_update(old: Object, new: Object) -> Faults:
    """The faults of a changed Namespace: its metadata alone can be wrong."""
    return validate_meta_update(old, new)
