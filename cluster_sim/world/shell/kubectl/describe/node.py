"""``kubectl describe node``."""

from __future__ import annotations

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.nodes import roles
from cluster_sim.world.shell.kubectl.describe.conditions import write_heartbeats
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import events_about, write_found
from cluster_sim.world.shell.kubectl.describe.identity import write_marks
from cluster_sim.world.shell.kubectl.describe.lists import write_taints
from cluster_sim.world.shell.kubectl.describe.node_resources import write_allocated
from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_LEASES = ("leases.coordination.k8s.io", "kube-node-lease")
_INFO = (
    ("Machine ID", "machineID"),
    ("System UUID", "systemUUID"),
    ("Boot ID", "bootID"),
    ("Kernel Version", "kernelVersion"),
    ("OS Image", "osImage"),
    ("Operating System", "operatingSystem"),
    ("Architecture", "architecture"),
    ("Container Runtime Version", "containerRuntimeVersion"),
    ("Kubelet Version", "kubeletVersion"),
)


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a Node."""
    metadata, spec, status = obj["metadata"], obj.get("spec") or {}, obj.get("status") or {}
    w.field(0, "Name", metadata["name"])
    w.field(0, "Roles", ",".join(roles(obj)) or "<none>")
    write_marks(w, obj)
    w.field(0, "CreationTimestamp", rfc1123(metadata.get("creationTimestamp")))
    write_taints(w, spec.get("taints"))
    w.field(0, "Unschedulable", shown(bool(spec.get("unschedulable"))))
    _write_lease(w, metadata["name"], on)
    beats = status.get("conditions")
    write_heartbeats(w, beats, "lastHeartbeatTime", "LastHeartbeatTime")
    w.line(0, "Addresses:")
    for address in status.get("addresses") or []:
        w.field(1, address["type"], address["address"])
    _write_amounts(w, status)
    _write_info(w, status.get("nodeInfo") or {}, spec)
    write_allocated(w, obj, on)
    if on.show_events:
        _write_events(w, obj, on)


def _write_lease(w: Writer, name: str, on: Context) -> None:
    resource, namespace = _LEASES
    try:
        lease = on.client.get(resource, namespace, name)["spec"]
    except StatusError as error:
        w.field(0, "Lease", f"Failed to get lease: {error}")
        return
    w.line(0, "Lease:")
    w.field(1, "HolderIdentity", lease.get("holderIdentity") or "<unset>")
    for title, field in (("AcquireTime", "acquireTime"), ("RenewTime", "renewTime")):
        w.field(1, title, rfc1123(lease[field]) if lease.get(field) else "<unset>")


def _write_amounts(w: Writer, status: Object) -> None:
    for title in ("Capacity", "Allocatable"):
        amounts = status.get(title.lower()) or {}
        if amounts:
            w.line(0, f"{title}:")
        for name in sorted(amounts):
            w.field(1, name, quantity.canonical(amounts[name]))


def _write_info(w: Writer, info: Object, spec: Object) -> None:
    w.line(0, "System Info:")
    for title, field in _INFO:
        w.field(1, title, info.get(field, ""))
    if spec.get("podCIDR"):
        w.field(0, "PodCIDR", spec["podCIDR"])
    if spec.get("podCIDRs"):
        w.field(0, "PodCIDRs", ",".join(spec["podCIDRs"]))
    if spec.get("providerID"):
        w.field(0, "ProviderID", spec["providerID"])


def _write_events(w: Writer, obj: Object, on: Context) -> None:
    """Controllers note a node by its UID, the kubelet by its name."""
    name = obj["metadata"]["name"]
    by_uid = events_about(obj, on, kind="Node")
    by_name = events_about(obj, on, kind="Node", uid=name)
    write_found(w, by_uid + by_name, on.now)
