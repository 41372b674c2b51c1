"""``kubectl describe persistentvolumeclaim``."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.ages import since
from cluster_sim.world.kube.api.tables.volumes import storage_class
from cluster_sim.world.shell.kubectl.describe.claims import write_request
from cluster_sim.world.shell.kubectl.describe.conditions import write_heartbeats
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.lists import write_lines
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a PersistentVolumeClaim, with the pods that use it."""
    metadata, status = obj["metadata"], obj.get("status") or {}
    w.field(0, "Name", metadata["name"])
    w.field(0, "Namespace", metadata.get("namespace", ""))
    w.field(0, "StorageClass", storage_class(obj))
    deleted = metadata.get("deletionTimestamp")
    lasts = f"Terminating (lasts {since(deleted, on.now)})" if deleted else ""
    w.field(0, "Status", lasts or status.get("phase", ""))
    write_request(w, obj, full=True)
    write_lines(w, "Used By", sorted(pod["metadata"]["name"] for pod in _users(obj, on)))
    write_heartbeats(w, status.get("conditions"), "lastProbeTime", "LastProbeTime")
    write_events(w, obj, on)


def _users(obj: Object, on: Context) -> list[Object]:
    """The pods that mount the claim, or that it was made for."""
    name = obj["metadata"]["name"]
    owners = obj["metadata"].get("ownerReferences") or []
    made_for = [owner["uid"] for owner in owners if owner["kind"] == "Pod"]
    return [
        pod
        for pod in on.items("pods", obj["metadata"].get("namespace"))
        if _mounts(pod, name) or pod["metadata"].get("uid") in made_for
    ]


def _mounts(pod: Object, claim: str) -> bool:
    volumes = pod["spec"].get("volumes") or []
    return any(
        (each.get("persistentVolumeClaim") or {}).get("claimName") == claim for each in volumes
    )
