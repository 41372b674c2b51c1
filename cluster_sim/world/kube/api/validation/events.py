"""Events of the core group (legacyValidateEvent in pkg/apis/core/validation/events.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid
from cluster_sim.world.kube.api.validation.object_meta import validate_meta_update


def validate_event(event: Object) -> Faults:
    """The faults of a new Event: it lives where the object lives that it tells of."""
    where = (event.get("metadata") or {}).get("namespace", "")
    told = (event.get("involvedObject") or {}).get("namespace", "")
    if told == where or (not told and where == "default"):
        return []
    return [invalid("involvedObject.namespace", told, "does not match event.namespace")]


def validate_event_update(old: Object, new: Object) -> Faults:
    """The faults of a changed Event."""
    return validate_meta_update(old, new) + validate_event(new)
