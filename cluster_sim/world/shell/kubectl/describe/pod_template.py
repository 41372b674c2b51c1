"""The pod template of a controller (DescribePodTemplate of kubectl)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.shell.kubectl.describe.containers import write_containers
from cluster_sim.world.shell.kubectl.describe.lists import (
    write_annotations,
    write_labels,
    write_lines,
    write_tolerations,
)
from cluster_sim.world.shell.kubectl.describe.volumes import write_volumes
from cluster_sim.world.shell.kubectl.describe.writer import Writer

Part = dict[str, Any]

_SPACE = "  "


def write_pod_template(w: Writer, template: Part | None) -> None:
    """What the pods of a controller are made from."""
    w.line(0, "Pod Template:")
    if template is None:
        w.put(1, "<unset>")
        return
    metadata, spec = template.get("metadata") or {}, template.get("spec") or {}
    write_labels(w, "  Labels", metadata.get("labels"))
    if metadata.get("annotations"):
        write_annotations(w, metadata["annotations"], "  Annotations")
    if spec.get("serviceAccountName"):
        w.field(1, "Service Account", spec["serviceAccountName"])
    if spec.get("initContainers"):
        write_containers(w, "Init Containers", spec["initContainers"], None, None, _SPACE)
    write_containers(w, "Containers", spec.get("containers") or [], None, None, _SPACE)
    write_volumes(w, spec.get("volumes"), _SPACE)
    write_spreading(w, spec.get("topologySpreadConstraints"), _SPACE)
    if spec.get("priorityClassName"):
        w.field(1, "Priority Class Name", spec["priorityClassName"])
    write_labels(w, "  Node-Selectors", spec.get("nodeSelector"))
    write_tolerations(w, "  Tolerations", spec.get("tolerations"))


def write_spreading(w: Writer, constraints: list[Part] | None, space: str = "") -> None:
    """The topology spread constraints, by their key; nothing when there is none."""
    if not constraints:
        return
    ordered = sorted(constraints, key=lambda each: str(each["topologyKey"]))
    first, *others = [_constraint(each) for each in ordered]
    write_lines(w, f"{space}Topology Spread Constraints", [first])
    for line in others:
        w.line(0, f"{space}\t{line}")


def _constraint(each: Part) -> str:
    text = f"{each['topologyKey']}:{each['whenUnsatisfiable']}"
    text += f" when max skew {each['maxSkew']} is exceeded"
    selector = each.get("labelSelector")
    return text if selector is None else f"{text} for selector {labels.format_object(selector)}"
