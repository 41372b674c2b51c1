"""How ``kubectl get rolebindings`` (and clusterrolebindings) shows one (printRoleBinding)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Role"),
    Column("Age"),
    Column("Users", wide=True),
    Column("Groups", wide=True),
    Column("ServiceAccounts", wide=True),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one RoleBinding or ClusterRoleBinding; ``now`` in Unix microseconds."""
    role = obj.get("roleRef") or {}
    return [
        obj["metadata"]["name"],
        f"{role.get('kind', '')}/{role.get('name', '')}",
        age(obj, now),
        _subjects(obj, "User"),
        _subjects(obj, "Group"),
        _subjects(obj, "ServiceAccount"),
    ]


def _subjects(obj: Object, kind: str) -> str:
    found = [subject for subject in obj.get("subjects") or [] if subject.get("kind") == kind]
    if kind == "ServiceAccount":
        return ", ".join(f"{one.get('namespace', '')}/{one['name']}" for one in found)
    return ", ".join(one["name"] for one in found)
