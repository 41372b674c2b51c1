"""ServiceAccount: who a pod is, when it asks the API."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import serviceaccounts as table
from cluster_sim.world.kube.api.validation import service_accounts

RESOURCE = Resource(
    group="",
    version="v1",
    kind="ServiceAccount",
    plural="serviceaccounts",
    singular="serviceaccount",
    namespaced=True,
    short_names=("sa",),
    subresources=("token",),
    columns=table.COLUMNS,
    row=table.row,
    validate=service_accounts.validate_service_account,
    validate_update=service_accounts.validate_service_account_update,
)
