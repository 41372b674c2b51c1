"""CronJobs (pkg/apis/batch/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import cron, names, time_zones
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.jobs import validate_job_spec
from cluster_sim.world.kube.api.validation.label_selectors import selector_text
from cluster_sim.world.kube.api.validation.object_meta import (
    non_negative,
    validate_annotations,
    validate_labels,
    validate_meta,
    validate_meta_update,
)

Spec = dict[str, Any]

# The names of its Jobs are eleven characters longer: a hyphen and the minutes since 1970.
_LONGEST_NAME: Final = 52
_POLICIES: Final = ("Allow", "Forbid", "Replace")
_ZONE_IN_SCHEDULE: Final = "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"


def validate_cronjob(cronjob: Object) -> Faults:
    """The faults of a new CronJob."""
    faults = validate_meta(cronjob, True, names.dns1123_subdomain)
    faults += _validate_spec(cronjob.get("spec") or {}, None)
    name = (cronjob.get("metadata") or {}).get("name") or ""
    if len(name) > _LONGEST_NAME:
        detail = f"must be no more than {_LONGEST_NAME} characters"
        faults.append(invalid("metadata.name", name, detail))
    return faults


def validate_cronjob_update(old: Object, new: Object) -> Faults:
    """The faults of a changed CronJob."""
    faults = validate_meta_update(old, new)
    return faults + _validate_spec(new.get("spec") or {}, old.get("spec") or {})


def _validate_spec(spec: Spec, old: Spec | None) -> Faults:
    faults = _validate_schedule(spec, old)
    faults += non_negative(spec.get("startingDeadlineSeconds"), "spec.startingDeadlineSeconds")
    policy = spec.get("concurrencyPolicy", "")
    if policy not in _POLICIES:
        faults.append(not_supported("spec.concurrencyPolicy", policy, _POLICIES))
    faults += _validate_template(spec.get("jobTemplate") or {}, "spec.jobTemplate")
    for field in ("successfulJobsHistoryLimit", "failedJobsHistoryLimit"):
        faults += non_negative(spec.get(field), f"spec.{field}")
    return faults


def _validate_schedule(spec: Spec, old: Spec | None) -> Faults:
    schedule, zone = spec.get("schedule", ""), spec.get("timeZone")
    if not schedule:
        return [required("spec.schedule")]
    faults: Faults = []
    if "TZ" in schedule and (old is None or old.get("schedule") != schedule):
        faults.append(invalid("spec.schedule", schedule, _ZONE_IN_SCHEDULE))
    else:
        faults += _schedule_faults(schedule)
    if zone is not None and (old is None or old.get("timeZone") != zone):
        fault = time_zones.fault(zone)
        if fault:
            faults.append(invalid("spec.timeZone", zone, fault))
    return faults


def _schedule_faults(schedule: str) -> Faults:
    try:
        cron.parse(schedule)
    except cron.CronError as problem:
        return [invalid("spec.schedule", schedule, str(problem))]
    return []


def _validate_template(template: Spec, path: str) -> Faults:
    meta, spec = template.get("metadata") or {}, template.get("spec") or {}
    faults = validate_annotations(meta.get("annotations"), f"{path}.annotations")
    faults += validate_labels(meta.get("labels"), f"{path}.labels")
    faults += validate_job_spec(spec, f"{path}.spec")
    if spec.get("selector") is not None:
        detail = "`selector` will be auto-generated"
        shown = selector_text(spec["selector"])
        faults.append(invalid(f"{path}.spec.selector", shown, detail))
    if spec.get("manualSelector"):
        faults.append(not_supported(f"{path}.spec.manualSelector", True, ("nil", "false")))
    return faults
