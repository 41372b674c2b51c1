"""Defaults of a Deployment (pkg/apis/apps/v1/defaults.go)."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.defaults.filling import Fields, filled
from cluster_sim.world.kube.api.defaults.pod_spec import with_template

_SPEC: Final[Fields] = {
    "progressDeadlineSeconds": 600,
    "replicas": 1,
    "revisionHistoryLimit": 10,
    "strategy": {},
}
_ROLLING: Final[Fields] = {"maxSurge": "25%", "maxUnavailable": "25%"}


def default_deployment(deployment: Fields) -> Fields:
    """The Deployment with its defaults."""
    given = deployment.get("spec") or {}
    spec = filled(given, _SPEC)
    strategy = _default_strategy(spec["strategy"])
    if strategy is not spec["strategy"]:
        spec = {**spec, "strategy": strategy}
    if spec is not given:
        deployment = {**deployment, "spec": spec}
    return with_template(deployment)


def _default_strategy(strategy: Fields) -> Fields:
    strategy = filled(strategy, {"type": "RollingUpdate"})
    if strategy["type"] != "RollingUpdate":
        return strategy
    given = strategy.get("rollingUpdate") or {}
    rolling = filled(given, _ROLLING)
    return strategy if rolling is given else {**strategy, "rollingUpdate": rolling}
