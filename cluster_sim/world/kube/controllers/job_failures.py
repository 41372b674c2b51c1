"""Which pods of a Job failed, and what its pod failure policy says to that.

pkg/controller/job/pod_failure_policy.go and the failure counts of indexed_job_utils.go
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.pod_state import phase_of

FAILURES: Final = "batch.kubernetes.io/job-index-failure-count"
IGNORED_FAILURES: Final = "batch.kubernetes.io/job-index-ignored-failure-count"


class Verdict(NamedTuple):
    """``message``: why the whole Job fails; ``counts``: whether the failure counts; ``action``
    of the first rule that matched, empty without one."""

    message: str | None
    counts: bool
    action: str


_COUNTED: Final = Verdict(None, True, "")


def replaces_only_failed(job: Object) -> bool:
    """Whether a pod that is going away is replaced only once it has come to its end."""
    spec = job["spec"]
    return spec.get("podReplacementPolicy") == "Failed" or "podFailurePolicy" in spec


def is_pod_failed(job: Object, pod: Object) -> bool:
    """Whether the pod counts as failed; one that is asked to go does, with the usual policy."""
    phase = phase_of(pod)
    if phase == "Failed":
        return True
    if replaces_only_failed(job):
        return False
    return is_terminating(pod) and phase != "Succeeded"


def verdict(job: Object, pod: Object) -> Verdict:
    """What the Job's pod failure policy says to a failed pod: the first rule that matches."""
    rules = (job["spec"].get("podFailurePolicy") or {}).get("rules") or ()
    for index, rule in enumerate(rules):
        reason = _match(rule, pod)
        if reason is None:
            continue
        action = rule["action"]
        if action == "FailJob":
            return Verdict(f"{reason} matching FailJob rule at index {index}", True, action)
        return Verdict(None, action != "Ignore", action)
    return _COUNTED


def failing_message(job: Object, pods: list[Object]) -> str | None:
    """Why the policy fails the whole Job, None when it does not."""
    if "podFailurePolicy" not in job["spec"]:
        return None
    found = (verdict(job, pod).message for pod in pods if is_pod_failed(job, pod))
    return next((message for message in found if message is not None), None)


def is_index_failed(job: Object, pod: Object) -> bool:
    """Whether the pod's failure uses up the retries of its index."""
    if not is_pod_failed(job, pod):
        return False
    said = verdict(job, pod)
    if said.action == "FailIndex":
        return True
    return said.counts and failure_count(pod) >= job["spec"]["backoffLimitPerIndex"]


def failure_count(pod: Object) -> int:
    """How often the pod's index had failed before it."""
    return _number(pod, FAILURES)


def all_failures(pod: Object) -> int:
    """The same, with the failures that the policy ignored."""
    return _number(pod, FAILURES) + _number(pod, IGNORED_FAILURES)


def inherited_counts(job: Object, replaced: Object | None) -> dict[str, str]:
    """The annotations by which a new pod of an index remembers the failures before it."""
    if replaced is None:
        return {FAILURES: "0"}
    counted, ignored = _number(replaced, FAILURES), _number(replaced, IGNORED_FAILURES)
    if verdict(job, replaced).counts:
        counted += 1
    else:
        ignored += 1
    kept = {IGNORED_FAILURES: str(ignored)} if ignored else {}
    return {FAILURES: str(counted), **kept}


def _number(pod: Object, annotation: str) -> int:
    text = (pod["metadata"].get("annotations") or {}).get(annotation, "0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _match(rule: dict[str, Any], pod: Object) -> str | None:
    where = f"{namespace_of(pod)}/{name_of(pod)}"
    wanted = rule.get("onExitCodes")
    if wanted is not None:
        ended = _ended_so(pod, wanted)
        if ended is None:
            return None
        code = ended["state"]["terminated"]["exitCode"]
        return f"Container {ended['name']} for pod {where} failed with exit code {code}"
    for present in (pod.get("status") or {}).get("conditions") or ():
        for pattern in rule.get("onPodConditions") or ():
            if (present["type"], present["status"]) == (pattern["type"], pattern["status"]):
                return f"Pod {where} has condition {present['type']}"
    return None


def _ended_so(pod: Object, wanted: dict[str, Any]) -> dict[str, Any] | None:
    """The first container that ended with one of the exit codes, main ones before init ones."""
    status = pod.get("status") or {}
    for field in ("containerStatuses", "initContainerStatuses"):
        for container in status.get(field) or ():
            ended = (container.get("state") or {}).get("terminated")
            if ended is None or ended.get("exitCode", 0) == 0:
                continue
            if wanted.get("containerName") not in (None, container["name"]):
                continue
            if (ended["exitCode"] in wanted["values"]) == (wanted["operator"] == "In"):
                return dict(container)
    return None
