"""Priority: what a pod's class says becomes its priority; there is one default class at most.

plugin/pkg/admission/priority/admission.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource

_CLASSES: Final = "priorityclasses.scheduling.k8s.io"
_ORDINARY: Final = {"value": 0, "preemptionPolicy": "PreemptLowerPriority"}
_COMPUTED: Final = "priority admission controller computed {} from the given PriorityClass name"


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """Fill in a pod's priority; Forbidden for a class that is not there, or a second default."""
    if resource.key == _CLASSES:
        _only_default(call, resource, obj)
    return _with_priority(call, obj) if resource.key == "pods" else obj


def admit_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str
) -> Object:
    """Forbidden when a class becomes the second default."""
    if resource.key == _CLASSES:
        _only_default(call, resource, new)
    return new


def check_delete(call: Call, resource: Resource, old: Object) -> None:
    """Forbidden for the classes of the system (priorityclass/storage/storage.go)."""
    if resource.key == _CLASSES and name_of(old).startswith("system-"):
        why = "this is a system priority class and cannot be deleted"
        raise errors.forbidden(resource.group, resource.plural, name_of(old), why)


def _only_default(call: Call, resource: Resource, obj: Object) -> None:
    present = _default_class(call)
    if not obj.get("globalDefault") or present is None or name_of(present) == name_of(obj):
        return
    why = f"PriorityClass {name_of(present)} is already marked as default. Only one default can"
    raise errors.forbidden(resource.group, resource.plural, name_of(obj), f"{why} exist")


def _with_priority(call: Call, pod: Object) -> Object:
    spec = pod["spec"]
    name = spec.get("priorityClassName", "")
    known = call.world.store.get(_CLASSES, "", name) if name else _default_class(call)
    if name and known is None:
        raise _refused(pod, f"no PriorityClass with name {name} was found")
    found = known or _ORDINARY
    value, policy = found.get("value", 0), found.get("preemptionPolicy")
    given = spec.get("priority")
    if given is not None and given != value:
        why = f"the integer value of priority ({given}) must not be provided in pod spec; "
        raise _refused(pod, why + _COMPUTED.format(value))
    chosen: dict[str, Any] = {"priority": value}
    if known is not None:
        chosen["priorityClassName"] = name_of(known)
    if policy is not None:
        asked = spec.get("preemptionPolicy")
        if asked is not None and asked != policy:
            why = f"the string value of PreemptionPolicy ({asked}) must not be provided in pod "
            raise _refused(pod, f"{why}spec; {_COMPUTED.format(policy)}")
        chosen["preemptionPolicy"] = policy
    return {**pod, "spec": {**spec, **chosen}}


def _default_class(call: Call) -> Object | None:
    """The class of pods that name none: of several defaults the lowest."""
    classes = [each for each in call.world.store.all(_CLASSES) if each.get("globalDefault")]
    return min(classes, key=lambda each: int(each.get("value", 0)), default=None)


def _refused(pod: Object, why: str) -> StatusError:
    return errors.forbidden("", "pods", name_of(pod), why)
