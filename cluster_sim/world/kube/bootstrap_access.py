"""The roles and bindings that a cluster holds from its first moment.

pkg/registry/rbac/rest/storage_rbac.go (PostStartHook) writes the API server's own, kubeadm its own.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.authorization import bindings
from cluster_sim.world.kube.api.authorization.bootstrap_bindings import (
    BINDINGS,
    CLUSTER_BINDINGS,
    subjects,
)
from cluster_sim.world.kube.api.authorization.bootstrap_controller_roles import (
    CONTROLLER_ROLES,
    PREFIX,
)
from cluster_sim.world.kube.api.authorization.bootstrap_namespaced_roles import ROLES
from cluster_sim.world.kube.api.authorization.bootstrap_roles import (
    AGGREGATED_TO,
    AGGREGATING,
    CLUSTER_ROLES,
)
from cluster_sim.world.kube.api.authorization.rules import Rule
from cluster_sim.world.kube.client import Client

_LABELS = {"kubernetes.io/bootstrapping": "rbac-defaults"}
_ANNOTATIONS = {"rbac.authorization.kubernetes.io/autoupdate": "true"}
_AGGREGATE = "rbac.authorization.k8s.io/aggregate-to-"
# What the add-ons of kubeadm brought, the API server does not look after.
_OTHERS = ("kubeadm:", "system:coredns", "kube-proxy")


def create_access(client: Client) -> None:
    """Write the ClusterRoles, the Roles, and who has them."""
    for name in AGGREGATING:
        client.create(bindings.CLUSTER_ROLES, "", _aggregating(name))
    for name, rules in CLUSTER_ROLES.items():
        client.create(bindings.CLUSTER_ROLES, "", _role(name, rules))
    for name, rules in CONTROLLER_ROLES.items():
        client.create(bindings.CLUSTER_ROLES, "", _role(f"{PREFIX}{name}", rules))
    for namespace, found in ROLES.items():
        for name, rules in found.items():
            client.create(bindings.ROLES, namespace, _role(name, rules))
    _create_bindings(client)


def _create_bindings(client: Client) -> None:
    for name, (role, whom) in CLUSTER_BINDINGS.items():
        made = _binding(name, "ClusterRole", role or name, whom)
        client.create(bindings.CLUSTER_ROLE_BINDINGS, "", made)
    for name in CONTROLLER_ROLES:
        full, whom = f"{PREFIX}{name}", (f"ServiceAccount kube-system/{name}",)
        made = _binding(full, "ClusterRole", full, whom)
        client.create(bindings.CLUSTER_ROLE_BINDINGS, "", made)
    for namespace, found in BINDINGS.items():
        for name, (role, whom) in found.items():
            made = _binding(name, "Role", role or name, whom)
            client.create(bindings.ROLE_BINDINGS, namespace, made)


def _meta(name: str) -> dict[str, Any]:
    if name.startswith(_OTHERS):
        return {"name": name}
    labels = dict(_LABELS)
    if name in AGGREGATED_TO:
        labels[_AGGREGATE + AGGREGATED_TO[name]] = "true"
    return {"name": name, "labels": labels, "annotations": _ANNOTATIONS}


def _role(name: str, rules: list[Rule]) -> dict[str, Any]:
    return {"metadata": _meta(name), "rules": rules}


def _aggregating(name: str) -> dict[str, Any]:
    selector = {"matchLabels": {_AGGREGATE + name: "true"}}
    aggregation = {"clusterRoleSelectors": [selector]}
    return {"metadata": _meta(name), "aggregationRule": aggregation, "rules": None}


def _binding(name: str, kind: str, role: str, whom: tuple[str, ...]) -> dict[str, Any]:
    reference = {"apiGroup": bindings.GROUP, "kind": kind, "name": role}
    made: dict[str, Any] = {"metadata": _meta(name), "roleRef": reference}
    # An aggregated role's label says nothing about a binding of the same name.
    made["metadata"].get("labels", {}).pop(_AGGREGATE + AGGREGATED_TO.get(name, ""), None)
    return {**made, "subjects": subjects(whom)} if whom else made
