"""``pods/eviction``: ask a pod to leave its node in good order.

pkg/registry/core/pod/storage/eviction.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import disruption_budgets, errors, timestamps
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.conditions import with_condition
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.subresources.subresource import Subresource
from cluster_sim.world.kube.api.verbs import delete
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.api.verbs.request import SUCCESS, understood

EVICTION = Resource("policy", "v1", "Eviction", "evictions", "eviction", True)


def evict(
    call: Call, resource: Resource, namespace: str, name: str, options: DeleteOptions
) -> Object:
    """Ask a pod to leave in good order, as ``kubectl drain`` does; its budget may refuse it."""
    pod = call.existing(resource, namespace, name)
    disruption_budgets.spend(call, pod)
    call.write(resource, namespace, name, _marked(call, pod))
    return delete.delete(call, resource, namespace, name, options)


def _marked(call: Call, pod: Object) -> Object:
    """The pod with the condition that tells who makes it leave."""
    target = {
        "type": "DisruptionTarget",
        "status": "True",
        "lastProbeTime": None,
        "lastTransitionTime": timestamps.time(call.world.unix),
        "reason": "EvictionByEvictionAPI",
        "message": "Eviction API: evicting",
        "observedGeneration": pod["metadata"].get("generation", 1),
    }
    return {**pod, "status": with_condition(pod.get("status") or {}, target)}


def create(call: Call, resource: Resource, namespace: str, name: str, body: Any) -> Object:
    """Evict the pod as the Eviction asks; a Status of success."""
    asked = understood(call, EVICTION, body)
    given = asked["metadata"].get("name", name)
    if given != name:
        raise errors.bad_request("name in URL does not match name in Eviction object: ")
    options = delete.options_of(asked.get("deleteOptions") or {})
    evict(call.on_trial() if options.dry_run else call, resource, namespace, name, options)
    return SUCCESS


SUBRESOURCE = Subresource("eviction", create=create, of=lambda resource: EVICTION)
