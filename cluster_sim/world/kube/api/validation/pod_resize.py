"""``pods/resize``: other amounts of CPU and memory, and nothing else (ValidatePodResize)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import qos
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults, forbidden, invalid
from cluster_sim.world.kube.api.validation.object_meta import validate_meta_update
from cluster_sim.world.kube.api.validation.pods import validate_whole

Spec = dict[str, Any]

_MIRROR: Final = "kubernetes.io/config.mirror"
_RESIZABLE: Final = ("cpu", "memory")


def validate_resize(old: Object, new: Object) -> Faults:
    """The faults of a pod whose containers ask for other amounts."""
    faults = validate_meta_update(old, new) + validate_whole(new)
    if _MIRROR in (old["metadata"].get("annotations") or {}):
        return [forbidden("", "static pods cannot be resized")]
    before, after = old["spec"], new["spec"]
    for field in ("containers", "initContainers"):
        for index, wanted in enumerate(after.get(field) or ()):
            given = before[field][index]
            here = f"spec.{field}[{index}].resources"
            faults += _removed(given, wanted, here)
            plain = field == "initContainers" and given.get("restartPolicy") != "Always"
            if plain and given.get("resources") != wanted.get("resources"):
                detail = "resources for non-sidecar init containers are immutable"
                faults.append(forbidden(here, detail))
    if _without_resizable(before) != _without_resizable(after):
        faults.append(forbidden("spec", "only cpu and memory resources are mutable"))
    if qos.computed(after) != qos.computed(before):
        detail = "Pod QOS Class may not change as a result of resizing"
        faults.append(invalid("spec", qos.computed(after), detail))
    return faults


def _removed(given: Spec, wanted: Spec, path: str) -> Faults:
    faults: Faults = []
    for kind in ("requests", "limits"):
        old = (given.get("resources") or {}).get(kind) or {}
        new = (wanted.get("resources") or {}).get(kind) or {}
        if any(name in old and name not in new for name in _RESIZABLE):
            faults.append(forbidden(f"{path}.{kind}", f"resource {kind} cannot be removed"))
    return faults


def _without_resizable(spec: Spec) -> Spec:
    """The spec without what a resize may change."""
    kept = dict(spec)
    for field in ("containers", "initContainers"):
        if spec.get(field):
            kept[field] = [_other_resources(each) for each in spec[field]]
    return kept


def _other_resources(container: Spec) -> Spec:
    resources = container.get("resources") or {}
    others: Spec = {key: value for key, value in resources.items() if key == "claims"}
    for kind in ("requests", "limits"):
        found = {n: v for n, v in (resources.get(kind) or {}).items() if n not in _RESIZABLE}
        if found:
            others[kind] = found
    plain = {key: value for key, value in container.items() if key != "resizePolicy"}
    return {**plain, "resources": others}
