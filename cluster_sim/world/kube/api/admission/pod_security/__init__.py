"""PodSecurity: the levels that a namespace's labels ask of its pods.

k8s.io/pod-security-admission/admission/admission.go, with the defaults of the real plugin:
privileged, latest, no exemptions. What is only to be audited has no effect that could be seen,
for the simulated server keeps no audit log.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.admission.pod_security import namespaces
from cluster_sim.world.kube.api.admission.pod_security.evaluator import evaluate
from cluster_sim.world.kube.api.admission.pod_security.policy import (
    PRIVILEGED,
    LevelVersion,
    Policy,
    policy_of,
)
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource

_TEMPLATES = {
    "cronjobs.batch": ("spec", "jobTemplate", "spec", "template"),
    "podtemplates": ("template",),
    **dict.fromkeys(
        (
            *("replicationcontrollers", "deployments.apps", "replicasets.apps"),
            *("statefulsets.apps", "daemonsets.apps", "jobs.batch"),
        ),
        ("spec", "template"),
    ),
}
_POD_SUBRESOURCES = ("", "ephemeralcontainers", "resize")


def check_create(call: Call, resource: Resource, obj: Object) -> None:
    """Forbidden for a pod that its namespace does not want; a warning for its controllers."""
    if resource.key == "namespaces":
        namespaces.check_labels(obj)
    elif resource.key == "pods":
        _check_pod(call, resource, obj)
    elif resource.key in _TEMPLATES:
        _warn_of_template(call, resource, obj)


def check_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str
) -> None:
    """The same for a changed pod or controller; a warning for a namespace that asks for more."""
    if resource.key == "pods":
        if subresource in _POD_SUBRESOURCES and _is_significant(old, new):
            _check_pod(call, resource, new)
    elif subresource:
        return
    elif resource.key == "namespaces":
        namespaces.check_update(call, old, new)
    elif resource.key in _TEMPLATES:
        _warn_of_template(call, resource, new)


def _policy(call: Call, obj: Object) -> Policy:
    namespace = call.world.store.get("namespaces", "", namespace_of(obj))
    return policy_of((namespace or {"metadata": {}})["metadata"].get("labels"))[0]


def _check_pod(call: Call, resource: Resource, pod: Object) -> None:
    policy = _policy(call, pod)
    problem = _told(policy.enforce, pod)
    if problem:
        raise errors.forbidden("", resource.plural, name_of(pod), f"violates {problem}")
    _warn(call, policy.warn, pod)


def _warn_of_template(call: Call, resource: Resource, obj: Object) -> None:
    policy = _policy(call, obj)
    template: Any = obj
    for field in _TEMPLATES[resource.key]:
        template = template.get(field) or {}
    if policy.warn.level != PRIVILEGED and template:
        _warn(call, policy.warn, template)


def _warn(call: Call, level_version: LevelVersion, pod: Object) -> None:
    problem = _told(level_version, pod)
    if problem:
        call.warn(f"would violate {problem}")


def _told(level_version: LevelVersion, pod: Object) -> str:
    """``PodSecurity "restricted:latest": …``, or nothing."""
    found = evaluate(level_version, pod.get("metadata") or {}, pod.get("spec") or {})
    listed = ", ".join(map(str, found))
    return f'PodSecurity "{level_version}": {listed}' if found else ""


def _is_significant(old: Object, new: Object) -> bool:
    """Whether images changed or containers came (isSignificantPodUpdate)."""
    fields = ("initContainers", "containers", "ephemeralContainers")
    return any(_images(old, field) != _images(new, field) for field in fields)


def _images(pod: Object, field: str) -> list[tuple[str, str]]:
    return [(each["name"], each.get("image", "")) for each in pod["spec"].get(field) or ()]
