"""``kubectl describe statefulset``."""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.claims import write_claim_templates
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_marks
from cluster_sim.world.shell.kubectl.describe.pod_template import write_pod_template
from cluster_sim.world.shell.kubectl.describe.pods_status import write_pods_status
from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a StatefulSet."""
    metadata, spec = obj["metadata"], obj["spec"]
    w.field(0, "Name", metadata["name"])
    w.field(0, "Namespace", metadata.get("namespace", ""))
    w.field(0, "CreationTimestamp", rfc1123(metadata.get("creationTimestamp")))
    w.field(0, "Selector", labels.of_object(spec.get("selector")))
    write_marks(w, obj)
    if spec.get("serviceName"):
        w.field(0, "Service Name", spec["serviceName"])
    if spec.get("podManagementPolicy"):
        w.field(0, "Pod Management Policy", spec["podManagementPolicy"])
    total = (obj.get("status") or {}).get("replicas", 0)
    w.field(0, "Replicas", f"{spec.get('replicas', 0)} desired | {total} total")
    _write_strategy(w, spec)
    write_pods_status(w, on.pods_of(obj))
    write_pod_template(w, spec["template"])
    write_claim_templates(w, spec.get("volumeClaimTemplates"))
    write_events(w, obj, on)


def _write_strategy(w: Writer, spec: Object) -> None:
    strategy = spec.get("updateStrategy") or {}
    w.field(0, "Update Strategy", strategy.get("type", ""))
    rolling = strategy.get("rollingUpdate") or {}
    if rolling.get("partition") is not None:
        w.field(1, "Partition", rolling["partition"])
        if rolling.get("maxUnavailable") is not None:
            w.field(1, "MaxUnavailable", rolling["maxUnavailable"])
    kept = spec.get("persistentVolumeClaimRetentionPolicy")
    if kept is not None:
        w.line(0, "Persistent Volume Claim Retention Policy:")
        w.field(1, "WhenDeleted", kept.get("whenDeleted", ""))
        w.field(1, "WhenScaled", kept.get("whenScaled", ""))
