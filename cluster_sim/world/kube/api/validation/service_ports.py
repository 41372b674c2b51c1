"""The ports of Services."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    duplicate,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.go_structs import service_port_text
from cluster_sim.world.kube.api.validation.object_meta import key_faults
from cluster_sim.world.kube.api.validation.probes import validate_port

Spec = dict[str, Any]

# The default of the server's --service-node-port-range.
FIRST_NODE_PORT: Final = 30_000
LAST_NODE_PORT: Final = 32_767
_PROTOCOLS: Final = ("SCTP", "TCP", "UDP")


def validate_ports(spec: Spec) -> Faults:
    """The faults of each port; every one has a name when there are several."""
    ports = spec.get("ports") or []
    faults: Faults = []
    seen: set[str] = set()
    for index, port in enumerate(ports):
        here, name = f"spec.ports[{index}]", port.get("name", "")
        if name:
            faults += all_invalid(f"{here}.name", name, names.dns1123_label(name))
            if name in seen:
                faults.append(duplicate(f"{here}.name", name))
            seen.add(name)
        elif len(ports) > 1:
            faults.append(required(f"{here}.name"))
        faults += _validate_port(port, here)
    return faults


def validate_uniqueness(spec: Spec) -> Faults:
    """The faults of node ports where there may be none, and of ports told twice."""
    ports = spec.get("ports") or []
    faults: Faults = []
    if spec.get("type") == "ClusterIP":
        detail = "may not be used when `type` is 'ClusterIP'"
        given = [index for index, port in enumerate(ports) if port.get("nodePort")]
        faults += [forbidden(f"spec.ports[{index}].nodePort", detail) for index in given]
    seen: set[tuple[str, int]] = set()
    for index, port in enumerate(ports):
        number = port.get("nodePort", 0)
        if number and (port.get("protocol", ""), number) in seen:
            faults.append(duplicate(f"spec.ports[{index}].nodePort", number))
        seen.add((port.get("protocol", ""), number))
    seen = set()
    for index, port in enumerate(ports):
        pair = (port.get("protocol", ""), port.get("port", 0))
        if pair in seen:
            faults.append(duplicate(f"spec.ports[{index}]", service_port_text(port)))
        seen.add(pair)
    return faults


def validate_node_port_range(spec: Spec) -> Faults:
    """The fault of the first node port that is not for Services (portallocator/allocator.go)."""
    for index, port in enumerate(spec.get("ports") or ()):
        number = port.get("nodePort", 0)
        if number and not FIRST_NODE_PORT <= number <= LAST_NODE_PORT:
            detail = (
                "provided port is not in the valid range. The range of valid ports is "
                f"{FIRST_NODE_PORT}-{LAST_NODE_PORT}"
            )
            return [invalid(f"spec.ports[{index}].nodePort", number, detail)]
    return []


def _validate_port(port: dict[str, Any], path: str) -> Faults:
    number, protocol = port.get("port", 0), port.get("protocol", "")
    faults = all_invalid(f"{path}.port", number, names.port_number(number))
    if not protocol:
        faults.append(required(f"{path}.protocol"))
    elif protocol not in _PROTOCOLS:
        faults.append(not_supported(f"{path}.protocol", protocol, _PROTOCOLS))
    faults += validate_port(port.get("targetPort", 0), f"{path}.targetPort")
    application = port.get("appProtocol")
    if application is not None:
        faults += all_invalid(f"{path}.appProtocol", application, key_faults(application))
    return faults
