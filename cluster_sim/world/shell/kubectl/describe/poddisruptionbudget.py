"""``kubectl describe poddisruptionbudget``."""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_COUNTS = (
    ("Allowed disruptions", "disruptionsAllowed"),
    ("Current", "currentHealthy"),
    ("Desired", "desiredHealthy"),
    ("Total", "expectedPods"),
)


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a PodDisruptionBudget."""
    spec, status = obj.get("spec") or {}, obj.get("status") or {}
    w.field(0, "Name", obj["metadata"]["name"])
    w.field(0, "Namespace", obj["metadata"].get("namespace", ""))
    if spec.get("minAvailable") is not None:
        w.field(0, "Min available", spec["minAvailable"])
    elif spec.get("maxUnavailable") is not None:
        w.field(0, "Max unavailable", spec["maxUnavailable"])
    selector = spec.get("selector")
    w.field(0, "Selector", "<unset>" if selector is None else labels.format_object(selector))
    w.line(0, "Status:")
    for title, field in _COUNTS:
        w.field(2, title, status.get(field, 0))
    write_events(w, obj, on)
