"""The addresses of a load balancer in one table cell (loadBalancerStatusStringer)."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object

_NARROW = 16


def ingress_points(status: Object, wide: bool) -> str:
    """IPs (host names where there is no IP) sorted; a narrow cell is clipped to 16 characters."""
    points = (status.get("loadBalancer") or {}).get("ingress") or []
    found = {point.get("ip") or point.get("hostname") or "" for point in points}
    text = ",".join(sorted(found - {""}))
    return text if wide or len(text) <= _NARROW else text[: _NARROW - 3] + "..."
