"""Pods of workloads that must go on for ever (pkg/apis/apps/validation/validation.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.validation.field_errors import Faults, forbidden, not_supported


def validate_lasting(template: dict[str, Any], kind: str) -> Faults:
    """The faults of a pod template whose pods would end; ``kind`` is the workload's."""
    pod, here = template.get("spec") or {}, "spec.template.spec"
    faults: Faults = []
    policy = pod.get("restartPolicy", "")
    if policy != "Always":
        faults.append(not_supported(f"{here}.restartPolicy", policy, ("Always",)))
    if pod.get("activeDeadlineSeconds") is not None:
        detail = f"activeDeadlineSeconds in {kind} is not Supported"
        faults.append(forbidden(f"{here}.activeDeadlineSeconds", detail))
    return faults
