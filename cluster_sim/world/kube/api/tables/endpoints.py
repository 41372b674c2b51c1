"""How ``kubectl get endpoints`` shows an Endpoints object (printEndpoints)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Endpoints"),
    Column("Age"),
)


_SHOWN = 3


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one Endpoints object; ``now`` in Unix microseconds."""
    return [obj["metadata"]["name"], _addresses(obj.get("subsets") or []), age(obj, now)]


def _addresses(subsets: list[Object]) -> str:
    if not subsets:
        return "<none>"
    found = [text for subset in subsets for text in _of_subset(subset)]
    shown = ",".join(found[:_SHOWN])
    return f"{shown} + {len(found) - _SHOWN} more..." if len(found) > _SHOWN else shown


def _of_subset(subset: Object) -> list[str]:
    ips = [address["ip"] for address in subset.get("addresses") or []]
    ports = subset.get("ports") or []
    if not ports:
        return ips
    return [host_port(ip, port["port"]) for port in ports for ip in ips]


def host_port(ip: str, port: int | str) -> str:
    """``10.0.0.1:80``, ``[fd00::1]:80`` (net.JoinHostPort)."""
    return f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"
