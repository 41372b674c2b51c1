"""A request as admission policies see it: what is asked, by whom, of which object.

apiserver/pkg/admission/plugin/cel/condition.go (CreateAdmissionRequest, CreateNamespaceObject)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource

# What components are called: all that is known of them here is which one they are.
_COMPONENTS = ("system:authenticated",)


@dataclass(frozen=True, slots=True)
class Request:
    """``operation`` is CREATE, UPDATE or DELETE; ``obj`` is None in a DELETE, ``old`` in a
    CREATE.
    """

    call: Call
    resource: Resource
    operation: str
    obj: Object | None
    old: Object | None
    subresource: str = ""

    @property
    def present(self) -> Object:
        """The object, or what is left of it."""
        found = self.obj if self.obj is not None else self.old
        assert found is not None, "a request is about something"
        return found

    @property
    def name(self) -> str:
        """The name of the object."""
        return name_of(self.present)

    @property
    def namespace(self) -> str:
        """The namespace it is in; that of a Namespace is its own."""
        return self.name if self.resource.key == "namespaces" else namespace_of(self.present)

    def namespace_object(self) -> Object | None:
        """The Namespace that the object is in; None for what is in none."""
        if self.resource.key == "namespaces" or not self.namespace:
            return None
        return self.call.world.store.get("namespaces", "", self.namespace)

    def variables(self) -> dict[str, Any]:
        """``object``, ``oldObject``, ``request`` and ``namespaceObject`` of an expression."""
        return {
            "object": self.obj,
            "oldObject": self.old,
            "request": self._described(),
            "namespaceObject": self.namespace_object(),
        }

    def _described(self) -> dict[str, Any]:
        resource = self.resource
        kind = {"group": resource.group, "version": resource.version, "kind": resource.kind}
        named = {"group": resource.group, "version": resource.version, "resource": resource.plural}
        return {
            "kind": kind,
            "resource": named,
            "subResource": self.subresource,
            "requestKind": kind,
            "requestResource": named,
            "requestSubResource": self.subresource,
            "name": self.name,
            "namespace": self.namespace,
            "operation": self.operation,
            "userInfo": self._user(),
            "dryRun": self.call.dry_run,
            "options": {},
        }

    def _user(self) -> dict[str, Any]:
        if self.call.trusted:
            return {
                "username": f"system:{self.call.actor}",
                "uid": "",
                "groups": list(_COMPONENTS),
                "extra": {},
            }
        user = self.call.user
        extra = {key: list(values) for key, values in user.extra}
        return {
            "username": user.name,
            "uid": user.uid,
            "groups": list(user.groups),
            "extra": extra,
        }
