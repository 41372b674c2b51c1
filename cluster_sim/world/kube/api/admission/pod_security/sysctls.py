"""Only those sysctls that touch nothing outside the pod (baseline)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    BASELINE,
    Check,
    Judge,
    Part,
    Version,
    Violation,
    context,
)

_1_0 = (
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_unprivileged_port_start",
)
_1_27 = (*_1_0, "net.ipv4.ip_local_reserved_ports")
_1_29 = (
    *_1_27,
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
)
_1_32 = (*_1_29, "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem")


def _judging(allowed: tuple[str, ...]) -> Judge:
    def judge(meta: Part, spec: Part) -> Violation | None:
        asked = [each["name"] for each in context(spec).get("sysctls") or ()]
        bad = [name for name in asked if name not in allowed]
        return Violation("forbidden sysctls", ", ".join(bad)) if bad else None

    return judge


CHECK = Check(
    "sysctls",
    BASELINE,
    (
        Version(0, _judging(_1_0)),
        Version(27, _judging(_1_27)),
        Version(29, _judging(_1_29)),
        Version(32, _judging(_1_32)),
    ),
)
