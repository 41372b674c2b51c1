"""Resource quotas, on their own and in their namespace."""

from __future__ import annotations

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_SCOPES = {
    "Terminating": "Matches all pods that have an active deadline. These pods have a limited"
    " lifespan on a node before being actively terminated by the system.",
    "NotTerminating": "Matches all pods that do not have an active deadline. These pods usually"
    " include long running pods whose container command is not expected to terminate.",
    "BestEffort": "Matches all pods that do not have resource requirements set. These pods have"
    " a best effort quality of service.",
    "NotBestEffort": "Matches all pods that have at least one resource requirement set. These"
    " pods have a burstable or guaranteed quality of service.",
}


def write(w: Writer, obj: Object, _on: Context) -> None:
    """The description of a ResourceQuota."""
    w.field(0, "Name", obj["metadata"]["name"])
    w.field(0, "Namespace", obj["metadata"].get("namespace", ""))
    _write_scopes(w, obj, 0, " * ")
    _write_amounts(w, obj, 0, "----")


def write_quotas(w: Writer, quotas: list[Object]) -> None:
    """All quotas of a namespace, by name."""
    if not quotas:
        w.line(0, "No resource quota.")
        return
    w.line(0, "Resource Quotas")
    for quota in sorted(quotas, key=lambda each: str(each["metadata"]["name"])):
        w.field(1, "Name", quota["metadata"]["name"])
        _write_scopes(w, quota, 1, "* ")
        _write_amounts(w, quota, 1, "---")


def _write_scopes(w: Writer, quota: Object, level: int, bullet: str) -> None:
    scopes = sorted((quota.get("spec") or {}).get("scopes") or [])
    if not scopes:
        return
    w.field(level, "Scopes", ", ".join(scopes))
    for scope in scopes:
        if scope in _SCOPES:
            w.line(level, bullet + _SCOPES[scope])


def _write_amounts(w: Writer, quota: Object, level: int, rule: str) -> None:
    status = quota.get("status") or {}
    used = status.get("used") or {}
    w.line(level, "Resource\tUsed\tHard")
    w.line(level, f"--------\t{rule}\t{rule}")
    for name, hard in sorted((status.get("hard") or {}).items()):
        amount = quantity.canonical(used.get(name, "0"))
        w.line(level, f"{name}\t{amount}\t{quantity.canonical(hard)}")
