"""ClusterRole: what may be done anywhere, or in the namespaces where it is bound."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import roles as table
from cluster_sim.world.kube.api.validation import roles

RESOURCE = Resource(
    group="rbac.authorization.k8s.io",
    version="v1",
    kind="ClusterRole",
    plural="clusterroles",
    singular="clusterrole",
    namespaced=False,
    columns=table.COLUMNS,
    row=table.row,
    validate=roles.validate_cluster_role,
    validate_update=roles.validate_cluster_role_update,
)
