"""``pods/ephemeralcontainers``: put a container into a running pod (``kubectl debug``).

pkg/registry/core/pod/strategy.go (podEphemeralContainersStrategy): all but the list of ephemeral
containers stays as it is.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.subresources.subresource import Subresource
from cluster_sim.world.kube.api.validation.pod_ephemeral import validate_ephemeral
from cluster_sim.world.kube.api.verbs.read import get
from cluster_sim.world.kube.api.verbs.request import named, understood
from cluster_sim.world.kube.api.verbs.update import change


def update(call: Call, resource: Resource, namespace: str, name: str, body: Any) -> Object:
    """The pod with the ephemeral containers of ``body``."""
    obj = named(resource, namespace, name, understood(call, resource, body))

    def changed(old: Object) -> Object:
        spec = {k: v for k, v in old["spec"].items() if k != "ephemeralContainers"}
        asked = lookup(obj, ("spec", "ephemeralContainers"), None)
        if asked:
            spec["ephemeralContainers"] = asked
        return {**old, "spec": spec}

    return change(call, resource, obj, changed, "ephemeralcontainers", validate_ephemeral)


SUBRESOURCE = Subresource("ephemeralcontainers", get=get, update=update)
