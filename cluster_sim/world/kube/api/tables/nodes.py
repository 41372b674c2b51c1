"""How ``kubectl get nodes`` shows a Node (printNode)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Status"),
    Column("Roles"),
    Column("Age"),
    Column("Version"),
    Column("Internal-IP", wide=True),
    Column("External-IP", wide=True),
    Column("OS-Image", wide=True),
    Column("Kernel-Version", wide=True),
    Column("Container-Runtime", wide=True),
)


_ROLE_PREFIX = "node-role.kubernetes.io/"
_ROLE_LABEL = "kubernetes.io/role"


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one Node; ``now`` in Unix microseconds."""
    info = obj.get("status", {}).get("nodeInfo") or {}
    return [
        obj["metadata"]["name"],
        _status(obj),
        ",".join(roles(obj)) or "<none>",
        age(obj, now),
        info.get("kubeletVersion", ""),
        _address(obj, "InternalIP"),
        _address(obj, "ExternalIP"),
        info.get("osImage") or "<unknown>",
        _kernel(info),
        info.get("containerRuntimeVersion") or "<unknown>",
    ]


def roles(obj: Object) -> list[str]:
    """The roles that the labels of the Node give it, sorted."""
    found = set()
    for key, value in (obj["metadata"].get("labels") or {}).items():
        if key.startswith(_ROLE_PREFIX):
            found.add(key.removeprefix(_ROLE_PREFIX))
        elif key == _ROLE_LABEL:
            found.add(value)
    return sorted(found - {""})


def _status(obj: Object) -> str:
    status = "Unknown"
    for condition in obj.get("status", {}).get("conditions") or []:
        if condition.get("type") == "Ready":
            status = "Ready" if condition.get("status") == "True" else "NotReady"
    closed = obj.get("spec", {}).get("unschedulable")
    return f"{status},SchedulingDisabled" if closed else status


def _kernel(info: dict[str, Any]) -> str:
    """The kernel's version with the machine's architecture behind it, as 1.36 prints it."""
    version, machine = info.get("kernelVersion") or "<unknown>", info.get("architecture")
    return f"{version} ({machine})" if machine else version


def _address(obj: Object, kind: str) -> str:
    for address in obj.get("status", {}).get("addresses") or []:
        if address.get("type") == kind:
            return str(address["address"])
    return "<none>"
