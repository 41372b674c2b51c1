"""Jobs, and the Job templates of CronJobs (pkg/apis/batch/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import domain_names, names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    IMMUTABLE,
    Faults,
    all_invalid,
    immutable,
    invalid,
    not_supported,
    required,
    too_long,
)
from cluster_sim.world.kube.api.validation.job_policies import (
    validate_failure_policy,
    validate_success_policy,
)
from cluster_sim.world.kube.api.validation.label_selectors import (
    compiled,
    selector_text,
    validate_label_selector,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    non_negative,
    validate_meta,
    validate_meta_update,
)
from cluster_sim.world.kube.api.validation.pod_spec import validate_template
from cluster_sim.world.kube.api.validation.template_text import template_text

Spec = dict[str, Any]

_NUMBERS: Final = (
    *("parallelism", "completions", "activeDeadlineSeconds", "backoffLimit"),
    *("ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes"),
)
_MODES: Final = ("Indexed", "NonIndexed")
_MOST_MANAGER: Final = 63
_MOST_PARALLEL_INDEXES: Final = 100_000
_MOST_WITHOUT_BOUND: Final = 100_000
_MOST_FAILED_OF_MANY: Final = 10_000
_GENERATED: Final = (
    ("controller-uid", "uid"),
    ("job-name", "name"),
    ("batch.kubernetes.io/controller-uid", "uid"),
    ("batch.kubernetes.io/job-name", "name"),
)
_FIXED: Final = (
    "completionMode",
    "podFailurePolicy",
    "backoffLimitPerIndex",
    "managedBy",
    "successPolicy",
)
# What may still change in the template of a Job that is suspended and never started.
_MOVABLE: Final = ("affinity", "nodeSelector", "tolerations", "schedulingGates")


def validate_job(job: Object) -> Faults:
    """The faults of a new Job."""
    faults = validate_meta(job, True, names.dns1123_subdomain)
    spec = job.get("spec") or {}
    faults += _validate_generated(job) + _validate_whole_spec(spec)
    if spec.get("completionMode") == "Indexed" and (spec.get("completions") or 0) > 0:
        name = (job.get("metadata") or {}).get("name") or ""
        last = f"{name}-{spec['completions'] - 1}"
        if names.dns1123_label(last):
            detail = f"will not able to create pod with invalid DNS label: {last}"
            faults.append(invalid("metadata.name", name, detail))
    return faults


def validate_job_update(old: Object, new: Object) -> Faults:
    """The faults of a changed Job: how much work, but not which, may change."""
    before, after = old.get("spec") or {}, new.get("spec") or {}
    faults = validate_meta_update(old, new) + _validate_whole_spec(after)
    faults += _same_completions(before, after)
    if before.get("selector") != after.get("selector"):
        faults.append(invalid("spec.selector", selector_text(after.get("selector")), IMMUTABLE))
    faults += _same_template(old, after)
    for field in _FIXED:
        faults += immutable(f"spec.{field}", after.get(field), before.get(field))
    return faults


def _validate_generated(job: Object) -> Faults:
    """A selector that was not asked for by hand is the one that the server made."""
    spec, meta = job.get("spec") or {}, job.get("metadata") or {}
    if spec.get("manualSelector") or spec.get("selector") is None:
        return []
    given = ((spec.get("template") or {}).get("metadata") or {}).get("labels") or {}
    faults: Faults = []
    expected: dict[str, str] = {}
    for key, source in _GENERATED:
        expected[key] = str(meta.get(source, ""))
        detail = f"must be '{expected[key]}'"
        if key not in given:
            faults.append(required(f"spec.template.metadata.labels[{key}]", detail))
        elif given[key] != expected[key]:
            faults.append(invalid(f"spec.template.metadata.labels[{key}]", given, detail))
    selector = compiled(spec["selector"])
    if selector is not None and not selector.matches(expected):
        shown = selector_text(spec["selector"])
        faults.append(invalid("spec.selector", shown, "`selector` not auto-generated"))
    return faults


def _validate_whole_spec(spec: Spec) -> Faults:
    faults = validate_job_spec(spec, "spec")
    selector = spec.get("selector")
    if selector is None:
        faults.append(required("spec.selector"))
        return faults
    faults += validate_label_selector(selector, "spec.selector")
    compact, template = compiled(selector), spec.get("template") or {}
    given = (template.get("metadata") or {}).get("labels")
    if compact is not None and not compact.matches(given):
        detail = "`selector` does not match template `labels`"
        faults.append(invalid("spec.template.metadata.labels", given, detail))
    return faults


def validate_job_spec(spec: Spec, path: str) -> Faults:
    """The faults of what is asked of a Job, but for its selector."""
    faults: Faults = []
    for field in _NUMBERS:
        faults += non_negative(spec.get(field), f"{path}.{field}")
    if spec.get("maxFailedIndexes") is not None and spec.get("backoffLimitPerIndex") is None:
        detail = "when maxFailedIndexes is specified"
        faults.append(required(f"{path}.backoffLimitPerIndex", detail))
    faults += _validate_manager(spec.get("managedBy"), f"{path}.managedBy")
    faults += _validate_mode(spec, path)
    if spec.get("podFailurePolicy") is not None:
        faults += validate_failure_policy(spec, f"{path}.podFailurePolicy")
    if spec.get("successPolicy") is not None:
        faults += validate_success_policy(spec, f"{path}.successPolicy")
    faults += _validate_replacement(spec, f"{path}.podReplacementPolicy")
    faults += validate_template(spec.get("template") or {}, f"{path}.template")
    return faults + _validate_restarts(spec, f"{path}.template.spec.restartPolicy")


def _validate_manager(manager: str | None, path: str) -> Faults:
    if manager is None:
        return []
    faults = all_invalid(path, manager, domain_names.domain_prefixed_path(manager))
    if len(manager) > _MOST_MANAGER:
        faults.append(too_long(path, _MOST_MANAGER))
    return faults


def _validate_mode(spec: Spec, path: str) -> Faults:
    mode = spec.get("completionMode")
    if mode == "Indexed":
        return _validate_indexed(spec, path)
    faults: Faults = []
    if mode not in (None, "NonIndexed"):
        faults.append(not_supported(f"{path}.completionMode", mode, _MODES))
    for field in ("backoffLimitPerIndex", "maxFailedIndexes"):
        if mode in (None, "NonIndexed") and spec.get(field) is not None:
            detail = "requires indexed completion mode"
            faults.append(invalid(f"{path}.{field}", spec[field], detail))
    return faults


def _validate_indexed(spec: Spec, path: str) -> Faults:
    completions, parallelism = spec.get("completions"), spec.get("parallelism")
    if completions is None:
        return [required(f"{path}.completions", "when completion mode is Indexed")]
    faults: Faults = []
    if parallelism is not None and parallelism > _MOST_PARALLEL_INDEXES:
        detail = (
            f"must be less than or equal to {_MOST_PARALLEL_INDEXES} "
            "when completion mode is Indexed"
        )
        faults.append(invalid(f"{path}.parallelism", parallelism, detail))
    most, here = spec.get("maxFailedIndexes"), f"{path}.maxFailedIndexes"
    if most is not None and most > completions:
        faults.append(invalid(here, most, "must be less than or equal to completions"))
    if spec.get("backoffLimitPerIndex") is not None and completions > _MOST_WITHOUT_BOUND:
        if most is None:
            detail = f"must be specified when completions is above {_MOST_WITHOUT_BOUND}"
            faults.append(required(here, detail))
        elif most > _MOST_FAILED_OF_MANY:
            detail = (
                f"must be less than or equal to {_MOST_FAILED_OF_MANY} "
                f"when completions are above {_MOST_WITHOUT_BOUND}"
            )
            faults.append(invalid(here, most, detail))
    return faults


def _validate_replacement(spec: Spec, path: str) -> Faults:
    policy = spec.get("podReplacementPolicy")
    if policy is None:
        return []
    only_failed = spec.get("podFailurePolicy") is not None
    allowed = ("Failed",) if only_failed else ("Failed", "TerminatingOrFailed")
    return [] if policy in allowed else [not_supported(path, policy, allowed)]


def _validate_restarts(spec: Spec, path: str) -> Faults:
    policy = ((spec.get("template") or {}).get("spec") or {}).get("restartPolicy", "")
    if policy in ("", "Always"):
        return [required(path, 'valid values: "OnFailure", "Never"')]
    if policy not in ("OnFailure", "Never"):
        return [not_supported(path, policy, ("OnFailure", "Never"))]
    if spec.get("podFailurePolicy") is not None and policy != "Never":
        detail = 'only "Never" is supported when podFailurePolicy is specified'
        return [invalid(path, policy, detail)]
    return []


def _same_completions(before: Spec, after: Spec) -> Faults:
    """Only an Indexed Job may change them, together with its parallelism."""
    wanted = after.get("completions")
    if before.get("completions") == wanted:
        return []
    if after.get("completionMode") != "Indexed" or wanted is None:
        return [invalid("spec.completions", wanted, IMMUTABLE)]
    if wanted != after.get("parallelism"):
        detail = "can only be modified in tandem with spec.parallelism"
        return [invalid("spec.completions", wanted, detail)]
    return []


def _same_template(old: Object, after: Spec) -> Faults:
    before, now = (spec.get("template") or {} for spec in (old.get("spec") or {}, after))
    if before == now:
        return []
    if _never_started(old) and _fixed_part(before) == _fixed_part(now):
        return []
    return [invalid("spec.template", template_text(now), IMMUTABLE)]


def _never_started(job: Object) -> bool:
    return bool(job["spec"].get("suspend")) and not (job.get("status") or {}).get("startTime")


def _fixed_part(template: Spec) -> Any:
    """The template without what may change before a suspended Job begins: where its pods may
    run, what they ask for, and their labels and annotations."""
    spec = {
        key: value for key, value in (template.get("spec") or {}).items() if key not in _MOVABLE
    }
    for field in ("initContainers", "containers"):
        spec[field] = [{**each, "resources": {}} for each in spec.get(field) or ()]
    meta = template.get("metadata") or {}
    kept = {key: value for key, value in meta.items() if key not in ("labels", "annotations")}
    return {"metadata": kept, "spec": spec}
