"""The table of ValidatingAdmissionPolicyBindings (printValidatingAdmissionPolicyBinding)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (Column("Name"), Column("PolicyName"), Column("ParamRef"), Column("Age"))


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one binding; ``now`` in Unix microseconds."""
    spec = obj.get("spec") or {}
    return [obj["metadata"]["name"], spec.get("policyName", ""), _params(spec), age(obj, now)]


def _params(spec: Object) -> str:
    ref = spec.get("paramRef")
    if not ref:
        return "<unset>"
    namespace = ref.get("namespace")
    if ref.get("name"):
        return f"{namespace}/{ref['name']}" if namespace else str(ref["name"])
    return "<selector>" if ref.get("selector") is not None else "<unset>"
