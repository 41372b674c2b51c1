"""The containers of a pod template in the cells of what makes pods of it."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Column, Object

COLUMNS = (Column("Containers", wide=True), Column("Images", wide=True))


def cells(pod_spec: Object) -> list[str]:
    """What stands in ``COLUMNS``: ``app,proxy`` and ``nginx:1.27,envoy:v1``."""
    containers = pod_spec.get("containers") or []
    return [",".join(one.get(field, "") for one in containers) for field in ("name", "image")]
