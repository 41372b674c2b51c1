"""Delete: with grace, preconditions, finalizers and propagation.

Rules from apiserver/pkg/registry/generic/registry/store.go and pkg/registry/core/pod/strategy.go
(CheckGracefulDelete).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api import admission, errors, timestamps
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.timings import SECOND, TERMINATION_GRACE_SECONDS

FOREGROUND_FINALIZER = "foregroundDeletion"
ORPHAN_FINALIZER = "orphan"
_PROPAGATION_FINALIZERS = {"Foreground": FOREGROUND_FINALIZER, "Orphan": ORPHAN_FINALIZER}


@dataclass(frozen=True, slots=True)
class DeleteOptions:
    """``grace_seconds`` None: the object's own; ``propagation`` empty: Background."""

    grace_seconds: int | None = None
    propagation: str = ""
    uid: str = ""
    resource_version: str = ""


DEFAULT_OPTIONS = DeleteOptions()


def delete(
    call: Call,
    resource: Resource,
    namespace: str,
    name: str,
    options: DeleteOptions = DEFAULT_OPTIONS,
) -> Object:
    """Delete the object, or mark it when it must end in good order; the object as it was left."""
    old = call.existing(resource, namespace, name)
    _check_preconditions(resource, old, options)
    admission.check_delete(call, resource, old)
    marked = _with_finalizer(old, options.propagation)
    grace = _grace(resource, old, options.grace_seconds)
    if resource.key != "pods" and not _has_finalizers(marked):
        call.remove(resource, namespace, name)
        return marked
    marked = _marked(call, marked, grace)
    if marked != old:
        marked = call.write(resource, namespace_of(old), name_of(old), marked)
    # Pods know a graceful deletion: even one without grace is marked before it is carried out.
    if grace == 0 and not _has_finalizers(marked):
        call.remove(resource, namespace, name)
    return marked


def _check_preconditions(resource: Resource, old: Object, options: DeleteOptions) -> None:
    for label, wanted, field in (
        ("UID", options.uid, "uid"),
        ("ResourceVersion", options.resource_version, "resourceVersion"),
    ):
        present = old["metadata"][field]
        if wanted and wanted != present:
            why = (
                f"Precondition failed: {label} in precondition: {wanted}, "
                f"{label} in object meta: {present}"
            )
            raise errors.conflict(resource.group, resource.plural, name_of(old), why)


def _has_finalizers(obj: Object) -> bool:
    spec = obj.get("spec") or {}
    return bool(obj["metadata"].get("finalizers") or spec.get("finalizers"))


def _with_finalizer(obj: Object, propagation: str) -> Object:
    wanted = _PROPAGATION_FINALIZERS.get(propagation)
    present = list(obj["metadata"].get("finalizers") or ())
    kept = [text for text in present if text not in _PROPAGATION_FINALIZERS.values()]
    finalizers = [*kept, wanted] if wanted else kept
    if finalizers == present:
        return obj
    meta: dict[str, Any] = {**obj["metadata"], "finalizers": finalizers}
    if not finalizers:
        del meta["finalizers"]
    return {**obj, "metadata": meta}


def _grace(resource: Resource, old: Object, asked: int | None) -> int:
    """Seconds that the object may still live; 0 for all but pods that run somewhere."""
    if resource.key != "pods":
        return 0
    spec, phase = old["spec"], (old.get("status") or {}).get("phase")
    if not spec.get("nodeName") or phase in ("Succeeded", "Failed"):
        return 0
    if asked is None:
        asked = spec.get("terminationGracePeriodSeconds", TERMINATION_GRACE_SECONDS)
    return max(int(asked), 1) if asked < 0 else int(asked)


def _marked(call: Call, obj: Object, grace: int) -> Object:
    meta = obj["metadata"]
    if is_terminating(obj) and grace >= meta.get("deletionGracePeriodSeconds", 0):
        return obj
    now = call.world.unix
    marks = {
        "deletionTimestamp": timestamps.time(now + grace * SECOND),
        "deletionGracePeriodSeconds": grace,
    }
    if not is_terminating(obj) and meta.get("generation"):
        marks["generation"] = meta["generation"] + 1
    new = {**obj, "metadata": {**meta, **marks}}
    if obj["kind"] == "Namespace":
        new["status"] = {**(obj.get("status") or {}), "phase": "Terminating"}
    return new
