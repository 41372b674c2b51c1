"""Defaults of a ReplicaSet (pkg/apis/apps/v1/defaults.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, filled
from cluster_sim.world.kube.api.defaults.pod_spec import with_template


def default_replicaset(replicaset: Fields) -> Fields:
    """The ReplicaSet with its defaults."""
    given = replicaset.get("spec") or {}
    spec = filled(given, {"replicas": 1})
    return with_template(replicaset if spec is given else {**replicaset, "spec": spec})
