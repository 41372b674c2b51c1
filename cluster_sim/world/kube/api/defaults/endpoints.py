"""Defaults of Endpoints (SetDefaults_Endpoints) and EndpointSlices (discovery/v1/defaults.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, filled, with_each


def default_endpoints(endpoints: Fields) -> Fields:
    """Endpoints whose ports have a protocol."""
    return with_each(
        endpoints, "subsets", lambda subset: with_each(subset, "ports", _with_protocol)
    )


def default_endpointslice(piece: Fields) -> Fields:
    """An EndpointSlice whose ports have a name and a protocol."""
    return with_each(piece, "ports", _default_port)


def _with_protocol(port: Fields) -> Fields:
    return filled(port, {"protocol": "TCP"})


def _default_port(port: Fields) -> Fields:
    port = port if port.get("name") is not None else {**port, "name": ""}
    return _with_protocol(port)
