"""Pods: created, and changed where they may be."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.containers import validate_image_blanks
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    forbidden,
    invalid,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.pod_diff import spec_diff
from cluster_sim.world.kube.api.validation.pod_spec import validate_pod_spec
from cluster_sim.world.kube.api.validation.tolerations import validate_added_tolerations

Spec = dict[str, Any]

_UPDATABLE: Final = ",".join(
    (
        "`spec.containers[*].image`",
        "`spec.initContainers[*].image`",
        "`spec.activeDeadlineSeconds`",
        "`spec.tolerations` (only additions to existing tolerations)",
        "`spec.terminationGracePeriodSeconds` "
        "(allow it to be set to 1 if it was previously negative)",
    )
)
_DELETION_COST: Final = "controller.kubernetes.io/pod-deletion-cost"
_MIRROR: Final = "kubernetes.io/config.mirror"
_MOST_SECONDS: Final = 2**31 - 1


def validate_pod(pod: Object) -> Faults:
    """The faults of a new pod."""
    faults = validate_whole(pod)
    if (pod.get("spec") or {}).get("ephemeralContainers"):
        faults.append(forbidden("spec.ephemeralContainers", "cannot be set on create"))
    return faults


def validate_pod_update(old: Object, new: Object) -> Faults:
    """The faults of a changed pod: little of its spec may change."""
    before, after = old.get("spec") or {}, new.get("spec") or {}
    faults = validate_meta_update(old, new) + validate_whole(new)
    faults += _validate_mirror(old, new)
    if before is after:
        return faults
    for field in ("containers", "initContainers"):
        found, stop = _validate_images(before.get(field) or [], after.get(field) or [], field)
        faults += found
        if stop:
            return faults
    found, stop = _validate_deadline(before, after)
    faults += found
    if stop:
        return faults
    wanted, given = after.get("tolerations") or [], before.get("tolerations") or []
    faults += validate_added_tolerations(wanted, given, "spec.tolerations")
    faults += _validate_gates(before, after)
    return faults + _validate_unchanged(before, after)


def validate_whole(pod: Object) -> Faults:
    """The faults of a pod in itself, whatever it was before."""
    spec, meta = pod.get("spec") or {}, pod.get("metadata") or {}
    faults = validate_meta(pod, True, names.dns1123_subdomain)
    annotations = meta.get("annotations")
    if annotations:
        faults += _validate_annotations(annotations, spec)
    return faults + list(_spec_faults(spec))


def _validate_annotations(annotations: dict[str, str], spec: Spec) -> Faults:
    faults: Faults = []
    if _MIRROR in annotations and not spec.get("nodeName"):
        detail = "must set spec.nodeName if mirror pod annotation is set"
        here = f"metadata.annotations[{_MIRROR}]"
        faults.append(invalid(here, annotations[_MIRROR], detail))
    cost = annotations.get(_DELETION_COST)
    if cost is not None and not _is_int32(cost):
        here = f"metadata.annotations[{_DELETION_COST}]"
        faults.append(invalid(here, cost, "must be a 32bit integer"))
    return faults


def _is_int32(text: str) -> bool:
    digits = text.removeprefix("-") if text.startswith("-") else text.removeprefix("+")
    if not digits.isdigit() or not digits.isascii() or len(digits) > 10:
        return False
    return (digits[0] != "0" or text == "0") and -(2**31) <= int(text) < 2**31


def _faults_of_spec(spec: Spec) -> tuple[Any, ...]:
    faults = validate_pod_spec(spec, "spec", in_pod=True)
    if not spec.get("serviceAccountName"):
        faults += _validate_tokens(spec)
    for field in ("containers", "initContainers"):
        for index, container in enumerate(spec.get(field) or ()):
            faults += validate_image_blanks(container, f"spec.{field}[{index}]")
    return tuple(faults)


def _validate_tokens(spec: Spec) -> Faults:
    faults: Faults = []
    for index, volume in enumerate(spec.get("volumes") or ()):
        for number, part in enumerate((volume.get("projected") or {}).get("sources") or ()):
            if part.get("serviceAccountToken") is not None:
                here = f"spec.volumes[{index}].projected.sources[{number}].serviceAccountToken"
                detail = "must not be specified when serviceAccountName is not set"
                faults.append(forbidden(here, detail))
    return faults


_spec_faults = IdentityMemo(_faults_of_spec)


def _validate_mirror(old: Object, new: Object) -> Faults:
    before = (old["metadata"].get("annotations") or {}).get(_MIRROR)
    after = (new["metadata"].get("annotations") or {}).get(_MIRROR)
    if before == after:
        return []
    what = "add" if before is None else "remove or update"
    here = f"metadata.annotations[{_MIRROR}]"
    return [forbidden(here, f"may not {what} mirror pod annotation")]


def _validate_images(old: list[Spec], new: list[Spec], field: str) -> tuple[Faults, bool]:
    if len(old) != len(new):
        # The containers of a running pod are what they are.
        detail = "pod updates may not add or remove containers"
        return [forbidden(f"spec.{field}", detail)], True
    empty = [index for index, container in enumerate(new) if not container.get("image")]
    return [required(f"spec.{field}[{index}].image") for index in empty], False


def _validate_deadline(before: Spec, after: Spec) -> tuple[Faults, bool]:
    here = "spec.activeDeadlineSeconds"
    old, new = before.get("activeDeadlineSeconds"), after.get("activeDeadlineSeconds")
    if new is None:
        detail = "must not update from a positive integer to nil value"
        return ([invalid(here, None, detail)] if old is not None else []), False
    wrong = names.in_range(new, 0, _MOST_SECONDS)
    if wrong:
        return [invalid(here, new, wrong[0])], True
    if old is not None and old < new:
        return [invalid(here, new, "must be less than or equal to previous value")], True
    return [], False


def _validate_gates(before: Spec, after: Spec) -> Faults:
    known = {gate.get("name") for gate in before.get("schedulingGates") or ()}
    faults: Faults = []
    for index, gate in enumerate(after.get("schedulingGates") or ()):
        if gate.get("name") not in known:
            detail = f"only deletion is allowed, but found new scheduling gate '{gate.get('name')}'"
            faults.append(forbidden(f"spec.schedulingGates[{index}].name", detail))
    return faults


def _validate_unchanged(before: Spec, after: Spec) -> Faults:
    munged = _with_old_images(before, after)
    for field in ("activeDeadlineSeconds", "schedulingGates", "tolerations"):
        munged.pop(field, None)
        if field in before:
            munged[field] = before[field]
    grace = before.get("terminationGracePeriodSeconds") or 0
    if grace < 0 and munged.get("terminationGracePeriodSeconds") == 1:
        munged["terminationGracePeriodSeconds"] = grace
    faults = _munge_gated(before, munged) if before.get("schedulingGates") else []
    if munged == before:
        return faults
    detail = f"pod updates may not change fields other than {_UPDATABLE}\n"
    return [*faults, forbidden("spec", detail + spec_diff(before, munged))]


def _with_old_images(before: Spec, after: Spec) -> Spec:
    munged = dict(after)
    for field in ("containers", "initContainers"):
        if after.get(field):
            pairs = zip(after[field], before.get(field) or (), strict=True)
            munged[field] = [{**new, "image": old.get("image", "")} for new, old in pairs]
    return munged


def _munge_gated(before: Spec, munged: Spec) -> Faults:
    """A pod that waits at a gate may still be told more narrowly where to go."""
    old, new = before.get("nodeSelector") or {}, munged.get("nodeSelector") or {}
    faults: Faults = []
    if any(new.get(key) != value for key, value in old.items()):
        detail = "only additions to spec.nodeSelector are allowed (no mutations or deletions)"
        faults.append(invalid("spec.nodeSelector", new, detail))
    munged.pop("nodeSelector", None)
    if "nodeSelector" in before:
        munged["nodeSelector"] = before["nodeSelector"]
    return faults
