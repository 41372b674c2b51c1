"""How ``kubectl get controllerrevisions`` shows one (printControllerRevision)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Controller"),
    Column("Revision"),
    Column("Age"),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one ControllerRevision; ``now`` in Unix microseconds."""
    return [obj["metadata"]["name"], _controller(obj), obj.get("revision", 0), age(obj, now)]


def _controller(obj: Object) -> str:
    for owner in obj["metadata"].get("ownerReferences") or []:
        if owner.get("controller"):
            group, slash, _version = owner["apiVersion"].partition("/")
            kind = f"{owner['kind']}.{group}" if slash else owner["kind"]
            return f"{kind.lower()}/{owner['name']}"
    return "<none>"
