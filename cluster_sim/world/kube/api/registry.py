"""Every kind that the API serves, and the ways to find one.

The built-in kinds are the same in all worlds; the custom kinds of a world are those of its
CustomResourceDefinitions, and metrics are there where something measures. ``of(world)`` knows
all of them; the functions of this module know the built-in ones alone. A name that a person types
is looked up as kubectl's REST mapper does (client-go/restmapper, apimachinery/pkg/api/meta):
plural, singular, kind or short name, alone or with its group, or with its version and group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.conditions import is_true
from cluster_sim.world.kube.api.custom import served
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.resources import (
    apiservices,
    certificatesigningrequests,
    clusterrolebindings,
    clusterroles,
    configmaps,
    controllerrevisions,
    cronjobs,
    csidrivers,
    csinodes,
    csistoragecapacities,
    customresourcedefinitions,
    daemonsets,
    deployments,
    endpoints,
    endpointslices,
    events,
    flowschemas,
    horizontalpodautoscalers,
    horizontalpodautoscalers_v1,
    ingressclasses,
    ingresses,
    jobs,
    leases,
    limitranges,
    localsubjectaccessreviews,
    mutatingadmissionpolicies,
    mutatingadmissionpolicybindings,
    mutatingwebhookconfigurations,
    namespaces,
    networkpolicies,
    nodemetrics,
    nodes,
    persistentvolumeclaims,
    persistentvolumes,
    poddisruptionbudgets,
    podmetrics,
    pods,
    podtemplates,
    priorityclasses,
    prioritylevelconfigurations,
    replicasets,
    replicationcontrollers,
    resourcequotas,
    rolebindings,
    roles,
    runtimeclasses,
    secrets,
    selfsubjectaccessreviews,
    selfsubjectreviews,
    selfsubjectrulesreviews,
    serviceaccounts,
    services,
    statefulsets,
    storageclasses,
    subjectaccessreviews,
    tokenreviews,
    validatingadmissionpolicies,
    validatingadmissionpolicybindings,
    validatingwebhookconfigurations,
    volumeattachments,
    volumeattributesclasses,
)

# In the order of discovery: the core group first.
RESOURCES: Final[tuple[Resource, ...]] = (
    configmaps.RESOURCE,
    endpoints.RESOURCE,
    events.RESOURCE,
    limitranges.RESOURCE,
    namespaces.RESOURCE,
    nodes.RESOURCE,
    persistentvolumeclaims.RESOURCE,
    persistentvolumes.RESOURCE,
    pods.RESOURCE,
    podtemplates.RESOURCE,
    replicationcontrollers.RESOURCE,
    resourcequotas.RESOURCE,
    secrets.RESOURCE,
    serviceaccounts.RESOURCE,
    services.RESOURCE,
    controllerrevisions.RESOURCE,
    daemonsets.RESOURCE,
    deployments.RESOURCE,
    replicasets.RESOURCE,
    statefulsets.RESOURCE,
    horizontalpodautoscalers.RESOURCE,
    cronjobs.RESOURCE,
    jobs.RESOURCE,
    leases.RESOURCE,
    customresourcedefinitions.RESOURCE,
    mutatingadmissionpolicies.RESOURCE,
    mutatingadmissionpolicybindings.RESOURCE,
    mutatingwebhookconfigurations.RESOURCE,
    validatingadmissionpolicies.RESOURCE,
    validatingadmissionpolicybindings.RESOURCE,
    validatingwebhookconfigurations.RESOURCE,
    apiservices.RESOURCE,
    flowschemas.RESOURCE,
    prioritylevelconfigurations.RESOURCE,
    endpointslices.RESOURCE,
    ingressclasses.RESOURCE,
    ingresses.RESOURCE,
    networkpolicies.RESOURCE,
    poddisruptionbudgets.RESOURCE,
    priorityclasses.RESOURCE,
    csidrivers.RESOURCE,
    csinodes.RESOURCE,
    csistoragecapacities.RESOURCE,
    storageclasses.RESOURCE,
    volumeattachments.RESOURCE,
    volumeattributesclasses.RESOURCE,
    roles.RESOURCE,
    rolebindings.RESOURCE,
    clusterroles.RESOURCE,
    clusterrolebindings.RESOURCE,
    localsubjectaccessreviews.RESOURCE,
    selfsubjectaccessreviews.RESOURCE,
    selfsubjectrulesreviews.RESOURCE,
    subjectaccessreviews.RESOURCE,
    selfsubjectreviews.RESOURCE,
    tokenreviews.RESOURCE,
    certificatesigningrequests.RESOURCE,
    runtimeclasses.RESOURCE,
)


# Built-in kinds in versions that are served beside the stored one.
OTHER_VERSIONS: Final[tuple[Resource, ...]] = (horizontalpodautoscalers_v1.RESOURCE,)
# What the metrics server adds, where there is one.
METRICS: Final[tuple[Resource, ...]] = (nodemetrics.RESOURCE, podmetrics.RESOURCE)
API_SERVICES: Final = "apiservices.apiregistration.k8s.io"
METRICS_SERVICE: Final = "v1beta1.metrics.k8s.io"
CRDS: Final = "customresourcedefinitions.apiextensions.k8s.io"
_CACHE: Final = "kinds of the API"


class UnknownResource(LookupError):
    """The API has no such resource; the message is the one kubectl prints after ``error: ``."""


class Registry:
    """Some kinds, in the order of discovery, and the ways to find one of them."""

    __slots__ = ("_by_key", "_by_kind", "_by_name", "_in_listing_order", "resources")

    def __init__(self, resources: Sequence[Resource]) -> None:
        self.resources = tuple(resources)
        # A kind served in several versions is found in its preferred one, which comes first.
        self._by_key: dict[str, Resource] = {}
        for resource in self.resources:
            self._by_key.setdefault(resource.key, resource)
            self._by_key.setdefault(resource.address, resource)
        self._by_kind = {(each.api_version, each.kind): each for each in self.resources}
        self._by_name = _by_name(self.resources)
        in_order = sorted(self.resources, key=lambda each: (each.group, each.plural))
        self._in_listing_order = tuple(in_order)

    def by_key(self, key: str) -> Resource:
        """The resource of a key (``pods``, ``deployments.apps``). Raises UnknownResource.

        ``crontabs.v1beta1.example.com`` (Resource.address) is that very version.
        """
        found = self._by_key.get(key)
        if found is None:
            raise UnknownResource(f'the server doesn\'t have a resource type "{key}"')
        return found

    def by_kind(self, api_version: str, kind: str) -> Resource:
        """The resource of a manifest's apiVersion and kind. Raises UnknownResource."""
        found = self._by_kind.get((api_version, kind))
        if found is None:
            raise UnknownResource(f'no matches for kind "{kind}" in version "{api_version}"')
        return found

    def by_name(self, name: str) -> Resource:
        """The resource a person means: ``po``, ``Pod``, ``deployments.apps``, ``deploy.v1.apps``.

        Raises UnknownResource.
        """
        typed = name.lower()
        bare, _, rest = typed.partition(".")
        for resource in self._by_name.get(bare, ()):
            if rest in _qualifiers(resource):
                return resource
        raise UnknownResource(f'the server doesn\'t have a resource type "{name}"')

    def in_category(self, category: str) -> tuple[Resource, ...]:
        """The resources of a category (``all``), in the order kubectl lists them."""
        return tuple(
            found
            for found in self._in_listing_order
            if category in found.categories and found.preferred
        )


