"""ClusterRoleBinding: to whom a ClusterRole belongs everywhere."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.role_bindings import default_role_binding
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import rolebindings as table
from cluster_sim.world.kube.api.validation import role_bindings

RESOURCE = Resource(
    group="rbac.authorization.k8s.io",
    version="v1",
    kind="ClusterRoleBinding",
    plural="clusterrolebindings",
    singular="clusterrolebinding",
    namespaced=False,
    columns=table.COLUMNS,
    row=table.row,
    default=default_role_binding,
    validate=role_bindings.validate_cluster_role_binding,
    validate_update=role_bindings.validate_cluster_role_binding_update,
)
