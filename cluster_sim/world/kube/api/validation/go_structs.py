"""Values that messages show as the server's internal Go structs, in the order of their fields.

The internal types (pkg/apis/core/types.go) have no JSON names: a field is told by its Go name,
and one that is not set as null.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.validation.field_errors import Literal

_CONTEXT: Final = (
    ("capabilities", "Capabilities"),
    ("privileged", "Privileged"),
    ("seLinuxOptions", "SELinuxOptions"),
    ("windowsOptions", "WindowsOptions"),
    ("runAsUser", "RunAsUser"),
    ("runAsGroup", "RunAsGroup"),
    ("runAsNonRoot", "RunAsNonRoot"),
    ("readOnlyRootFilesystem", "ReadOnlyRootFilesystem"),
    ("allowPrivilegeEscalation", "AllowPrivilegeEscalation"),
    ("procMount", "ProcMount"),
    ("seccompProfile", "SeccompProfile"),
    ("appArmorProfile", "AppArmorProfile"),
)
_INNER: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "capabilities": (("add", "Add"), ("drop", "Drop")),
    "seLinuxOptions": (("user", "User"), ("role", "Role"), ("type", "Type"), ("level", "Level")),
    "seccompProfile": (("type", "Type"), ("localhostProfile", "LocalhostProfile")),
    "appArmorProfile": (("type", "Type"), ("localhostProfile", "LocalhostProfile")),
}
_TEXTS: Final = ("User", "Role", "Type", "Level")


def security_context_text(context: dict[str, Any]) -> Literal:
    """A container's security context."""
    parts = [f'"{name}":{_context_field(context, field)}' for field, name in _CONTEXT]
    return Literal("{" + ",".join(parts) + "}")


def _context_field(context: dict[str, Any], field: str) -> str:
    value = context.get(field)
    if field not in _INNER or value is None:
        return json_text(value)
    parts = []
    for inner, name in _INNER[field]:
        empty = "" if name in _TEXTS else None
        parts.append(f'"{name}":{json_text(value.get(inner, empty))}')
    return "{" + ",".join(parts) + "}"


def strategy_text(strategy: dict[str, Any]) -> Literal:
    """A Deployment's strategy."""
    rolling = strategy.get("rollingUpdate")
    inner = "null"
    if rolling is not None:
        unavailable = json_text(rolling.get("maxUnavailable", 0))
        inner = (
            f'{{"MaxUnavailable":{unavailable},"MaxSurge":{json_text(rolling.get("maxSurge", 0))}}}'
        )
    kind = json_text(strategy.get("type", ""))
    return Literal(f'{{"Type":{kind},"RollingUpdate":{inner}}}')


def service_port_text(port: dict[str, Any]) -> Literal:
    """The protocol and the number of a Service's port, the rest left out."""
    protocol, number = json_text(port.get("protocol", "")), port.get("port", 0)
    return Literal(
        f'{{"Name":"","Protocol":{protocol},"AppProtocol":null,"Port":{number},'
        '"TargetPort":0,"NodePort":0}'
    )
