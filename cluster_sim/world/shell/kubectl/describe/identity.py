"""The first lines of most descriptions: name, namespace, labels, annotations."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.lists import write_annotations, write_labels
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write_identity(w: Writer, obj: Object, namespaced: bool = True) -> None:
    """Who the object is; ``namespaced``: with the line of its namespace."""
    metadata = obj["metadata"]
    w.field(0, "Name", metadata["name"])
    if namespaced:
        w.field(0, "Namespace", metadata.get("namespace", ""))
    write_marks(w, obj)


def write_marks(w: Writer, obj: Object) -> None:
    """Labels and annotations."""
    write_labels(w, "Labels", obj["metadata"].get("labels"))
    write_annotations(w, obj["metadata"].get("annotations"))
