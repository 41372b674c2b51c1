"""``kubectl describe ingressclass``."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of an IngressClass."""
    spec = obj.get("spec") or {}
    write_identity(w, obj, namespaced=False)
    w.field(0, "Controller", spec.get("controller", ""))
    parameters = spec.get("parameters")
    if parameters is not None:
        w.line(0, "Parameters:")
        if parameters.get("apiGroup") is not None:
            w.field(1, "APIGroup", parameters["apiGroup"])
        w.field(1, "Kind", parameters.get("kind", ""))
        w.field(1, "Name", parameters.get("name", ""))
    write_events(w, obj, on)
