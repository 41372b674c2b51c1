"""``status``: what is observed, kept apart from what is asked for."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.subresources.subresource import Subresource
from cluster_sim.world.kube.api.verbs.read import get
from cluster_sim.world.kube.api.verbs.request import named, understood
from cluster_sim.world.kube.api.verbs.update import update_status


def update(call: Call, resource: Resource, namespace: str, name: str, body: Any) -> Object:
    """The object with the status of ``body``; the rest of it stays as it is."""
    obj = named(resource, namespace, name, understood(call, resource, body))
    return update_status(call, resource, obj)


SUBRESOURCE = Subresource("status", get=get, update=update)
