"""Delete: with grace, preconditions, finalizers and propagation.

Rules from apiserver/pkg/registry/generic/registry/store.go and pkg/registry/core/pod/strategy.go
(CheckGracefulDelete).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api import admission, errors, timestamps
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.read import list_objects
from cluster_sim.world.kube.timings import SECOND, TERMINATION_GRACE_SECONDS

FOREGROUND_FINALIZER = "foregroundDeletion"
ORPHAN_FINALIZER = "orphan"
_PROPAGATION_FINALIZERS = {"Foreground": FOREGROUND_FINALIZER, "Orphan": ORPHAN_FINALIZER}


# Kinds whose dependents stay unless the caller says otherwise, as they always did
# (DefaultGarbageCollectionPolicy of their strategies). Components always say.
_ORPHANING = ("jobs.batch", "replicationcontrollers")
_POLICIES = ("Foreground", "Background", "Orphan")


@dataclass(frozen=True, slots=True)
class DeleteOptions:
    """``grace_seconds`` None: the object's own; ``propagation`` empty: the kind's own, which
    is Background nearly everywhere. ``uid`` and ``resource_version`` are preconditions.
    """

    grace_seconds: int | None = None
    propagation: str = ""
    uid: str = ""
    resource_version: str = ""
    dry_run: bool = False


DEFAULT_OPTIONS = DeleteOptions()


def options_of(body: dict[str, Any]) -> DeleteOptions:
    """The options in a decoded DeleteOptions object; Invalid when they contradict each other.

    apimachinery/pkg/apis/meta/v1/validation/validation.go (ValidateDeleteOptions)
    """
    orphan, policy = body.get("orphanDependents"), body.get("propagationPolicy", "")
    faults = []
    if orphan is not None and policy:
        text = (
            f'Invalid value: "{policy}": orphanDependents and deletionPropagation cannot be '
            "both set"
        )
        faults.append(errors.FieldError("FieldValueInvalid", "propagationPolicy", text))
    if policy and policy not in _POLICIES:
        known = '"Foreground", "Background", "Orphan", "nil"'
        text = f'Unsupported value: "{policy}": supported values: {known}'
        faults.append(errors.FieldError("FieldValueNotSupported", "propagationPolicy", text))
    trial = body.get("dryRun") or []
    if any(each != "All" for each in trial):
        text = f'Unsupported value: {json_text(trial)}: supported values: "All"'
        faults.append(errors.FieldError("FieldValueNotSupported", "dryRun", text))
    if faults:
        raise errors.invalid("meta.k8s.io", "DeleteOptions", "", faults)
    if orphan is not None:
        policy = "Orphan" if orphan else "Background"
    wanted = body.get("preconditions") or {}
    return DeleteOptions(
        grace_seconds=body.get("gracePeriodSeconds"),
        propagation=policy,
        uid=wanted.get("uid", ""),
        resource_version=wanted.get("resourceVersion", ""),
        dry_run=bool(trial),
    )


def delete(
    call: Call,
    resource: Resource,
    namespace: str,
    name: str,
    options: DeleteOptions = DEFAULT_OPTIONS,
) -> Object:
    """Delete the object, or mark it when it must end in good order; the object as it was left."""
    if options.dry_run:
        call = call.on_trial()
    old = call.existing(resource, namespace, name)
    _check_preconditions(resource, old, options)
    admission.check_delete(call, resource, old)
    marked = resource.prepare_delete(old, call.world.unix)
    marked = _with_finalizer(marked, _propagation(call, resource, old, options.propagation))
    grace = _grace(resource, old, options.grace_seconds)
    if resource.key != "pods" and not _has_finalizers(resource, marked):
        call.remove(resource, namespace, name)
        return marked
    marked = _marked(call, marked, grace)
    if marked != old:
        marked = call.write(resource, namespace_of(old), name_of(old), marked)
    # Pods know a graceful deletion: even one without grace is marked before it is carried out.
    if grace == 0 and not _has_finalizers(resource, marked):
        call.remove(resource, namespace, name)
    return marked


def delete_collection(
    call: Call,
    resource: Resource,
    namespace: str | None,
    options: DeleteOptions = DEFAULT_OPTIONS,
    labels: str = "",
    fields: str = "",
) -> Object:
    """Delete all that both selectors choose; the List of what was asked to go."""
    if resource.key == "namespaces":
        raise errors.method_not_allowed("delete", resource.group, resource.plural, "")
    found = list_objects(call, resource, namespace, labels, fields)
    for item in found["items"]:
        delete(call, resource, namespace_of(item), name_of(item), options)
    return found


def _propagation(call: Call, resource: Resource, old: Object, asked: str) -> str:
    """What is to become of the dependents: as asked, as begun, or as the kind has it."""
    if asked:
        return asked
    for policy, finalizer in _PROPAGATION_FINALIZERS.items():
        if finalizer in (old["metadata"].get("finalizers") or ()):
            return policy
    return "Orphan" if resource.key in _ORPHANING and not call.trusted else "Background"


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


def _has_finalizers(resource: Resource, obj: Object) -> bool:
    if obj["metadata"].get("finalizers"):
        return True
    return resource.key == "namespaces" and bool((obj.get("spec") or {}).get("finalizers"))


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
