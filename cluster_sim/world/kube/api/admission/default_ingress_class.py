"""DefaultIngressClass: an Ingress that names no class gets the cluster's default one.

plugin/pkg/admission/network/defaultingressclass/admission.go
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.validation.ingresses import CLASS_ANNOTATION

_CLASSES: Final = "ingressclasses.networking.k8s.io"
_DEFAULT: Final = "ingressclass.kubernetes.io/is-default-class"


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """The Ingress with its class, unless it has one or says so the old way."""
    if resource.key != "ingresses.networking.k8s.io":
        return obj
    spec = obj.get("spec") or {}
    if spec.get("ingressClassName") is not None:
        return obj
    if CLASS_ANNOTATION in (obj["metadata"].get("annotations") or {}):
        return obj
    found = [each for each in call.world.store.all(_CLASSES) if _is_default(each)]
    if not found:
        return obj
    return {**obj, "spec": {**spec, "ingressClassName": name_of(_newest(found))}}


def _is_default(ingress_class: Object) -> bool:
    return (ingress_class["metadata"].get("annotations") or {}).get(_DEFAULT) == "true"


def _newest(classes: list[Object]) -> Object:
    """The last one made; of those made in one second, the first by name."""
    newest = max(each["metadata"]["creationTimestamp"] for each in classes)
    equals = [each for each in classes if each["metadata"]["creationTimestamp"] == newest]
    return min(equals, key=name_of)
