"""The containers of a pod template in one table cell."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object


def names(pod_spec: Object) -> str:
    """``app,proxy``."""
    return ",".join(one.get("name", "") for one in pod_spec.get("containers") or [])


def images(pod_spec: Object) -> str:
    """``nginx:1.27,envoy:v1``."""
    return ",".join(one.get("image", "") for one in pod_spec.get("containers") or [])
