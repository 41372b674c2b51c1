"""Role: what may be done in its namespace."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import roles as table
from cluster_sim.world.kube.api.validation import roles

RESOURCE = Resource(
    group="rbac.authorization.k8s.io",
    version="v1",
    kind="Role",
    plural="roles",
    singular="role",
    namespaced=True,
    columns=table.COLUMNS,
    row=table.row,
    validate=roles.validate_role,
    validate_update=roles.validate_role_update,
)
