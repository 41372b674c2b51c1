"""A client of the API server: the only way to the state of the cluster.

Components use it as the real ones use client-go: reads of their own caches are
``world.store`` look-ups, every write is a call here. People's tools use it with
``trusted=False``, so that what they send is decoded strictly, refused in the server's words, and
authorised as what their user may do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import refusals, registry, subresources
from cluster_sim.world.kube.api.authorization.authorizer import require
from cluster_sim.world.kube.api.authorization.request import Request
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.errors import StatusError, method_not_allowed
from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.subresources import binding, eviction, finalize, scale
from cluster_sim.world.kube.api.user import User
from cluster_sim.world.kube.api.verbs import create, delete, measured, patch, read, update, watch
from cluster_sim.world.kube.api.verbs.delete import DEFAULT_OPTIONS, DeleteOptions
from cluster_sim.world.kube.api.verbs.pages import WHOLE, Paging
from cluster_sim.world.kube.api.verbs.watch import EVERYTHING, NOW, Scope, Start, Watch

_METHODS = {"list": "get", "update": "put", "deletecollection": "delete"}


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

    def managed_by(self, manager: str) -> Client:
        """A client whose writes are those of that field manager."""
        return self._with(manager=manager)

    def acting_as(self, user: User) -> Client:
        """A client of somebody else, who may do what the cluster's rules allow this user."""
        return self._with(user=user)

    def check(
        self,
        verb: str,
        resource: str,
        namespace: str | None = "",
        name: str = "",
        subresource: str = "",
    ) -> None:
        """Forbidden unless this client may do it; every method asks this first.

        Only who calls no method for what he does has to ask (``get`` of ``pods``, ``log``).
        """
        self._allowed(verb, resource, namespace, name, subresource)

    def get(self, resource: str, namespace: str, name: str, subresource: str = "") -> Object:
        """One object, or what a sub-resource shows of it: its Scale for instance."""
        kind = self._allowed("get", resource, namespace, name, subresource)
        if kind.measured:
            return measured.get(self.call, kind, namespace, name)
        door = subresources.door(kind, subresource, "get") if subresource else None
        if door is not None and door.get is not None:
            return door.get(self.call, kind, namespace, name)
        return read.get(self.call, kind, namespace, name)

    def list(
        self,
        resource: str,
        namespace: str | None = None,
        labels: str = "",
        fields: str = "",
        paging: Paging = WHOLE,
    ) -> Object:
        """A List of the objects that both selectors choose; every namespace with None."""
        kind = self._allowed("list", resource, namespace)
        if kind.measured:
            return measured.list_objects(self.call, kind, namespace, labels, fields)
        return read.list_objects(self.call, kind, namespace, labels, fields, paging)

    def watch(self, resource: str, scope: Scope = EVERYTHING, start: Start = NOW) -> Watch:
        """The changes of a resource from a revision on, to be polled."""
        kind = self._allowed("watch", resource, scope.namespace, scope.name)
        return watch.watch(self.call, kind, scope, start)

    def resumed(self, resource: str, scope: Scope, revision: int) -> Watch:
        """A watch that goes on where one of the same client's stood."""
        return Watch(self.call, self._allowed("watch", resource, scope.namespace), scope, revision)

    def create(
        self, resource: str, namespace: str, obj: Any, name: str = "", subresource: str = ""
    ) -> Object:
        """The stored object made from ``obj``; with a sub-resource, what that answers: a Status
        of success for ``binding`` and ``eviction`` of the pod ``name``.
        """
        kind = self._allowed("create", resource, namespace, name, subresource)
        door = subresources.door(kind, subresource, "create") if subresource else None
        if door is not None and door.create is not None:
            return door.create(self.call, kind, namespace, name, obj)
        return create.create(self.call, kind, namespace, obj)

    def update(
        self, resource: str, namespace: str, obj: Any, name: str = "", subresource: str = ""
    ) -> Object:
        """Replace an object, or what a sub-resource shows of it; Conflict when it changed since
        it was read. ``name`` is that of the address, the one in ``obj`` when left out.
        """
        name = name or _name(obj)
        kind = self._allowed("update", resource, namespace, name, subresource)
        door = subresources.door(kind, subresource, "update") if subresource else None
        if door is not None and door.update is not None:
            return door.update(self.call, kind, namespace, name, obj)
        return update.update(self.call, kind, namespace, obj, name)

    def update_status(self, resource: str, obj: Object) -> Object:
        """Replace the status of an object."""
        kind = self._allowed("update", resource, namespace_of(obj), _name(obj), "status")
        return update.update_status(self.call, kind, obj)

    def patch(
        self,
        resource: str,
        namespace: str,
        name: str,
        body: Any,
        patch_type: str = patch.STRATEGIC,
        subresource: str = "",
        force: bool = False,
    ) -> Object:
        """The object with a patch applied; ``patch_type`` is the media type.

        With ``patch.APPLY`` the client must have a manager (``managed_by``); ``force`` takes over
        what others manage.
        """
        kind = self._allowed("patch", resource, namespace, name, subresource)
        return patch.patch(self.call, kind, namespace, name, body, patch_type, subresource, force)

    def delete(
        self, resource: str, namespace: str, name: str, options: DeleteOptions = DEFAULT_OPTIONS
    ) -> Object:
        """Delete an object, at once or in good order; the object as it was left."""
        kind = self._allowed("delete", resource, namespace, name)
        return delete.delete(self.call, kind, namespace, name, options)

    def delete_collection(
        self,
        resource: str,
        namespace: str | None = None,
        options: DeleteOptions = DEFAULT_OPTIONS,
        labels: str = "",
        fields: str = "",
    ) -> Object:
        """Delete all that both selectors choose; the List of what was asked to go."""
        kind = self._allowed("deletecollection", resource, namespace)
        return delete.delete_collection(self.call, kind, namespace, options, labels, fields)

    def bind(self, namespace: str, name: str, node: str) -> Object:
        """Assign a pod to a node."""
        kind = self._allowed("create", "pods", namespace, name, "binding")
        return binding.bind(self.call, kind, namespace, name, node)

    def evict(self, namespace: str, name: str, options: DeleteOptions = DEFAULT_OPTIONS) -> Object:
        """Ask a pod to leave its node."""
        kind = self._allowed("create", "pods", namespace, name, "eviction")
        return eviction.evict(self.call, kind, namespace, name, options)

    def finalize(self, namespace: str) -> Object:
        """Let a namespace go that nothing is left in."""
        kind = self._allowed("update", "namespaces", "", namespace, "finalize")
        return finalize.finalize(self.call, kind, namespace)

    def scale(self, resource: str, namespace: str, name: str, replicas: Any) -> Object:
        """Set the number of replicas; the changed object."""
        kind = self._allowed("update", resource, namespace, name, "scale")
        return scale.set_scale(self.call, kind, namespace, name, replicas)

    def _allowed(
        self, verb: str, key: str, namespace: str | None, name: str = "", subresource: str = ""
    ) -> Resource:
        """The resource of a key, which this client may use so."""
        call, kind = self.call, registry.of(self.call.world).by_key(key)
        if not call.trusted:
            # The path of a namespace tells which one it is in (apiserver/…/requestinfo.go).
            where = (namespace or "") if kind.namespaced else name if key == "namespaces" else ""
            request = Request(verb, kind.group, kind.plural, subresource, where, name)
            try:
                require(call.world, call.user, request)
            except StatusError as error:
                refusals.note(call, kind.plural, where, error)
                raise
            if kind.custom is not None and kind.custom.warning:
                call.warn(kind.custom.warning)
        unkept = kind.answer is not None and verb != "create"
        if unkept or (kind.measured and verb not in ("get", "list")):
            method = _METHODS.get(verb, verb)
            raise method_not_allowed(method, kind.group, kind.plural, name)
        return kind

    def _with(self, **changes: Any) -> Client:
        twin = Client(self.call.world, self.call.actor, self.call.trusted)
        twin.call = replace(self.call, **changes)
        return twin


def _name(obj: Any) -> str:
    """The name in what may be no object at all: decoding says so later."""
    meta = obj.get("metadata") if isinstance(obj, dict) else None
    name = meta.get("name") if isinstance(meta, dict) else None
    return name if isinstance(name, str) else ""
