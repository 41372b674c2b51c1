"""NodeMetrics: what a node used of late, as the metrics server tells it."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import nodemetrics as table

RESOURCE = Resource(
    group="metrics.k8s.io",
    version="v1beta1",
    kind="NodeMetrics",
    plural="nodes",
    singular="",
    namespaced=False,
    columns=table.COLUMNS,
    row=table.row,
    measured=True,
)
