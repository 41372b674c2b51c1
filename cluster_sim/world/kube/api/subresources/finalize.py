"""``namespaces/finalize``: say that nothing more has to be done before a namespace goes.

pkg/registry/core/namespace/strategy.go (namespaceFinalizeStrategy)
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.subresources.subresource import Subresource
from cluster_sim.world.kube.api.verbs.read import get
from cluster_sim.world.kube.api.verbs.request import named, understood
from cluster_sim.world.kube.api.verbs.update import check_version, store_update

_OWN = "kubernetes"


def finalize(call: Call, resource: Resource, name: str) -> Object:
    """Take the cluster's own finalizer off a namespace's spec: it goes, if it was asked to and
    nobody else holds it.
    """
    old = call.existing(resource, "", name)
    held = lookup(old, ("spec", "finalizers"), None) or []
    return _with_finalizers(call, resource, old, [each for each in held if each != _OWN])


def update(call: Call, resource: Resource, namespace: str, name: str, body: Any) -> Object:
    """Replace the finalizers of the spec by those of ``body``."""
    obj = named(resource, "", name, understood(call, resource, body))
    old = call.existing(resource, "", name)
    check_version(call, resource, old, obj)
    return _with_finalizers(call, resource, old, lookup(obj, ("spec", "finalizers"), None) or [])


def _with_finalizers(call: Call, resource: Resource, old: Object, finalizers: list[str]) -> Object:
    spec = {key: value for key, value in (old.get("spec") or {}).items() if key != "finalizers"}
    if finalizers:
        spec["finalizers"] = finalizers
    return store_update(call, resource, old, {**old, "spec": spec})


SUBRESOURCE = Subresource("finalize", get=get, update=update)
