"""Job: pods that run to their end.

pkg/registry/batch/job/strategy.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.defaults.jobs import default_job
from cluster_sim.world.kube.api.pod_inert import pod_fields
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation, with_status
from cluster_sim.world.kube.api.tables import jobs as table
from cluster_sim.world.kube.api.validation import jobs as validation

JOB_NAME: Final = "batch.kubernetes.io/job-name"
CONTROLLER_UID: Final = "batch.kubernetes.io/controller-uid"
LEGACY_JOB_NAME, LEGACY_CONTROLLER_UID = "job-name", "controller-uid"


def _prepare_create(job: Object) -> Object:
    return with_status(first_generation(_with_labels(_with_selector(job))), {})


def _with_selector(job: Object) -> Object:
    """Labels and a selector that no other Job has, unless they were asked for by hand."""
    spec = job["spec"]
    if spec.get("manualSelector"):
        return job
    name, uid = job["metadata"]["name"], job["metadata"]["uid"]
    template = spec.get("template") or {}
    meta = template.get("metadata") or {}
    labels = {
        LEGACY_JOB_NAME: name,
        JOB_NAME: name,
        LEGACY_CONTROLLER_UID: uid,
        CONTROLLER_UID: uid,
        **(meta.get("labels") or {}),
    }
    selector = spec.get("selector") or {}
    chosen = {CONTROLLER_UID: uid, **(selector.get("matchLabels") or {})}
    return {
        **job,
        "spec": {
            **spec,
            "selector": {**selector, "matchLabels": chosen},
            "template": {**template, "metadata": {**meta, "labels": labels}},
        },
    }


def _with_labels(job: Object) -> Object:
    """A Job without labels bears those of its pods (SetDefaults_Job)."""
    labels: dict[str, Any] = (job["spec"]["template"].get("metadata") or {}).get("labels") or {}
    if job["metadata"].get("labels") or not labels:
        return job
    return {**job, "metadata": {**job["metadata"], "labels": labels}}


RESOURCE = Resource(
    group="batch",
    version="v1",
    kind="Job",
    plural="jobs",
    singular="job",
    namespaced=True,
    categories=("all",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_job,
    prepare_create=_prepare_create,
    prepare_update=counted_update,
    validate=validation.validate_job,
    validate_update=validation.validate_job_update,
    field_labels=("metadata.name", "metadata.namespace", "status.successful"),
    inert=pod_fields("spec.template.spec"),
)
