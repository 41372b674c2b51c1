"""How ``kubectl get ingresses`` shows an Ingress (printIngress)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age
from cluster_sim.world.kube.api.tables.load_balancers import ingress_points

COLUMNS = (
    Column("Name"),
    Column("Class"),
    Column("Hosts"),
    Column("Address"),
    Column("Ports"),
    Column("Age"),
)


_SHOWN_HOSTS = 3


def row(obj: Object, now: int, wide: bool = True) -> list[Any]:
    """The cells of one Ingress; ``now`` in Unix microseconds; narrow clips the address."""
    spec = obj.get("spec", {})
    return [
        obj["metadata"]["name"],
        spec.get("ingressClassName") or "<none>",
        _hosts(spec.get("rules") or []),
        ingress_points(obj.get("status", {}), wide),
        "80, 443" if spec.get("tls") else "80",
        age(obj, now),
    ]


def _hosts(rules: list[Object]) -> str:
    shown: list[str] = []
    more = False
    for rule in rules:
        more = more or len(shown) == _SHOWN_HOSTS
        if not more and rule.get("host"):
            shown.append(rule["host"])
    text = ",".join(shown) or "*"
    return f"{text} + {len(rules) - _SHOWN_HOSTS} more..." if more else text
