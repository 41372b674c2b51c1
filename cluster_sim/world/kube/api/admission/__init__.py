"""Admission: what may change or refuse a request after it was understood.

The plugins run in the order of the real server's default list
(pkg/kubeapiserver/options/plugins.go), the mutating ones first.
"""

from __future__ import annotations

from typing import Protocol

from cluster_sim.world.kube.api.admission import (
    default_tolerations,
    lab_limits,
    namespace_lifecycle,
    pod_topology_labels,
    priority,
    service_account,
)
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource


class CreatePlugin(Protocol):
    """One admission plugin, a module with this function."""

    def admit_create(self, call: Call, resource: Resource, obj: Object) -> Object:
        """The object to go on with; StatusError refuses it."""


_ON_CREATE: tuple[CreatePlugin, ...] = (
    namespace_lifecycle,
    lab_limits,
    service_account,
    default_tolerations,
    pod_topology_labels,
    priority,
)


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """The object as the plugins leave it; StatusError when one of them refuses it."""
    for plugin in _ON_CREATE:
        obj = plugin.admit_create(call, resource, obj)
    return obj
