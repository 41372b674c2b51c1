"""allowPrivilegeEscalation must be false (restricted)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    RESTRICTED,
    Check,
    Part,
    Version,
    Violation,
    containers,
    context,
    linux_only,
    named,
)


def _judge(meta: Part, spec: Part) -> Violation | None:
    bad = [
        each["name"]
        for each in containers(spec)
        if context(each).get("allowPrivilegeEscalation") is not False
    ]
    if not bad:
        return None
    detail = f"{named('container', bad)} must set securityContext.allowPrivilegeEscalation=false"
    return Violation("allowPrivilegeEscalation != false", detail)


CHECK = Check(
    "allowPrivilegeEscalation", RESTRICTED, (Version(8, _judge), Version(25, linux_only(_judge)))
)
