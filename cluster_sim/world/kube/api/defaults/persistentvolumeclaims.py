"""Defaults of a PersistentVolumeClaim (pkg/apis/core/v1/defaults.go), alone or in a template."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, filled


def default_claim(claim: Fields) -> Fields:
    """The claim with its defaults, waiting to be bound."""
    given, status = claim.get("spec") or {}, claim.get("status") or {}
    spec = default_claim_spec(given)
    filled_status = filled(status, {"phase": "Pending"})
    if spec is given and filled_status is status:
        return claim
    return {**claim, "spec": spec, "status": filled_status}


def default_claim_spec(spec: Fields) -> Fields:
    """What is asked for: a file system unless a bare device is."""
    return filled(spec, {"volumeMode": "Filesystem"})
