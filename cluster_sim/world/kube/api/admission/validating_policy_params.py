"""The parameters of an admission policy: the objects that a binding points to.

apiserver/pkg/admission/plugin/policy/generic/policy_dispatcher.go (CollectParams)
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels, registry
from cluster_sim.world.kube.api.admission.validating_policy_request import Request
from cluster_sim.world.kube.api.resource import Object, Resource


class NotConfigured(ValueError):
    """A policy or a binding that cannot do its work; the message says why."""


def params(request: Request, policy: Object, binding: Object) -> list[Object | None]:
    """The objects to judge with, one after the other: ``[None]`` without any parameters.

    Raises NotConfigured.
    """
    kind, ref = policy["spec"].get("paramKind"), binding["spec"].get("paramRef")
    if kind is None or ref is None:
        return [None]
    resource = _resource(request, kind)
    found = _chosen(request, resource, ref, _namespace(request, resource, ref))
    if not found and ref.get("parameterNotFoundAction") == "Deny":
        raise NotConfigured(
            "no params found for policy binding with `Deny` parameterNotFoundAction"
        )
    return found


def _resource(request: Request, kind: dict[str, str]) -> Resource:
    known = registry.of(request.call.world)
    try:
        return known.by_kind(kind["apiVersion"], kind["kind"])
    except registry.UnknownResource as unknown:
        told = f"&ParamKind{{APIVersion:{kind['apiVersion']},Kind:{kind['kind']},}}"
        raise NotConfigured(f"paramKind kind `{told}` not known") from unknown


def _namespace(request: Request, resource: Resource, ref: dict[str, Any]) -> str:
    asked: str = ref.get("namespace") or ""
    if not resource.namespaced:
        if asked:
            raise NotConfigured(
                "paramRef.namespace must not be provided for a cluster-scoped `paramKind`"
            )
        return ""
    if not asked and not request.namespace:
        raise NotConfigured(
            "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources"
        )
    return asked or request.namespace


def _chosen(
    request: Request, resource: Resource, ref: dict[str, Any], namespace: str
) -> list[Object | None]:
    store = request.call.world.store
    if ref.get("name"):
        found = store.get(resource.key, namespace, ref["name"])
        return [] if found is None else [found]
    if ref.get("selector") is None:
        raise NotConfigured("one of name or selector must be provided")
    wanted = labels.of_object(ref["selector"])
    table = store.table(resource.key)
    return [
        table[place]
        for place in sorted(table)
        if place[0] == namespace and wanted.matches(table[place]["metadata"].get("labels"))
    ]