def of(world: World) -> Registry:
    """The kinds that this world serves now: the built-in ones, then its custom ones."""
    known: Registry | None = world.caches.get(_CACHE)
    if known is None:
        known = world.caches[_CACHE] = _made(world)
    return known


def register(system: System) -> None:
    """Let worlds of this system look again when a definition has changed."""
    system.watch(CRDS, _look_again)
    system.watch(API_SERVICES, _look_again)


def _look_again(world: World, change: Change) -> None:
    world.caches.pop(_CACHE, None)


def _made(world: World) -> Registry:
    added = [kind for crd in world.store.all(CRDS) for kind in served.resources(crd)]
    if _has_metrics(world):
        added.extend(METRICS)
    return Registry((*RESOURCES, *OTHER_VERSIONS, *added)) if added else BUILT_IN


def _has_metrics(world: World) -> bool:
    """Whether the API of the metrics server is there and answers."""
    service = world.store.get(API_SERVICES, "", METRICS_SERVICE)
    return service is not None and is_true(service, "Available")


def _qualifiers(resource: Resource) -> tuple[str, ...]:
    versioned = f"{resource.version}.{resource.group}"
    return ("", resource.group, versioned) if resource.group else ("", resource.version, versioned)


def _names(resource: Resource) -> tuple[str, ...]:
    # A set would do but for its order; a kind's lower-case name may be its singular.
    named = (resource.plural, resource.singular, resource.kind.lower(), *resource.short_names)
    return tuple(dict.fromkeys(named))


def _by_name(resources: Sequence[Resource]) -> dict[str, tuple[Resource, ...]]:
    found: dict[str, tuple[Resource, ...]] = {}
    for resource in resources:
        for name in _names(resource):
            found[name] = (*found.get(name, ()), resource)
    return found


BUILT_IN: Final = Registry((*RESOURCES, *OTHER_VERSIONS))
by_key = BUILT_IN.by_key
by_kind = BUILT_IN.by_kind
by_name = BUILT_IN.by_name
in_category = BUILT_IN.in_category
