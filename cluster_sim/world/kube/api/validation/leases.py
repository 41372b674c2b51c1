"""Leases (pkg/apis/coordination/validation/validation.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid
from cluster_sim.world.kube.api.validation.object_meta import (
    non_negative,
    validate_meta,
    validate_meta_update,
)


def validate_lease(lease: Object) -> Faults:
    """The faults of a new Lease."""
    return validate_meta(lease, True, names.dns1123_subdomain) + _validate_spec(lease)


def validate_lease_update(old: Object, new: Object) -> Faults:
    """The faults of a changed Lease."""
    return validate_meta_update(old, new) + _validate_spec(new)


def _validate_spec(lease: Object) -> Faults:
    spec = lease.get("spec") or {}
    seconds, holder = spec.get("leaseDurationSeconds"), spec.get("holderIdentity")
    faults: Faults = []
    if seconds is not None and seconds <= 0:
        faults.append(invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0"))
    faults += non_negative(spec.get("leaseTransitions"), "spec.leaseTransitions")
    if holder == "":
        faults.append(invalid("spec.holderIdentity", holder, "must not be empty"))
    return faults
