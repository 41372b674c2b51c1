"""``kubectl describe priorityclass``."""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a PriorityClass."""
    w.field(0, "Name", obj["metadata"]["name"])
    w.field(0, "Value", obj.get("value", 0))
    w.field(0, "GlobalDefault", shown(bool(obj.get("globalDefault"))))
    w.field(0, "PreemptionPolicy", obj.get("preemptionPolicy", ""))
    w.field(0, "Description", obj.get("description", ""))
    w.field(0, "Annotations", labels.format_set(obj["metadata"].get("annotations")))
    write_events(w, obj, on)
