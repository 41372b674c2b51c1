"""No privileged containers (baseline)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    BASELINE,
    Check,
    Part,
    Version,
    Violation,
    containers,
    context,
    named,
)


def _judge(meta: Part, spec: Part) -> Violation | None:
    bad = [each["name"] for each in containers(spec) if context(each).get("privileged")]
    if not bad:
        return None
    detail = f"{named('container', bad)} must not set securityContext.privileged=true"
    return Violation("privileged", detail)


CHECK = Check("privileged", BASELINE, (Version(0, _judge),))
