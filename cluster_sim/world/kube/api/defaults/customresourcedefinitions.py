"""Defaults of CustomResourceDefinitions (pkg/apis/apiextensions/v1/defaults.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Object


def default_crd(obj: Object) -> Object:
    """Names that follow from others, and no conversion."""
    spec = dict(obj.get("spec") or {})
    spec["names"] = _names(spec.get("names") or {})
    spec.setdefault("conversion", {"strategy": "None"})
    webhook = spec["conversion"].get("webhook") or {}
    service = (webhook.get("clientConfig") or {}).get("service")
    if service and "port" not in service:
        config = {**webhook["clientConfig"], "service": {**service, "port": 443}}
        spec["conversion"] = {**spec["conversion"], "webhook": {**webhook, "clientConfig": config}}
    return {**obj, "spec": spec}


def _names(names: dict[str, Any]) -> dict[str, Any]:
    filled = dict(names)
    kind = names.get("kind") or ""
    if not names.get("singular") and kind:
        filled["singular"] = kind.lower()
    if not names.get("listKind") and kind:
        filled["listKind"] = f"{kind}List"
    return filled
