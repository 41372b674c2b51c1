"""Defaults of a ReplicationController (pkg/apis/core/v1/defaults.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, filled
from cluster_sim.world.kube.api.defaults.pod_spec import with_template


def default_controller(obj: Fields) -> Fields:
    """The ReplicationController with its defaults; its labels and selector are its template's."""
    given = obj.get("spec") or {}
    labels = ((given.get("template") or {}).get("metadata") or {}).get("labels")
    meta = obj.get("metadata") or {}
    if labels and not meta.get("labels"):
        obj = {**obj, "metadata": {**meta, "labels": labels}}
    spec = filled(given, {"replicas": 1, **({"selector": labels} if labels else {})})
    obj = obj if spec is given else {**obj, "spec": spec}
    return with_template(obj) if spec.get("template") is not None else obj
