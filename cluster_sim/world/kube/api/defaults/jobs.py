"""Defaults of a Job and of a Job template (pkg/apis/batch/v1/defaults.go)."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.defaults.filling import Fields, each, filled, with_field
from cluster_sim.world.kube.api.defaults.pod_spec import default_template

_BACKOFF_LIMIT: Final = 6
# With a limit for each index there is in effect none for the whole.
_NO_LIMIT: Final = 2**31 - 1


def default_job(job: Fields) -> Fields:
    """The Job with its defaults."""
    return {**job, "spec": default_job_spec(job.get("spec") or {})}


def default_job_spec(spec: Fields) -> Fields:
    """What is asked of a Job, filled in."""
    spec = {**spec, "template": default_template(spec.get("template") or {})}
    if spec.get("completions") is None and spec.get("parallelism") is None:
        spec["completions"] = 1
    each_has_its_own = spec.get("backoffLimitPerIndex") is not None
    given_policy = spec.get("podFailurePolicy") is not None
    spec = filled(
        spec,
        {
            "parallelism": 1,
            "backoffLimit": _NO_LIMIT if each_has_its_own else _BACKOFF_LIMIT,
            "completionMode": "NonIndexed",
            "suspend": False,
            "manualSelector": False,
            "podReplacementPolicy": "Failed" if given_policy else "TerminatingOrFailed",
        },
    )
    return with_field(spec, "podFailurePolicy", _default_policy)


def _default_policy(policy: Fields) -> Fields:
    return with_field(policy, "rules", lambda rules: each(rules, _default_rule))


def _default_rule(rule: Fields) -> Fields:
    return with_field(rule, "onPodConditions", lambda found: each(found, _default_pattern))


def _default_pattern(pattern: Fields) -> Fields:
    return filled(pattern, {"status": "True"})
