"""The ready endpoints of a Service in one line (formatEndpointSlices)."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.endpoints import host_port

_SHOWN = 3


def endpoint_text(slices: list[Object], port_name: str) -> str:
    """``10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 2 more...``: those of the named port."""
    if not slices:
        return "<none>"
    found: list[str] = []
    more = False
    for each in slices:
        for text, ready in _endpoints(each, port_name):
            # An endpoint that is not ready is enough to end the list, as in kubectl.
            more = more or len(found) >= _SHOWN
            if ready:
                found.append(text)
    shown = ",".join(found[:_SHOWN])
    return f"{shown} + {len(found) - _SHOWN} more..." if more else shown


def _endpoints(each: Object, port_name: str) -> list[tuple[str, bool]]:
    endpoints = [
        (one["addresses"][0], (one.get("conditions") or {}).get("ready") is not False)
        for one in each.get("endpoints") or []
    ]
    ports = each.get("ports") or []
    if not ports:
        return endpoints
    return [
        (host_port(address, port["port"]), ready)
        for port in ports
        if (port.get("name") or "") == port_name
        for address, ready in endpoints
    ]
