"""``kubectl describe storageclass``."""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.storageclasses import is_default
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a StorageClass."""
    w.field(0, "Name", obj["metadata"]["name"])
    w.field(0, "IsDefaultClass", "Yes" if is_default(obj) else "No")
    w.field(0, "Annotations", labels.format_set(obj["metadata"].get("annotations")))
    w.field(0, "Provisioner", obj.get("provisioner", ""))
    w.field(0, "Parameters", labels.format_set(obj.get("parameters")))
    expands = obj.get("allowVolumeExpansion")
    w.field(0, "AllowVolumeExpansion", "<unset>" if expands is None else expands)
    options = obj.get("mountOptions") or []
    w.line(0, "MountOptions:" if options else "MountOptions:\t<none>")
    for option in options:
        w.line(1, option)
    for title, field in (
        ("ReclaimPolicy", "reclaimPolicy"),
        ("VolumeBindingMode", "volumeBindingMode"),
    ):
        if obj.get(field) is not None:
            w.field(0, title, obj[field])
    _write_topologies(w, obj.get("allowedTopologies"))
    write_events(w, obj, on)


def _write_topologies(w: Writer, topologies: list[Object] | None) -> None:
    if topologies is None:
        return
    w.line(0, "AllowedTopologies:\t" + ("" if topologies else "<none>"))
    for at, topology in enumerate(topologies):
        expressions = topology.get("matchLabelExpressions") or []
        w.put(1, f"Term {at}:\t")
        for count, each in enumerate(expressions):
            values = f" [{', '.join(each['values'])}]" if each.get("values") else ""
            w.put(1 if count else 0, "\t" if count else "")
            w.line(0, f"{each['key']} in{values}")
        if not expressions:
            w.line(0, "<none>")
