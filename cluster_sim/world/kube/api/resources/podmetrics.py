"""PodMetrics: what the containers of a pod used of late, as the metrics server tells it."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import podmetrics as table

RESOURCE = Resource(
    group="metrics.k8s.io",
    version="v1beta1",
    kind="PodMetrics",
    plural="pods",
    singular="",
    namespaced=True,
    columns=table.COLUMNS,
    row=table.row,
    measured=True,
)
