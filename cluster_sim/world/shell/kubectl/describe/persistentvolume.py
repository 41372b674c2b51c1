"""``kubectl describe persistentvolume``."""

from __future__ import annotations

from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.ages import since
from cluster_sim.world.kube.api.tables.volumes import access_modes, capacity, storage_class
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.volumes import write_source
from cluster_sim.world.shell.kubectl.describe.writer import Writer

# Fields of the spec that are no source.
_OTHERS = (
    *("accessModes", "capacity", "claimRef", "mountOptions", "nodeAffinity", "volumeMode"),
    *("persistentVolumeReclaimPolicy", "storageClassName", "volumeAttributesClassName"),
)


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a PersistentVolume."""
    metadata, spec, status = obj["metadata"], obj["spec"], obj.get("status") or {}
    write_identity(w, obj, namespaced=False)
    w.field(0, "Finalizers", shown(metadata.get("finalizers") or []))
    w.field(0, "StorageClass", storage_class(obj))
    deleted = metadata.get("deletionTimestamp")
    lasts = f"Terminating (lasts {since(deleted, on.now)})" if deleted else ""
    w.field(0, "Status", lasts or status.get("phase", ""))
    claim = spec.get("claimRef")
    w.field(0, "Claim", f"{claim.get('namespace', '')}/{claim.get('name', '')}" if claim else "")
    w.field(0, "Reclaim Policy", spec.get("persistentVolumeReclaimPolicy", ""))
    w.field(0, "Access Modes", access_modes(spec))
    if spec.get("volumeMode") is not None:
        w.field(0, "VolumeMode", spec["volumeMode"])
    w.field(0, "Capacity", capacity(spec))
    _write_affinity(w, (spec.get("nodeAffinity") or {}).get("required"))
    w.field(0, "Message", status.get("message", ""))
    w.line(0, "Source:")
    write_source(w, {key: value for key, value in spec.items() if key not in _OTHERS})
    write_events(w, obj, on)


def _write_affinity(w: Writer, required: Object | None) -> None:
    if required is None:
        w.line(0, "Node Affinity:\t<none>")
        return
    terms = required.get("nodeSelectorTerms") or []
    w.line(0, "Node Affinity:\t")
    w.line(1, "Required Terms:\t" + ("" if terms else "<none>"))
    for at, term in enumerate(terms):
        expressions = term.get("matchExpressions") or []
        w.put(2, f"Term {at}:\t")
        for count, each in enumerate(expressions):
            values = f" [{', '.join(each['values'])}]" if each.get("values") else ""
            w.put(2 if count else 0, "\t" if count else "")
            w.line(0, f"{each['key']} {each['operator'].lower()}{values}")
        if not expressions:
            w.line(0, "<none>")
