"""Defaults of admission policies and webhooks (pkg/apis/admissionregistration/v1/defaults.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Object

_TIMEOUT_SECONDS = 10


def default_policy(obj: Object) -> Object:
    """A ValidatingAdmissionPolicy or MutatingAdmissionPolicy: it fails closed."""
    spec = {"failurePolicy": "Fail", **(obj.get("spec") or {})}
    if spec.get("matchConstraints") is not None:
        spec["matchConstraints"] = _match_resources(spec["matchConstraints"])
    return {**obj, "spec": spec}


def default_binding(obj: Object) -> Object:
    """A binding of such a policy."""
    spec = dict(obj.get("spec") or {})
    if spec.get("matchResources") is not None:
        spec["matchResources"] = _match_resources(spec["matchResources"])
    return {**obj, "spec": spec}


def default_webhooks(obj: Object) -> Object:
    """A ValidatingWebhookConfiguration."""
    hooks = [_webhook(each) for each in obj.get("webhooks") or ()]
    return {**obj, "webhooks": hooks} if hooks else obj


def default_mutating_webhooks(obj: Object) -> Object:
    """A MutatingWebhookConfiguration: no webhook is asked twice."""
    found = default_webhooks(obj)
    hooks = [{"reinvocationPolicy": "Never", **each} for each in found.get("webhooks") or ()]
    return {**found, "webhooks": hooks} if hooks else found


def _match_resources(resources: dict[str, Any]) -> dict[str, Any]:
    filled = {"matchPolicy": "Equivalent", **resources}
    filled.setdefault("namespaceSelector", {})
    filled.setdefault("objectSelector", {})
    for name in ("resourceRules", "excludeResourceRules"):
        if filled.get(name):
            filled[name] = [{"scope": "*", **rule} for rule in filled[name]]
    return filled


def _webhook(hook: dict[str, Any]) -> dict[str, Any]:
    filled = {"failurePolicy": "Fail", "matchPolicy": "Equivalent", **hook}
    filled.setdefault("namespaceSelector", {})
    filled.setdefault("objectSelector", {})
    filled.setdefault("timeoutSeconds", _TIMEOUT_SECONDS)
    if filled.get("rules"):
        filled["rules"] = [{"scope": "*", **rule} for rule in filled["rules"]]
    service = (filled.get("clientConfig") or {}).get("service")
    if service:
        config = {**filled["clientConfig"], "service": {"port": 443, **service}}
        filled["clientConfig"] = config
    return filled
