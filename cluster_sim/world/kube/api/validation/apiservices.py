"""Validation of APIServices (kube-aggregator/pkg/apis/apiregistration/validation)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid, required
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

_MOST_MINIMUM: Final = 20_000
_MOST_PRIORITY: Final = 1_000


def validate_api_service(obj: Object) -> Faults:
    """The faults of a new APIService."""
    spec = obj.get("spec") or {}
    full = f"{spec.get('version', '')}.{spec.get('group', '')}"

    def check(name: str) -> list[str]:
        wrong = names.dns1123_subdomain(name)
        return (
            wrong if name == full else [*wrong, f'must be `spec.version+"."+spec.group`: "{full}"']
        )

    return validate_meta(obj, False, check) + _spec_faults(spec)


def validate_api_service_update(old: Object, new: Object) -> Faults:
    """The faults of a changed one."""
    return validate_meta_update(old, new) + _spec_faults(new.get("spec") or {})


def _spec_faults(spec: dict[str, Any]) -> Faults:
    faults: Faults = []
    for field, most in (
        ("groupPriorityMinimum", _MOST_MINIMUM),
        ("versionPriority", _MOST_PRIORITY),
    ):
        value = spec.get(field, 0)
        if not 0 < value <= most:
            detail = f"must be positive and less than {most}"
            faults.append(invalid(f"spec.{field}", value, detail))
    service = spec.get("service")
    if service is None:
        return faults
    faults += [
        required(f"spec.service.{field}")
        for field in ("name", "namespace")
        if not service.get(field)
    ]
    if spec.get("insecureSkipTLSVerify") and spec.get("caBundle"):
        detail = "may not be true if caBundle is present"
        faults.append(invalid("spec.insecureSkipTLSVerify", True, detail))
    return faults
