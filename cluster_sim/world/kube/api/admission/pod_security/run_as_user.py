"""runAsUser must not be 0 (restricted, from 1.23 on)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    RESTRICTED,
    Check,
    Part,
    Version,
    Violation,
    containers,
    context,
    relaxed,
    setters,
)


def _judge(meta: Part, spec: Part) -> Violation | None:
    roots = [each["name"] for each in containers(spec) if context(each).get("runAsUser") == 0]
    who = setters(context(spec).get("runAsUser") == 0, roots)
    return Violation("runAsUser=0", f"{who} must not set runAsUser=0") if who else None


CHECK = Check("runAsUser", RESTRICTED, (Version(23, _judge), Version(35, relaxed(_judge))))
