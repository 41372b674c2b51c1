"""How ``kubectl get podtemplates`` shows a PodTemplate (printPodTemplate)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables import containers

COLUMNS = (
    Column("Name"),
    Column("Containers"),
    Column("Images"),
    Column("Pod Labels"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one PodTemplate."""
    template = obj.get("template", {})
    pod = template.get("spec", {})
    shown = labels.format_set(template.get("metadata", {}).get("labels"))
    return [obj["metadata"]["name"], *containers.cells(pod), shown]
