"""IngressClasses (pkg/apis/networking/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.domain_names import domain_prefixed_path
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    forbidden,
    immutable,
    not_supported,
    required,
    too_long,
)
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update
from cluster_sim.world.kube.api.validation.references import validate_typed_reference

_LONGEST_CONTROLLER: Final = 250
_SCOPES: Final = ("Cluster", "Namespace")


def validate_ingress_class(ingress_class: Object) -> Faults:
    """The faults of a new IngressClass."""
    spec = ingress_class.get("spec") or {}
    faults = validate_meta(ingress_class, False, names.dns1123_subdomain)
    controller, here = spec.get("controller") or "", "spec.controller"
    if not controller:
        faults.append(required(here))
    elif len(controller) > _LONGEST_CONTROLLER:
        faults.append(too_long(here, _LONGEST_CONTROLLER))
    else:
        faults += all_invalid(here, controller, domain_prefixed_path(controller))
    if spec.get("parameters") is not None:
        faults += _validate_parameters(spec["parameters"], "spec.parameters")
    return faults


def validate_ingress_class_update(old: Object, new: Object) -> Faults:
    """The faults of a changed IngressClass: it stays with its controller."""
    before, after = ((each.get("spec") or {}).get("controller", "") for each in (old, new))
    faults = validate_meta_update(old, new) + immutable("spec.controller", after, before)
    return faults + validate_ingress_class(new)


def _validate_parameters(parameters: dict[str, Any], path: str) -> Faults:
    faults = validate_typed_reference(parameters, path)
    scope, namespace = parameters.get("scope"), parameters.get("namespace")
    here = f"{path}.namespace"
    if scope is None:
        return [*faults, required(f"{path}.scope")]
    if scope not in _SCOPES:
        faults.append(not_supported(f"{path}.scope", scope, _SCOPES))
    elif scope == "Cluster" and namespace is not None:
        faults.append(forbidden(here, "`parameters.scope` is set to 'Cluster'"))
    elif scope == "Namespace" and namespace is None:
        faults.append(required(here, "`parameters.scope` is set to 'Namespace'"))
    elif namespace is not None:
        faults += all_invalid(here, namespace, names.dns1123_label(namespace))
    return faults
