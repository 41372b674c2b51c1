"""Defaults of a DaemonSet (pkg/apis/apps/v1/defaults.go)."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.defaults.filling import Fields, filled
from cluster_sim.world.kube.api.defaults.pod_spec import with_template

_SPEC: Final[Fields] = {"revisionHistoryLimit": 10, "updateStrategy": {}}
_ROLLING: Final[Fields] = {"maxSurge": 0, "maxUnavailable": 1}


def default_daemonset(daemon_set: Fields) -> Fields:
    """The DaemonSet with its defaults."""
    given = daemon_set.get("spec") or {}
    spec = filled(given, _SPEC)
    strategy = _default_strategy(spec["updateStrategy"] or {})
    if strategy is not spec["updateStrategy"]:
        spec = {**spec, "updateStrategy": strategy}
    return with_template(daemon_set if spec is given else {**daemon_set, "spec": spec})


def _default_strategy(strategy: Fields) -> Fields:
    strategy = filled(strategy, {"type": "RollingUpdate"})
    if strategy["type"] != "RollingUpdate":
        return strategy
    given = strategy.get("rollingUpdate")
    rolling = filled(given or {}, _ROLLING)
    return strategy if rolling is given else {**strategy, "rollingUpdate": rolling}
