"""Bindings: one role, its subjects (pkg/apis/rbac/validation/validation.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    all_invalid,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

_GROUP = "rbac.authorization.k8s.io"
_SUBJECTS = ("ServiceAccount", "User", "Group")


def validate_role_binding(binding: Object) -> Faults:
    """The faults of a new RoleBinding."""
    return _validate(binding, True, ("Role", "ClusterRole"))


def validate_role_binding_update(old: Object, new: Object) -> Faults:
    """The faults of a changed RoleBinding; its role stays what it is."""
    return validate_role_binding(new) + _validate_change(old, new)


def validate_cluster_role_binding(binding: Object) -> Faults:
    """The faults of a new ClusterRoleBinding."""
    return _validate(binding, False, ("ClusterRole",))


def validate_cluster_role_binding_update(old: Object, new: Object) -> Faults:
    """The faults of a changed ClusterRoleBinding; its role stays what it is."""
    return validate_cluster_role_binding(new) + _validate_change(old, new)


def _validate(binding: Object, namespaced: bool, kinds: tuple[str, ...]) -> Faults:
    faults = validate_meta(binding, namespaced, names.path_segment)
    reference = binding.get("roleRef") or {}
    group, kind, name = (reference.get(field, "") for field in ("apiGroup", "kind", "name"))
    if group != _GROUP:
        faults.append(not_supported("roleRef.apiGroup", group, (_GROUP,)))
    if kind not in kinds:
        faults.append(not_supported("roleRef.kind", kind, kinds))
    if name:
        faults += all_invalid("roleRef.name", name, names.path_segment(name))
    else:
        faults.append(required("roleRef.name"))
    for index, subject in enumerate(binding.get("subjects") or ()):
        faults += _validate_subject(subject, namespaced, f"subjects[{index}]")
    return faults


def _validate_change(old: Object, new: Object) -> Faults:
    faults = validate_meta_update(old, new)
    if old["roleRef"] != new["roleRef"]:
        shown = _reference_text(new["roleRef"])
        faults.append(invalid("roleRef", shown, "cannot change roleRef"))
    return faults


def _reference_text(reference: dict[str, Any]) -> Literal:
    """The role as the server's internal struct, whose fields have no JSON names."""
    fields = (("APIGroup", "apiGroup"), ("Kind", "kind"), ("Name", "name"))
    parts = [f'"{shown}":{json_text(reference.get(field, ""))}' for shown, field in fields]
    return Literal("{" + ",".join(parts) + "}")


def _validate_subject(subject: dict[str, Any], namespaced: bool, path: str) -> Faults:
    name, kind, group = (subject.get(field, "") for field in ("name", "kind", "apiGroup"))
    faults: Faults = [] if name else [required(f"{path}.name")]
    if kind not in _SUBJECTS:
        return [*faults, not_supported(f"{path}.kind", kind, _SUBJECTS)]
    if kind != "ServiceAccount":
        wrong = group != _GROUP
        return faults + ([not_supported(f"{path}.apiGroup", group, (_GROUP,))] if wrong else [])
    if name:
        faults += all_invalid(f"{path}.name", name, names.dns1123_subdomain(name))
    if group:
        faults.append(not_supported(f"{path}.apiGroup", group, ("",)))
    if not namespaced and not subject.get("namespace"):
        faults.append(required(f"{path}.namespace"))
    return faults
