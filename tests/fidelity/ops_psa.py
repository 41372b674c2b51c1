"""Pods before the checks of Pod Security."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.kube.api.admission.pod_security.evaluator import evaluate
from cluster_sim.world.kube.api.admission.pod_security.policy import policy_of
from cluster_sim.world.kube.api.defaults.pods import default_pod


def check(asked: dict[str, Any]) -> dict[str, str]:
    """Whether a level of a version lets the pod in, and why not."""
    prefix = "pod-security.kubernetes.io/enforce"
    labels = {prefix: asked["level"], f"{prefix}-version": asked["version"]}
    # Admission sees a pod with its defaults: a volume without a source is an emptyDir.
    pod = default_pod(asked["object"])
    found = evaluate(policy_of(labels)[0].enforce, pod["metadata"], pod["spec"])
    detail = ", ".join(map(str, found))
    return {"result": "forbidden" if found else "allowed", "detail": detail}


OPS: dict[str, Callable[[Any], Any]] = {"psa.check": check}
