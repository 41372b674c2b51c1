"""Probes and hooks speak to the pod itself and to no other host (baseline, from 1.34 on)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    BASELINE,
    Check,
    Part,
    Version,
    Violation,
    containers,
    named,
    plural,
    quoted,
)

_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_HOOKS = ("postStart", "preStop")


def _judge(meta: Part, spec: Part) -> Violation | None:
    found = {each["name"]: _hosts(each) for each in containers(spec)}
    bad = sorted(name for name, hosts in found.items() if hosts)
    if not bad:
        return None
    hosts = sorted({host for each in found.values() for host in each})
    use = "uses" if len(bad) == 1 else "use"
    told = f"{plural('probe or lifecycle host', len(hosts))} {quoted(hosts)}"
    return Violation("probe or lifecycle host", f"{named('container', bad)} {use} {told}")


def _hosts(container: Part) -> list[str]:
    lifecycle = container.get("lifecycle") or {}
    actions = [container.get(probe) for probe in _PROBES] + [lifecycle.get(hook) for hook in _HOOKS]
    return [
        action[how]["host"]
        for action in actions
        for how in ("httpGet", "tcpSocket")
        if action and (action.get(how) or {}).get("host")
    ]


CHECK = Check("hostProbesAndHostLifecycle", BASELINE, (Version(34, _judge),))
