"""runAsNonRoot must be true, for the pod or for each container (restricted)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    RESTRICTED,
    Check,
    Part,
    Version,
    Violation,
    containers,
    context,
    named,
    relaxed,
    setters,
)

_REASON = "runAsNonRoot != true"


def _judge(meta: Part, spec: Part) -> Violation | None:
    pod = context(spec).get("runAsNonRoot")
    found = [(each["name"], context(each).get("runAsNonRoot")) for each in containers(spec)]
    who = setters(pod is False, [name for name, value in found if value is False])
    if who:
        return Violation(_REASON, f"{who} must not set securityContext.runAsNonRoot=false")
    silent = [name for name, value in found if value is None]
    if pod or not silent:
        return None
    told = f"pod or {named('container', silent)} must set securityContext.runAsNonRoot=true"
    return Violation(_REASON, told)


CHECK = Check("runAsNonRoot", RESTRICTED, (Version(0, _judge), Version(35, relaxed(_judge))))
