"""Update: the whole object, its status alone, or what a sub-resource shows of it.

apiserver/pkg/registry/generic/registry/store.go (Update), pkg/registry/*/*/strategy.go
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from cluster_sim.world.kube.api import admission, errors, managed_fields
from cluster_sim.world.kube.api.allocation import reallocate
from cluster_sim.world.kube.api.authorization.authorizer import require_create
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.create import create
from cluster_sim.world.kube.api.verbs.request import check_options, named, understood
from cluster_sim.world.kube.api.zeros import with_zeros

MODIFIED: Final = (
    "the object has been modified; please apply your changes to the latest version and try again"
)
Validate = Callable[[Object, Object], Sequence[errors.FieldError]]
# Kinds whose strategy wants a resource version (AllowUnconditionalUpdate false); custom kinds too.
_CONDITIONAL: Final = (
    "apiservices.apiregistration.k8s.io",
    "csidrivers.storage.k8s.io",
    "csinodes.storage.k8s.io",
    "customresourcedefinitions.apiextensions.k8s.io",
    "flowschemas.flowcontrol.apiserver.k8s.io",
    "leases.coordination.k8s.io",
    "mutatingwebhookconfigurations.admissionregistration.k8s.io",
    "poddisruptionbudgets.policy",
    "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
    "runtimeclasses.node.k8s.io",
    "validatingadmissionpolicies.admissionregistration.k8s.io",
    "validatingadmissionpolicybindings.admissionregistration.k8s.io",
    "validatingwebhookconfigurations.admissionregistration.k8s.io",
    "volumeattachments.storage.k8s.io",
)
# Kinds that an update creates when there is none (AllowCreateOnUpdate true).
_MADE_BY_UPDATE: Final = (
    "clusterrolebindings.rbac.authorization.k8s.io",
    "clusterroles.rbac.authorization.k8s.io",
    "endpoints",
    "events",
    "leases.coordination.k8s.io",
    "limitranges",
    "rolebindings.rbac.authorization.k8s.io",
    "roles.rbac.authorization.k8s.io",
    "services",
)
_KEPT_META: Final = (
    "uid",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "generation",
    "generateName",
)


def update(call: Call, resource: Resource, namespace: str, obj: Any, name: str = "") -> Object:
    """Replace the object; Conflict when it was changed since ``obj`` was read.

    ``name`` is the one of the address, when the call went to one.
    """
    if not call.trusted:
        check_options("UpdateOptions", call)
        obj = named(resource, namespace, name, understood(call, resource, obj))
        missing = call.world.store.get(resource.key, namespace_of(obj), name_of(obj)) is None
        if missing and resource.key in _MADE_BY_UPDATE:
            require_create(call, resource, namespace, name_of(obj))
            return create(call, resource, namespace, obj)
    old = call.existing(resource, namespace, name_of(obj))
    check_version(call, resource, old, obj)
    return replaced(call, resource, old, obj)


def change(
    call: Call,
    resource: Resource,
    asked: Object,
    changed: Callable[[Object], Object],
    subresource: str,
    validate: Validate | None = None,
) -> Object:
    """What ``changed`` makes of the stored object that ``asked`` names and has the version of."""
    old = call.existing(resource, namespace_of(asked), name_of(asked))
    check_version(call, resource, old, asked)
    return replaced(call, resource, old, changed(old), subresource, validate)


def replaced(
    call: Call,
    resource: Resource,
    old: Object,
    new: Object,
    subresource: str = "",
    validate: Validate | None = None,
    track: bool = True,
) -> Object:
    """``new`` in place of ``old``: defaulted, admitted, validated, stored.

    ``track`` is off for what already says who manages it now.
    """
    new = resource.default({**new, "metadata": _merged_meta(old, new)})
    if track:
        new = managed_fields.updated(call, resource, old, new, subresource)
    new = admission.admit_update(call, resource, old, new, subresource)
    new = resource.prepare_update(old, new)
    faults = (validate or resource.validate_update)(old, new)
    if faults:
        raise errors.invalid(resource.group, resource.kind, name_of(old), faults)
    admission.check_update(call, resource, old, new, subresource)
    return store_update(call, resource, old, reallocate(call, resource, old, new))


def update_status(call: Call, resource: Resource, obj: Object, track: bool = True) -> Object:
    """Replace the status, and the annotations that come with it (sub-resource ``status``)."""
    old = call.existing(resource, namespace_of(obj), name_of(obj))
    check_version(call, resource, old, obj)
    status = obj.get("status") or {}
    new = {**old, "status": status if call.trusted else with_zeros(resource, status)}
    annotations = obj["metadata"].get("annotations")
    if annotations and annotations != old["metadata"].get("annotations"):
        new["metadata"] = {**old["metadata"], "annotations": annotations}
    if track:
        new = managed_fields.updated(call, resource, old, new, "status")
    elif "managedFields" in obj["metadata"]:
        meta = {**new["metadata"], "managedFields": obj["metadata"]["managedFields"]}
        new["metadata"] = meta
    new = admission.admit_update(call, resource, old, new, "status")
    faults = resource.validate_status(old, new)
    if faults:
        raise errors.invalid(resource.group, resource.kind, name_of(old), faults)
    admission.check_update(call, resource, old, new, "status")
    return store_update(call, resource, old, new)


def store_update(call: Call, resource: Resource, old: Object, new: Object) -> Object:
    """Write ``new`` unless nothing changed; let it go when its last finalizer went."""
    new = managed_fields.without_new_times(old, new)
    if new == old:
        return old
    if is_terminating(new) and _may_go(new):
        call.remove(resource, namespace_of(old), name_of(old))
        return new
    return call.write(resource, namespace_of(old), name_of(old), new)


def check_version(call: Call, resource: Resource, old: Object, new: Object) -> None:
    """Conflict when ``new`` was made from another version or for another object than ``old``."""
    given, stored = new["metadata"].get("resourceVersion"), old["metadata"]["resourceVersion"]
    if given in (None, "", "0"):
        if not call.trusted:
            _check_unconditional(resource, old)
    elif given != stored:
        raise errors.conflict(resource.group, resource.plural, name_of(old), MODIFIED)
    uid = new["metadata"].get("uid")
    if uid and uid != old["metadata"]["uid"]:
        why = (
            f"Precondition failed: UID in precondition: {uid}, "
            f"UID in object meta: {old['metadata']['uid']}"
        )
        raise errors.conflict(resource.group, resource.plural, name_of(old), why)


def _check_unconditional(resource: Resource, old: Object) -> None:
    if resource.custom is not None or resource.key in _CONDITIONAL:
        fault = errors.FieldError(
            "FieldValueInvalid",
            "metadata.resourceVersion",
            "Invalid value: 0: must be specified for an update",
        )
        # The real server names the resource where it names the kind elsewhere.
        raise errors.invalid(resource.group, resource.plural, name_of(old), [fault])


def _may_go(obj: Object) -> bool:
    meta = obj["metadata"]
    if meta.get("finalizers") or (obj.get("spec") or {}).get("finalizers"):
        return False
    return not meta.get("deletionGracePeriodSeconds")


def _merged_meta(old: Object, new: Object) -> dict[str, Any]:
    meta = {**new["metadata"], "resourceVersion": old["metadata"]["resourceVersion"]}
    for field in _KEPT_META:
        if field in old["metadata"]:
            meta[field] = old["metadata"][field]
        else:
            meta.pop(field, None)
    return meta
