"""No namespaces of the host (baseline)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    BASELINE,
    Check,
    Part,
    Version,
    Violation,
)

_FIELDS = ("hostNetwork", "hostPID", "hostIPC")


def _judge(meta: Part, spec: Part) -> Violation | None:
    used = [f"{field}=true" for field in _FIELDS if spec.get(field)]
    return Violation("host namespaces", ", ".join(used)) if used else None


CHECK = Check("hostNamespaces", BASELINE, (Version(0, _judge),))
