"""What the API server does with custom objects when they are made and changed.

apiextensions-apiserver/pkg/registry/customresource/strategy.go, status_strategy.go, validator.go
"""

from __future__ import annotations

from dataclasses import dataclass

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.custom.defaulting import with_defaults
from cluster_sim.world.kube.api.custom.lists import embedded_faults, list_faults
from cluster_sim.world.kube.api.custom.rules import rule_faults, unchecked
from cluster_sim.world.kube.api.custom.schema_faults import schema_faults
from cluster_sim.world.kube.api.custom.structural import Schema
from cluster_sim.world.kube.api.resource import Object, ScalePaths
from cluster_sim.world.kube.api.strategy import keep_status, next_generation, with_generation
from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

_MOST_REPLICAS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Strategy:
    """The rules of one version of a custom kind.

    ``has_status``: the status is a sub-resource. ``scale``: where the replicas are, None without
    the sub-resource ``scale``.
    """

    schema: Schema
    namespaced: bool
    has_status: bool
    scale: ScalePaths | None

    def default(self, obj: Object) -> Object:
        """The object with the defaults of its schema."""
        filled: Object = with_defaults(obj, self.schema)
        return filled

    def prepare_create(self, obj: Object) -> Object:
        """Without the status, if that is a sub-resource; of generation 1."""
        if self.has_status and "status" in obj:
            obj = {key: value for key, value in obj.items() if key != "status"}
        return with_generation(obj, 1)

    def prepare_update(self, old: Object, new: Object) -> Object:
        """With the old status, if that is a sub-resource; of the next generation if it changed."""
        kept = keep_status(old, new) if self.has_status else new
        return next_generation(old, kept, _content(kept) != _content(old))

    def validate(self, obj: Object) -> Faults:
        """The faults of a new object."""
        faults = validate_meta(obj, self.namespaced, names.dns1123_subdomain)
        faults += schema_faults(obj, self.schema) + self._scale_faults(obj)
        faults += embedded_faults(obj, self.schema) + list_faults(obj, self.schema)
        return faults + (unchecked(faults) or rule_faults(obj, None, self.schema))

    def validate_update(self, old: Object, new: Object) -> Faults:
        """The faults of a changed object; what was wrong before and is the same is let be."""
        faults = validate_meta_update(old, new)
        faults += schema_faults(new, self.schema, old=old) + self._scale_faults(new)
        faults += embedded_faults(new, self.schema)
        if not list_faults(old, self.schema):
            faults += list_faults(new, self.schema)
        return faults + (unchecked(faults) or rule_faults(new, old, self.schema))

    def validate_status(self, old: Object, new: Object) -> Faults:
        """The faults of a changed status."""
        status = (self.schema.get("properties") or {}).get("status")
        faults: Faults = []
        if status is not None and "status" in new:
            faults = schema_faults(new["status"], status, "status", old.get("status"))
        return faults + (unchecked(faults) or rule_faults(new, old, self.schema))

    def _scale_faults(self, obj: Object) -> Faults:
        if self.scale is None:
            return []
        found = (_replica_faults(obj, path) for path in (self.scale.spec, self.scale.status))
        return [fault for faults in found for fault in faults]


def _replica_faults(obj: Object, path: str) -> Faults:
    replicas = lookup(obj, path.split("."), 0)
    if isinstance(replicas, bool) or not isinstance(replicas, int):
        return []
    if replicas < 0:
        return [invalid(f".{path}", replicas, "should be a non-negative integer")]
    if replicas > _MOST_REPLICAS:
        detail = f"should be less than or equal to {_MOST_REPLICAS}"
        return [invalid(f".{path}", replicas, detail)]
    return []


def _content(obj: Object) -> Object:
    return {key: value for key, value in obj.items() if key != "metadata"}
