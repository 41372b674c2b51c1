"""No Windows containers that are processes of the host (baseline)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    BASELINE,
    Check,
    Part,
    Version,
    Violation,
    containers,
    context,
    setters,
)


def _judge(meta: Part, spec: Part) -> Violation | None:
    who = setters(_is_host(spec), [each["name"] for each in containers(spec) if _is_host(each)])
    if not who:
        return None
    told = f"{who} must not set securityContext.windowsOptions.hostProcess=true"
    return Violation("hostProcess", told)


def _is_host(part: Part) -> bool:
    return bool((context(part).get("windowsOptions") or {}).get("hostProcess"))


CHECK = Check("windowsHostProcess", BASELINE, (Version(0, _judge),))
