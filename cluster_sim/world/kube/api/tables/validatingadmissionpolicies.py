"""The table of ValidatingAdmissionPolicies (printValidatingAdmissionPolicy)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (Column("Name"), Column("Validations"), Column("ParamKind"), Column("Age"))


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one policy; ``now`` in Unix microseconds."""
    spec = obj.get("spec") or {}
    kind = spec.get("paramKind")
    shown = f"{kind.get('apiVersion', '')}/{kind.get('kind', '')}" if kind else "<unset>"
    return [obj["metadata"]["name"], len(spec.get("validations") or ()), shown, age(obj, now)]
