"""Defaults of a StatefulSet (pkg/apis/apps/v1/defaults.go)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cluster_sim.world.kube.api.defaults.filling import Fields, filled, with_each
from cluster_sim.world.kube.api.defaults.persistentvolumeclaims import default_claim
from cluster_sim.world.kube.api.defaults.pod_spec import with_template

_SPEC: Final[Fields] = {
    "persistentVolumeClaimRetentionPolicy": {},
    "podManagementPolicy": "OrderedReady",
    "replicas": 1,
    "revisionHistoryLimit": 10,
    "updateStrategy": {},
}
_RETENTION: Final[Fields] = {"whenDeleted": "Retain", "whenScaled": "Retain"}
_CLAIM: Final[Fields] = {"apiVersion": "v1", "kind": "PersistentVolumeClaim"}


def default_statefulset(stateful_set: Fields) -> Fields:
    """The StatefulSet with its defaults."""
    given = stateful_set.get("spec") or {}
    spec = _changed(filled(given, _SPEC), "updateStrategy", _strategy)
    spec = _changed(spec, "persistentVolumeClaimRetentionPolicy", _retention)
    if "ordinals" in spec:
        spec = _changed(spec, "ordinals", lambda ordinals: filled(ordinals, {"start": 0}))
    spec = with_each(spec, "volumeClaimTemplates", _claim_template)
    if "serviceName" not in spec:
        # No pointer in Go: without a name it is written as an empty text.
        spec = {**spec, "serviceName": ""}
    return with_template(stateful_set if spec is given else {**stateful_set, "spec": spec})


def _changed(spec: Fields, field: str, change: Callable[[Fields], Fields]) -> Fields:
    value = change(spec[field] or {})
    return spec if value is spec[field] else {**spec, field: value}


def _strategy(strategy: Fields) -> Fields:
    """A partition of 0 where nothing was said, or where a rolling update was spelled out."""
    if not strategy.get("type"):
        strategy = {"rollingUpdate": {}, **strategy, "type": "RollingUpdate"}
    rolling = strategy.get("rollingUpdate")
    if strategy["type"] != "RollingUpdate" or rolling is None:
        return strategy
    whole = filled(rolling, {"partition": 0})
    return strategy if whole is rolling else {**strategy, "rollingUpdate": whole}


def _retention(policy: Fields) -> Fields:
    return filled(policy, _RETENTION)


def _claim_template(claim: Fields) -> Fields:
    return default_claim(filled(claim, _CLAIM))
