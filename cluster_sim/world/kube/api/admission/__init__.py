"""Admission: what may change or refuse a request after it was understood.

A request passes the plugins that may change it, then the kind's own validation, then the plugins
that may only refuse it. In each of the two rounds they run in the order of the real server's
default list (pkg/kubeapiserver/options/plugins.go). A plugin is a module with those of the
functions of the protocols below that concern it, and a line in each of their lists.
"""

from __future__ import annotations

from typing import Protocol

from cluster_sim.world.kube.api import refusals
from cluster_sim.world.kube.api.admission import (
    certificate_requests,
    claim_resize,
    default_ingress_class,
    default_storage_class,
    default_tolerations,
    lab_limits,
    limit_ranger,
    namespace_lifecycle,
    pod_security,
    pod_topology_labels,
    priority,
    resource_quota,
    runtime_class,
    service_account,
    storage_protection,
    validating_policy,
)
from cluster_sim.world.kube.api.authorization import escalation
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource


class CreatePlugin(Protocol):
    """A plugin that may change or refuse a new object before it is validated."""

    def admit_create(self, call: Call, resource: Resource, obj: Object) -> Object:
        """The object to go on with; StatusError refuses it."""


class CreateCheck(Protocol):
    """A plugin that may refuse a new object once it is known to be valid."""

    def check_create(self, call: Call, resource: Resource, obj: Object) -> None:
        """StatusError refuses the object."""


class UpdatePlugin(Protocol):
    """A plugin that may change or refuse a change before it is validated."""

    def admit_update(
        self, call: Call, resource: Resource, old: Object, new: Object, subresource: str
    ) -> Object:
        """The object to go on with; StatusError refuses it. ``subresource`` is empty or ``status``,
        ``resize``, ``ephemeralcontainers``, ``scale``…
        """


class UpdateCheck(Protocol):
    """A plugin that may refuse a change once it is known to be valid."""

    def check_update(
        self, call: Call, resource: Resource, old: Object, new: Object, subresource: str
    ) -> None:
        """StatusError refuses the change."""


class DeleteCheck(Protocol):
    """A plugin that may refuse a deletion."""

    def check_delete(self, call: Call, resource: Resource, old: Object) -> None:
        """StatusError refuses the deletion."""


_ON_CREATE: tuple[CreatePlugin, ...] = (
    # No plugin in the real server either, which looks at this before all of them.
    escalation,
    namespace_lifecycle,
    lab_limits,
    limit_ranger,
    service_account,
    default_tolerations,
    pod_topology_labels,
    priority,
    default_storage_class,
    storage_protection,
    runtime_class,
    certificate_requests,
    default_ingress_class,
)
# The quotas come last: what they are charged with is to be made.
_CREATE_CHECKS: tuple[CreateCheck, ...] = (
    limit_ranger,
    pod_security,
    runtime_class,
    certificate_requests,
    validating_policy,
    resource_quota,
)
_ON_UPDATE: tuple[UpdatePlugin, ...] = (escalation, lab_limits, priority)
_UPDATE_CHECKS: tuple[UpdateCheck, ...] = (
    limit_ranger,
    pod_security,
    claim_resize,
    certificate_requests,
    validating_policy,
    resource_quota,
)
_DELETE_CHECKS: tuple[DeleteCheck, ...] = (namespace_lifecycle, priority, validating_policy)


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """The object as the plugins leave it; StatusError when one of them refuses it."""
    for plugin in _ON_CREATE:
        obj = plugin.admit_create(call, resource, obj)
    return obj


def check_create(call: Call, resource: Resource, obj: Object) -> None:
    """StatusError when a plugin refuses the valid new object."""
    try:
        for plugin in _CREATE_CHECKS:
            plugin.check_create(call, resource, obj)
    except StatusError as error:
        refusals.note(call, resource.plural, namespace_of(obj), error)
        raise


def admit_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str = ""
) -> Object:
    """The changed object as the plugins leave it; StatusError when one of them refuses it."""
    for plugin in _ON_UPDATE:
        new = plugin.admit_update(call, resource, old, new, subresource)
    return new


def check_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str = ""
) -> None:
    """StatusError when a plugin refuses the valid change."""
    try:
        for plugin in _UPDATE_CHECKS:
            plugin.check_update(call, resource, old, new, subresource)
    except StatusError as error:
        refusals.note(call, resource.plural, namespace_of(old), error)
        raise


def check_delete(call: Call, resource: Resource, old: Object) -> None:
    """StatusError when a plugin refuses the deletion."""
    for plugin in _DELETE_CHECKS:
        plugin.check_delete(call, resource, old)
