"""No capabilities beyond those a container has by default (baseline)."""

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
)

ID = "capabilities_baseline"
_ALLOWED = (
    *("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD"),
    *("NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"),
)


def added(container: Part, allowed: tuple[str, ...]) -> list[str]:
    """The capabilities that a container adds to those allowed."""
    wanted = (context(container).get("capabilities") or {}).get("add") or ()
    return [capability for capability in wanted if capability not in allowed]


def must_not_include(bad: dict[str, list[str]]) -> str:
    """What is wrong with the containers that add what they may not."""
    forbidden = sorted({capability for each in bad.values() for capability in each})
    return (
        f"{named('container', list(bad))} must not include {quoted(forbidden)} "
        "in securityContext.capabilities.add"
    )


def _judge(meta: Part, spec: Part) -> Violation | None:
    found = {each["name"]: added(each, _ALLOWED) for each in containers(spec)}
    bad = {name: extra for name, extra in found.items() if extra}
    return Violation("non-default capabilities", must_not_include(bad)) if bad else None


CHECK = Check(ID, BASELINE, (Version(0, _judge),))
