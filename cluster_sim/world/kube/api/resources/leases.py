"""Lease: who holds something, and how long ago he said so."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import leases as table
from cluster_sim.world.kube.api.validation import leases

RESOURCE = Resource(
    group="coordination.k8s.io",
    version="v1",
    kind="Lease",
    plural="leases",
    singular="lease",
    namespaced=True,
    columns=table.COLUMNS,
    row=table.row,
    validate=leases.validate_lease,
    validate_update=leases.validate_lease_update,
)
