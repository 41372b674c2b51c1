"""``kubectl describe endpointslice``."""

from __future__ import annotations

from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of an EndpointSlice."""
    write_identity(w, obj)
    w.field(0, "AddressType", obj.get("addressType", ""))
    _write_ports(w, obj.get("ports") or [])
    endpoints = obj.get("endpoints") or []
    w.line(0, "Endpoints:" if endpoints else "Endpoints: <none>")
    for endpoint in endpoints:
        _write_endpoint(w, endpoint)
    write_events(w, obj, on)


def _write_ports(w: Writer, ports: list[Object]) -> None:
    if not ports:
        w.line(0, "Ports: <unset>")
        return
    w.line(0, "Ports:")
    w.line(1, "Name\tPort\tProtocol")
    w.line(1, "----\t----\t--------")
    for port in ports:
        number = port.get("port")
        text = "<unset>" if number is None else number
        w.line(1, f"{port.get('name') or '<unset>'}\t{text}\t{port.get('protocol', '')}")


def _write_endpoint(w: Writer, endpoint: Object) -> None:
    w.field(1, "- Addresses", ", ".join(endpoint.get("addresses") or []) or "<none>")
    w.line(2, "Conditions:")
    w.field(3, "Ready", _or_unset((endpoint.get("conditions") or {}).get("ready")))
    w.field(2, "Hostname", _or_unset(endpoint.get("hostname")))
    target = endpoint.get("targetRef")
    if target is not None:
        w.field(2, "TargetRef", f"{target.get('kind', '')}/{target.get('name', '')}")
    w.field(2, "NodeName", _or_unset(endpoint.get("nodeName")))
    w.field(2, "Zone", _or_unset(endpoint.get("zone")))


def _or_unset(value: str | bool | None) -> str:
    return "<unset>" if value is None else shown(value)
