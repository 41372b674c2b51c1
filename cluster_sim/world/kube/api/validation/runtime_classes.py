"""RuntimeClasses (pkg/apis/node/validation/validation.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults, all_invalid, immutable
from cluster_sim.world.kube.api.validation.object_meta import (
    validate_labels,
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.resources import validate_container_resources
from cluster_sim.world.kube.api.validation.tolerations import validate_tolerations


def validate_runtime_class(runtime: Object) -> Faults:
    """The faults of a new RuntimeClass."""
    handler = runtime.get("handler", "")
    faults = validate_meta(runtime, False, names.dns1123_subdomain)
    faults += all_invalid("handler", handler, names.dns1123_label(handler))
    overhead = (runtime.get("overhead") or {}).get("podFixed")
    if overhead:
        faults += validate_container_resources({"limits": overhead}, [], "overhead.podFixed")
    scheduling = runtime.get("scheduling") or {}
    faults += validate_labels(scheduling.get("nodeSelector"), "scheduling.nodeSelector")
    tolerations = scheduling.get("tolerations") or []
    return faults + validate_tolerations(tolerations, "scheduling.tolerations")


def validate_runtime_class_update(old: Object, new: Object) -> Faults:
    """The faults of a changed RuntimeClass; its handler stays."""
    faults = validate_meta_update(old, new)
    return faults + immutable("handler", new.get("handler", ""), old.get("handler", ""))
