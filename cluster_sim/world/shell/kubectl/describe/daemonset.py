"""``kubectl describe daemonset``."""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_marks
from cluster_sim.world.shell.kubectl.describe.pod_template import write_pod_template
from cluster_sim.world.shell.kubectl.describe.pods_status import write_pods_status
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_COUNTS = (
    ("Desired Number of Nodes Scheduled", "desiredNumberScheduled"),
    ("Current Number of Nodes Scheduled", "currentNumberScheduled"),
    ("Number of Nodes Scheduled with Up-to-date Pods", "updatedNumberScheduled"),
    ("Number of Nodes Scheduled with Available Pods", "numberAvailable"),
    ("Number of Nodes Misscheduled", "numberMisscheduled"),
)


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a DaemonSet."""
    metadata, spec, status = obj["metadata"], obj["spec"], obj.get("status") or {}
    w.field(0, "Name", metadata["name"])
    w.field(0, "Namespace", metadata.get("namespace", ""))
    w.field(0, "Selector", labels.of_object(spec.get("selector")))
    nodes = (spec["template"].get("spec") or {}).get("nodeSelector")
    w.field(0, "Node-Selector", labels.format_set(nodes))
    write_marks(w, obj)
    for title, field in _COUNTS:
        w.line(0, f"{title}: {status.get(field, 0)}")
    write_pods_status(w, on.pods_of(obj))
    write_pod_template(w, spec["template"])
    write_events(w, obj, on)
