"""No ports of the host (baseline)."""

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
)


def _judge(meta: Part, spec: Part) -> Violation | None:
    found = {each["name"]: _host_ports(each) for each in containers(spec)}
    bad = [name for name, ports in found.items() if ports]
    if not bad:
        return None
    ports = sorted({port for each in found.values() for port in each})
    use = "uses" if len(bad) == 1 else "use"
    told = f"{plural('hostPort', len(ports))} {', '.join(ports)}"
    return Violation("hostPort", f"{named('container', bad)} {use} {told}")


def _host_ports(container: Part) -> list[str]:
    ports = container.get("ports") or ()
    return [str(port["hostPort"]) for port in ports if port.get("hostPort")]


CHECK = Check("hostPorts", BASELINE, (Version(0, _judge),))
