"""``kubectl describe endpoints``."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of an Endpoints object."""
    write_identity(w, obj)
    w.line(0, "Subsets:")
    for subset in obj.get("subsets") or []:
        _write_subset(w, subset)
        w.line(0, "")
    write_events(w, obj, on)


def _write_subset(w: Writer, subset: Object) -> None:
    for title, field in (("Addresses", "addresses"), ("NotReadyAddresses", "notReadyAddresses")):
        ips = ",".join(address["ip"] for address in subset.get(field) or [])
        w.field(1, title, ips or "<none>")
    if not subset.get("ports"):
        return
    w.line(1, "Ports:")
    w.line(2, "Name\tPort\tProtocol")
    w.line(2, "----\t----\t--------")
    for port in subset["ports"]:
        w.line(2, f"{port.get('name') or '<unset>'}\t{port['port']}\t{port.get('protocol', '')}")
