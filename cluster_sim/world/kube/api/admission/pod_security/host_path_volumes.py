"""No folders of the host as volumes (baseline)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    BASELINE,
    Check,
    Part,
    Version,
    Violation,
    named,
)

ID = "hostPathVolumes"


def _judge(meta: Part, spec: Part) -> Violation | None:
    volumes = spec.get("volumes") or ()
    bad = [each["name"] for each in volumes if each.get("hostPath") is not None]
    return Violation("hostPath volumes", named("volume", bad)) if bad else None


CHECK = Check(ID, BASELINE, (Version(0, _judge),))
