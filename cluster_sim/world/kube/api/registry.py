"""Every kind that the API serves, and the ways to find one.

A name that a person types is looked up as kubectl's REST mapper does
(client-go/restmapper, apimachinery/pkg/api/meta): plural, singular, kind or short name, alone
or with its group, or with its version and group.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.resources import (
    configmaps,
    deployments,
    endpoints,
    endpointslices,
    events,
    leases,
    namespaces,
    nodes,
    pods,
    replicasets,
    secrets,
    serviceaccounts,
    services,
)

# In the order of discovery: the core group first.
RESOURCES: Final[tuple[Resource, ...]] = (
    configmaps.RESOURCE,
    endpoints.RESOURCE,
    events.RESOURCE,
    namespaces.RESOURCE,
    nodes.RESOURCE,
    pods.RESOURCE,
    secrets.RESOURCE,
    serviceaccounts.RESOURCE,
    services.RESOURCE,
    deployments.RESOURCE,
    replicasets.RESOURCE,
    leases.RESOURCE,
    endpointslices.RESOURCE,
)


class UnknownResource(LookupError):
    """The API has no such resource; the message is the one kubectl prints after ``error: ``."""


def by_key(key: str) -> Resource:
    """The resource of a key (``pods``, ``deployments.apps``). Raises UnknownResource."""
    found = _BY_KEY.get(key)
    if found is None:
        raise UnknownResource(f'the server doesn\'t have a resource type "{key}"')
    return found


def by_kind(api_version: str, kind: str) -> Resource:
    """The resource of a manifest's apiVersion and kind. Raises UnknownResource."""
    found = _BY_KIND.get((api_version, kind))
    if found is None:
        raise UnknownResource(f'no matches for kind "{kind}" in version "{api_version}"')
    return found


def by_name(name: str) -> Resource:
    """The resource a person means: ``po``, ``Pod``, ``deployments.apps``, ``deploy.v1.apps``.

    Raises UnknownResource.
    """
    typed = name.lower()
    bare, _, rest = typed.partition(".")
    for resource in _BY_NAME.get(bare, ()):
        if rest in _qualifiers(resource):
            return resource
    raise UnknownResource(f'the server doesn\'t have a resource type "{name}"')


def in_category(category: str) -> tuple[Resource, ...]:
    """The resources of a category (``all``), in the order kubectl lists them."""
    return tuple(found for found in _IN_LISTING_ORDER if category in found.categories)


def _qualifiers(resource: Resource) -> tuple[str, ...]:
    versioned = f"{resource.version}.{resource.group}"
    return ("", resource.group, versioned) if resource.group else ("", resource.version, versioned)


def _names(resource: Resource) -> tuple[str, ...]:
    # A set would do but for its order; a kind's lower-case name may be its singular.
    named = (resource.plural, resource.singular, resource.kind.lower(), *resource.short_names)
    return tuple(dict.fromkeys(named))


def _by_name() -> dict[str, tuple[Resource, ...]]:
    found: dict[str, tuple[Resource, ...]] = {}
    for resource in RESOURCES:
        for name in _names(resource):
            found[name] = (*found.get(name, ()), resource)
    return found


_BY_KEY: Final = {resource.key: resource for resource in RESOURCES}
_BY_KIND: Final = {(resource.api_version, resource.kind): resource for resource in RESOURCES}
_BY_NAME: Final = _by_name()
_IN_LISTING_ORDER: Final = tuple(sorted(RESOURCES, key=lambda each: (each.group, each.plural)))
