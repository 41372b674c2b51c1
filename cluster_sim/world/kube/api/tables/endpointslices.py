"""How ``kubectl get endpointslices`` shows an EndpointSlice (printEndpointSlice)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("AddressType"),
    Column("Ports"),
    Column("Endpoints"),
    Column("Age"),
)


_SHOWN = 3


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one EndpointSlice; ``now`` in Unix microseconds."""
    ports = [_port(port) for port in obj.get("ports") or []]
    addresses = [
        address
        for endpoint in obj.get("endpoints") or []
        for address in endpoint.get("addresses") or []
    ]
    return [
        obj["metadata"]["name"],
        obj.get("addressType", ""),
        _some(ports),
        _some(addresses),
        age(obj, now),
    ]


def _port(port: Object) -> str:
    if port.get("port") is not None:
        return str(port["port"])
    return "*" if port.get("name") is None else str(port["name"])


def _some(texts: list[str]) -> str:
    shown = ",".join(texts[:_SHOWN])
    if len(texts) > _SHOWN:
        return f"{shown} + {len(texts) - _SHOWN} more..."
    return shown or "<unset>"
