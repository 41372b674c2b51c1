"""The order of what is built: what others need comes first (kustomize's legacy order)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cluster_sim.world.shell.kubectl.kustomize.item import Item

_FIRST: Final = (
    *("Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount"),
    *("PodSecurityPolicy", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"),
    *("ConfigMap", "Secret", "Endpoints", "Service", "LimitRange", "PriorityClass"),
    *("PersistentVolume", "PersistentVolumeClaim", "Deployment", "StatefulSet", "CronJob"),
    "PodDisruptionBudget",
)
_LAST: Final = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")


def sorted_items(items: Sequence[Item]) -> list[Item]:
    """By kind, then by group, version and name."""
    return sorted(items, key=_place)


def _place(item: Item) -> tuple[int, str, str, str]:
    group, _, version = item.obj.get("apiVersion", "").rpartition("/")
    rank = len(_FIRST)
    if item.kind in _FIRST:
        rank = _FIRST.index(item.kind)
    elif item.kind in _LAST:
        rank += 1 + _LAST.index(item.kind)
    return rank, f"{group or '~G'}_{version}_{item.kind}", item.meta.get("namespace", ""), item.name
