"""A client of the API server: the only way to the state of the cluster.

Components use it as the real ones use client-go: reads of their own caches are
``world.store`` look-ups, every write is a call here. People's tools use it with
``trusted=False``, so that what they send is decoded strictly and refused in the server's words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs import create, delete, patch, read, subresources, update
from cluster_sim.world.kube.api.verbs.delete import DEFAULT_OPTIONS, DeleteOptions


class Client:
    """Calls of one ``actor``. Resources are named by key: ``pods``, ``deployments.apps``.

    Every method raises StatusError with the real server's Status when the call is refused.
    """

    __slots__ = ("call",)

    def __init__(self, world: World, actor: str, trusted: bool = True) -> None:
        self.call = Call(world, actor, trusted)

    @property
    def world(self) -> World:
        """The world the calls act in."""
        return self.call.world

    @property
    def now(self) -> int:
        """Now, in microseconds since the Unix epoch."""
        return self.call.world.unix

    def dry(self) -> Client:
        """A client whose calls change nothing (``dryRun=All``)."""
        return self._with(dry_run=True)

    def validating(self, field_validation: str) -> Client:
        """A client that treats unknown fields so: Strict, Warn or Ignore."""
        return self._with(field_validation=field_validation)

    def hearing(self, warn: Callable[[str], None]) -> Client:
        """A client that tells ``warn`` the warnings that come with the answers, as they come."""
        return self._with(warn=warn)

    def get(self, resource: str, namespace: str, name: str) -> Object:
        """One object."""
        return read.get(self.call, self._kind(resource), namespace, name)

    def list(
        self, resource: str, namespace: str | None = None, labels: str = "", fields: str = ""
    ) -> Object:
        """A List of the objects that both selectors choose; every namespace with None."""
        return read.list_objects(self.call, self._kind(resource), namespace, labels, fields)

    def create(self, resource: str, namespace: str, obj: Any) -> Object:
        """The stored object made from ``obj``."""
        return create.create(self.call, self._kind(resource), namespace, obj)

    def update(self, resource: str, namespace: str, obj: Any) -> Object:
        """Replace an object; Conflict when it changed since it was read."""
        return update.update(self.call, self._kind(resource), namespace, obj)

    def update_status(self, resource: str, obj: Object) -> Object:
        """Replace the status of an object."""
        return update.update_status(self.call, self._kind(resource), obj)

    def patch(
        self,
        resource: str,
        namespace: str,
        name: str,
        body: Any,
        patch_type: str = patch.STRATEGIC,
        subresource: str = "",
    ) -> Object:
        """The object with a patch applied; ``patch_type`` is the media type."""
        return patch.patch(
            self.call, self._kind(resource), namespace, name, body, patch_type, subresource
        )

    def delete(
        self, resource: str, namespace: str, name: str, options: DeleteOptions = DEFAULT_OPTIONS
    ) -> Object:
        """Delete an object, at once or in good order; the object as it was left."""
        return delete.delete(self.call, self._kind(resource), namespace, name, options)

    def bind(self, namespace: str, name: str, node: str) -> Object:
        """Assign a pod to a node."""
        return subresources.bind(self.call, registry.by_key("pods"), namespace, name, node)

    def evict(self, namespace: str, name: str, options: DeleteOptions = DEFAULT_OPTIONS) -> Object:
        """Ask a pod to leave its node."""
        return subresources.evict(self.call, registry.by_key("pods"), namespace, name, options)

    def finalize(self, namespace: str) -> Object:
        """Let a namespace go that nothing is left in."""
        return subresources.finalize(self.call, registry.by_key("namespaces"), namespace)

    def scale(self, resource: str, namespace: str, name: str, replicas: Any) -> Object:
        """Set the number of replicas; the changed object."""
        return subresources.set_scale(self.call, self._kind(resource), namespace, name, replicas)

    def _kind(self, key: str) -> Resource:
        return registry.of(self.call.world).by_key(key)

    def _with(self, **changes: Any) -> Client:
        twin = Client(self.call.world, self.call.actor, self.call.trusted)
        twin.call = replace(self.call, **changes)
        return twin
