"""How ``kubectl get events`` shows an Event (printEvent)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables.ages import since

COLUMNS = (
    Column("Last Seen"),
    Column("Type"),
    Column("Reason"),
    Column("Object"),
    Column("Subobject", wide=True),
    Column("Source", wide=True),
    Column("Message"),
    Column("First Seen", wide=True),
    Column("Count", wide=True),
    Column("Name", wide=True),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one Event; ``now`` in Unix microseconds."""
    involved = obj.get("involvedObject") or {}
    first = since(obj.get("firstTimestamp") or obj.get("eventTime"), now)
    return [
        _last_seen(obj, first, now),
        obj.get("type", ""),
        obj.get("reason", ""),
        _target(involved),
        involved.get("fieldPath", ""),
        _source(obj),
        obj.get("message", "").strip(),
        first,
        _count(obj),
        obj["metadata"]["name"],
    ]


def _last_seen(obj: Object, first: str, now: int) -> str:
    if obj.get("series"):
        return since(obj["series"].get("lastObservedTime"), now)
    return since(obj["lastTimestamp"], now) if obj.get("lastTimestamp") else first


def _count(obj: Object) -> int:
    if obj.get("series"):
        return int(obj["series"].get("count", 0))
    # An event of the newer API that happened once has no count.
    return int(obj.get("count") or 1)


def _target(involved: Object) -> str:
    kind = str(involved.get("kind", "")).lower()
    return f"{kind}/{involved['name']}" if involved.get("name") else kind


def _source(obj: Object) -> str:
    source = obj.get("source") or {}
    component = source.get("component") or obj.get("reportingComponent") or ""
    instance = source.get("host") or obj.get("reportingInstance")
    return f"{component}, {instance}" if instance else str(component)
