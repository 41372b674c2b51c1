"""/proc as the runtime masks it (baseline)."""

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
    quoted,
    relaxed,
)

ID = "procMount"


def judge(meta: Part, spec: Part) -> Violation | None:
    """No container asks for another /proc than the default one."""
    found = {each["name"]: context(each).get("procMount") for each in containers(spec)}
    bad = {name: mount for name, mount in found.items() if mount not in (None, "Default")}
    if not bad:
        return None
    values = quoted(sorted(set(bad.values())))
    who = named("container", list(bad))
    return Violation("procMount", f"{who} must not set securityContext.procMount to {values}")


CHECK = Check(ID, BASELINE, (Version(0, judge), Version(35, relaxed(judge))))
