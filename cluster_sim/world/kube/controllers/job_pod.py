"""The pod that a Job makes: its template, tracked, and with its index if it has one.

pkg/controller/job/job_controller.go (manageJob) and indexed_job_utils.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.meta import controller_reference, name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.job_failures import inherited_counts
from cluster_sim.world.kube.controllers.job_indexes import INDEX, UNKNOWN
from cluster_sim.world.kube.controllers.job_round import TRACKING, Round

# What generateName keeps of a long name (apiserver/pkg/storage/names).
_LONGEST_PREFIX: Final = 58
_VARIABLE: Final = {
    "name": "JOB_COMPLETION_INDEX",
    "valueFrom": {"fieldRef": {"fieldPath": f"metadata.labels['{INDEX}']"}},
}


def pod_of(seen: Round, index: int) -> Object:
    """The next pod of the Job; ``index`` is the part of the work that it takes, or UNKNOWN."""
    template, name = seen.spec["template"], name_of(seen.job)
    given = template.get("metadata") or {}
    meta = {key: given[key] for key in ("labels", "annotations") if key in given}
    finalizers = [each for each in given.get("finalizers") or () if each != TRACKING]
    meta["finalizers"] = [*finalizers, TRACKING]
    meta["generateName"] = f"{name}-"
    meta["ownerReferences"] = [controller_reference(seen.job)]
    spec = template["spec"]
    if index != UNKNOWN:
        meta, spec = _with_index(seen, meta, spec, index)
    return {"metadata": meta, "spec": spec}


def _with_index(
    seen: Round, meta: dict[str, Any], spec: dict[str, Any], index: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    name, suffix = name_of(seen.job), f"-{index}-"
    counts = inherited_counts(seen.job, seen.delayed.get(index)) if seen.per_index else {}
    meta = {
        **meta,
        "generateName": name[: _LONGEST_PREFIX - len(suffix)] + suffix,
        "annotations": {**(meta.get("annotations") or {}), INDEX: str(index), **counts},
        "labels": {**(meta.get("labels") or {}), INDEX: str(index)},
    }
    spec = {**spec, "hostname": f"{name}-{index}"}
    for field in ("initContainers", "containers"):
        if spec.get(field):
            spec[field] = [_with_variable(container) for container in spec[field]]
    return meta, spec


def _with_variable(container: dict[str, Any]) -> dict[str, Any]:
    present = container.get("env") or []
    if any(variable["name"] == _VARIABLE["name"] for variable in present):
        return container
    return {**container, "env": [*present, _VARIABLE]}
