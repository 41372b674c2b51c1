"""How ``kubectl get services`` shows a Service (printService)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age
from cluster_sim.world.kube.api.tables.load_balancers import ingress_points

COLUMNS = (
    Column("Name"),
    Column("Type"),
    Column("Cluster-IP"),
    Column("External-IP"),
    Column("Port(s)"),
    Column("Age"),
    Column("Selector", wide=True),
)


def row(obj: Object, now: int, wide: bool = True) -> list[Any]:
    """The cells of one Service; ``now`` in Unix microseconds.

    The API server always answers the wide form; the narrow one clips a load balancer's
    addresses to 16 characters.
    """
    spec = obj.get("spec", {})
    ips = spec.get("clusterIPs") or ["<none>"]
    return [
        obj["metadata"]["name"],
        spec.get("type", ""),
        ips[0],
        external_ip(obj, wide),
        ",".join(_port(port) for port in spec.get("ports") or []) or "<none>",
        age(obj, now),
        labels.format_set(spec.get("selector")),
    ]


def external_ip(obj: Object, wide: bool = True) -> str:
    """Where the Service is reached from outside (getServiceExternalIP)."""
    spec = obj.get("spec", {})
    fixed = spec.get("externalIPs") or []
    kind = spec.get("type")
    if kind == "ExternalName":
        return str(spec.get("externalName", ""))
    if kind in ("ClusterIP", "NodePort"):
        return ",".join(fixed) or "<none>"
    if kind != "LoadBalancer":
        return "<unknown>"
    points = ingress_points(obj.get("status", {}), wide)
    return ",".join(([points] if points else []) + fixed) or "<pending>"


def _port(port: Object) -> str:
    node_port = f":{port['nodePort']}" if port.get("nodePort") else ""
    return f"{port['port']}{node_port}/{port.get('protocol', '')}"
