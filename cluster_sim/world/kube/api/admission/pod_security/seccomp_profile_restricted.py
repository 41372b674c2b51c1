"""A seccomp profile must be asked for (restricted, from 1.19 on)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security import seccomp_profile_baseline as baseline
from cluster_sim.world.kube.api.admission.pod_security.check import (
    RESTRICTED,
    Check,
    Part,
    Version,
    Violation,
    containers,
    linux_only,
    named,
)


def _judge(meta: Part, spec: Part) -> Violation | None:
    wrong = baseline.explicit(spec)
    if wrong is not None or baseline.profile(spec) is not None:
        return wrong
    silent = [each["name"] for each in containers(spec) if baseline.profile(each) is None]
    if not silent:
        return None
    who = f"pod or {named('container', silent)}"
    told = f'{who} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"'
    return Violation("seccompProfile", told)


CHECK = Check(
    "seccompProfile_restricted",
    RESTRICTED,
    (
        Version(19, _judge, (baseline.ID,)),
        Version(25, linux_only(_judge), (baseline.ID,)),
    ),
)
