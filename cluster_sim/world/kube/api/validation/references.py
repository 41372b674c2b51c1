"""References to other objects by their kind and name, as many specs hold them."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.validation.field_errors import Faults, all_invalid, required


def validate_reference(reference: dict[str, Any], path: str) -> Faults:
    """The faults of ``kind`` and ``name``."""
    faults: Faults = []
    for field in ("kind", "name"):
        value = reference.get(field) or ""
        if not value:
            faults.append(required(f"{path}.{field}"))
        else:
            faults += all_invalid(f"{path}.{field}", value, names.path_segment(value))
    return faults


def validate_typed_reference(reference: dict[str, Any], path: str) -> Faults:
    """The faults of ``apiGroup``, ``kind`` and ``name``."""
    faults: Faults = []
    group = reference.get("apiGroup")
    if group is not None:
        faults += all_invalid(f"{path}.apiGroup", group, names.dns1123_subdomain(group))
    return faults + validate_reference(reference, path)
