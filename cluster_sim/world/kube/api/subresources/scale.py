"""``scale``: how many replicas there are and should be, the same for every kind that has some.

pkg/registry/apps/deployment/storage/storage.go (ScaleREST) and its neighbours
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.values import lookup, with_field
from cluster_sim.world.kube.api import errors, labels
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.subresources.subresource import Subresource
from cluster_sim.world.kube.api.tables import scales as table
from cluster_sim.world.kube.api.verbs.request import named, understood
from cluster_sim.world.kube.api.verbs.update import change

SCALE = Resource(
    "autoscaling",
    "v1",
    "Scale",
    "scales",
    "scale",
    namespaced=True,
    columns=table.COLUMNS,
    row=table.row,
)
_META = ("name", "namespace", "uid", "resourceVersion", "creationTimestamp")


def get(call: Call, resource: Resource, namespace: str, name: str) -> Object:
    """The Scale of an object; NotFound speaks of the sub-resource, but for custom kinds."""
    if resource.custom is None and call.world.store.get(resource.key, namespace, name) is None:
        # ReplicationControllers of the core group have theirs told of as autoscaling's.
        raise errors.not_found(resource.group or "autoscaling", f"{resource.plural}/scale", name)
    return scale_of(resource, call.existing(resource, namespace, name))


def scale_of(resource: Resource, obj: Object) -> Object:
    """What ``scale`` shows of an object: the replicas wanted and present, and their selector."""
    paths = resource.scale
    wanted = lookup(obj, paths.spec.split("."), 0)
    status: Object = {"replicas": lookup(obj, paths.status.split("."), 0)}
    selector = lookup(obj, paths.selector.split("."), None) if paths.selector else None
    text = selector if isinstance(selector, str) else _selector_text(selector or {})
    if text:
        status["selector"] = text
    return {
        "kind": SCALE.kind,
        "apiVersion": SCALE.api_version,
        "metadata": {key: obj["metadata"][key] for key in _META if key in obj["metadata"]},
        "spec": {"replicas": wanted} if wanted else {},
        "status": status,
    }


def update(call: Call, resource: Resource, namespace: str, name: str, body: Any) -> Object:
    """The Scale of the object, which now has as many replicas as ``body`` asks for."""
    asked = named(resource, namespace, name, understood(call, SCALE, body))
    wanted = lookup(asked, ("spec", "replicas"), 0)
    version = asked["metadata"].get("resourceVersion", "")
    changed = set_scale(call, resource, namespace, name, wanted, version)
    return scale_of(resource, changed)


def set_scale(
    call: Call, resource: Resource, namespace: str, name: str, replicas: Any, version: str = ""
) -> Object:
    """The object with another number of replicas; Invalid for what is no such number."""
    old = call.existing(resource, namespace, name)
    if not isinstance(replicas, int) or isinstance(replicas, bool) or replicas < 0:
        detail = f"Invalid value: {replicas}: must be greater than or equal to 0"
        fault = errors.FieldError("FieldValueInvalid", "spec.replicas", detail)
        raise errors.invalid("autoscaling", "Scale", name_of(old), [fault])
    present = old["metadata"].get("resourceVersion", "")
    meta = {
        "name": name,
        "namespace": namespace_of(old),
        "resourceVersion": version or present,
    }
    path = resource.scale.spec.split(".")
    return change(
        call, resource, {"metadata": meta}, lambda obj: with_field(obj, path, replicas), "scale"
    )


def _selector_text(selector: Object) -> str:
    """A label selector as text; those of ReplicationControllers are plain sets of labels."""
    try:
        if "matchLabels" in selector or "matchExpressions" in selector:
            return str(labels.of_object(selector))
        return str(labels.of_set(selector))
    except SelectorError:
        return ""


SUBRESOURCE = Subresource("scale", get=get, update=update, of=lambda resource: SCALE)
