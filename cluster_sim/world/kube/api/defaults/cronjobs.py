"""Defaults of a CronJob (pkg/apis/batch/v1/defaults.go)."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.defaults.filling import Fields, filled
from cluster_sim.world.kube.api.defaults.pod_spec import default_template

_DEFAULTS: Final[Fields] = {
    "concurrencyPolicy": "Allow",
    "suspend": False,
    "successfulJobsHistoryLimit": 3,
    "failedJobsHistoryLimit": 1,
}


def default_cronjob(cronjob: Fields) -> Fields:
    """The CronJob with its defaults; those of its Jobs come when they are made."""
    spec = filled(cronjob.get("spec") or {}, _DEFAULTS)
    template = spec.get("jobTemplate") or {}
    job = template.get("spec") or {}
    job = {**job, "template": default_template(job.get("template") or {})}
    template = {"metadata": {}, **template, "spec": job}
    return {**cronjob, "spec": {**spec, "jobTemplate": template}}
