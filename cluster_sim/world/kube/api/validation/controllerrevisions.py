"""ControllerRevisions (pkg/apis/apps/validation/validation.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults, immutable, required
from cluster_sim.world.kube.api.validation.object_meta import (
    non_negative,
    validate_meta,
    validate_meta_update,
)


def validate_revision(revision: Object) -> Faults:
    """The faults of a new ControllerRevision."""
    faults = validate_meta(revision, True, names.dns1123_subdomain)
    if revision.get("data") is None:
        faults.append(required("data", "data is mandatory"))
    return faults + non_negative(revision.get("revision"), "revision")


def validate_revision_update(old: Object, new: Object) -> Faults:
    """The faults of a changed ControllerRevision: its number may change, its data may not."""
    faults = validate_meta_update(old, new) + validate_revision(new)
    return faults + immutable("data", new.get("data"), old.get("data"))
