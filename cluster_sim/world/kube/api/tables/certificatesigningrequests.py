"""How ``kubectl get certificatesigningrequests`` shows one (printCertificateSigningRequest)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import duration
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Age"),
    Column("SignerName"),
    Column("Requestor"),
    Column("RequestedDuration"),
    Column("Condition"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one CertificateSigningRequest; ``now`` in Unix microseconds."""
    spec = obj.get("spec", {})
    asked = spec.get("expirationSeconds")
    return [
        obj["metadata"]["name"],
        age(obj, now),
        spec.get("signerName") or "<none>",
        spec.get("username", ""),
        "<none>" if asked is None else duration.age(asked * duration.SECOND),
        _condition(obj.get("status", {})),
    ]


def _condition(status: Object) -> str:
    types = [condition.get("type") for condition in status.get("conditions") or []]
    text = next((kind for kind in ("Denied", "Approved") if kind in types), "Pending")
    text += ",Failed" if "Failed" in types else ""
    return text + (",Issued" if status.get("certificate") else "")
