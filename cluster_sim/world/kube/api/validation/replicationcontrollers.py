"""Validation of ReplicationControllers (pkg/apis/core/validation/validation.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels, names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    invalid,
    required,
)
from cluster_sim.world.kube.api.validation.lasting_pods import validate_lasting
from cluster_sim.world.kube.api.validation.object_meta import (
    non_negative,
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.pod_spec import validate_template


def validate_controller(obj: Object) -> Faults:
    """The faults of a new ReplicationController."""
    return validate_meta(obj, True, names.dns1123_subdomain) + _spec_faults(obj.get("spec") or {})


def validate_controller_update(old: Object, new: Object) -> Faults:
    """The faults of a changed one."""
    return validate_meta_update(old, new) + _spec_faults(new.get("spec") or {})


def _spec_faults(spec: dict[str, Any]) -> Faults:
    faults = non_negative(spec.get("minReadySeconds"), "spec.minReadySeconds")
    if not spec.get("selector"):
        faults.append(required("spec.selector"))
    faults += non_negative(spec.get("replicas"), "spec.replicas")
    template = spec.get("template")
    if template is None:
        return [*faults, required("spec.template")]
    shown = (template.get("metadata") or {}).get("labels")
    selector = labels.of_set(spec.get("selector"))
    if not selector.empty and not selector.matches(shown):
        detail = "`selector` does not match template `labels`"
        faults.append(invalid("spec.template.metadata.labels", shown, detail))
    faults += validate_template(template, "spec.template")
    return faults + validate_lasting(template, "ReplicationController")
