"""``kubectl describe replicaset``, and replication controllers."""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.conditions import write_reasons
from cluster_sim.world.shell.kubectl.describe.context import Context, controlled_by
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_marks
from cluster_sim.world.shell.kubectl.describe.pod_template import write_pod_template
from cluster_sim.world.shell.kubectl.describe.pods_status import write_pods_status
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a ReplicaSet or a ReplicationController."""
    metadata, spec, status = obj["metadata"], obj["spec"], obj.get("status") or {}
    w.field(0, "Name", metadata["name"])
    w.field(0, "Namespace", metadata.get("namespace", ""))
    plain = obj["kind"] == "ReplicationController"
    shown = labels.format_set if plain else labels.format_object
    w.field(0, "Selector", shown(spec.get("selector")))
    write_marks(w, obj)
    if controlled_by(obj):
        w.field(0, "Controlled By", controlled_by(obj))
    wanted = spec.get("replicas", 0)
    w.field(0, "Replicas", f"{status.get('replicas', 0)} current / {wanted} desired")
    write_pods_status(w, on.pods_of(obj))
    write_pod_template(w, spec.get("template"))
    write_reasons(w, status.get("conditions"))
    write_events(w, obj, on)
