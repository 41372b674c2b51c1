"""NamespaceLifecycle: nothing is made in a namespace that is missing or going away.

apiserver/pkg/admission/plugin/namespace/lifecycle/admission.go
"""

from __future__ import annotations

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource

# The namespaces that a cluster cannot do without.
_IMMORTAL = ("default", "kube-system", "kube-public")


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """NotFound without its namespace; Forbidden while the namespace is being terminated."""
    if not resource.namespaced:
        return obj
    name = namespace_of(obj)
    namespace = call.world.store.get("namespaces", "", name)
    if namespace is None:
        raise errors.not_found("", "namespaces", name)
    if is_terminating(namespace) and resource.key != "events":
        why = f"unable to create new content in namespace {name} because it is being terminated"
        refused = errors.forbidden(resource.group, resource.plural, name_of(obj), why)
        refused.status["details"]["causes"] = [
            {
                "reason": errors.NAMESPACE_TERMINATING,
                "message": f"namespace {name} is being terminated",
                "field": "metadata.namespace",
            }
        ]
        raise refused
    return obj


def check_delete(call: Call, resource: Resource, old: Object) -> None:
    """Forbidden for the namespaces that every cluster keeps."""
    if resource.key == "namespaces" and name_of(old) in _IMMORTAL:
        why = "this namespace may not be deleted"
        raise errors.forbidden("", "namespaces", name_of(old), why)
