"""The events at the end of a description (searchEvents and DescribeEvents of kubectl)."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.ages import since
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.writer import Writer
from cluster_sim.world.shell.kubectl.output.unstable_sort import sorted_as_go


def write_events(w: Writer, obj: Object, on: Context) -> None:
    """The events about the object, oldest first; nothing when they are not wanted."""
    if on.show_events:
        write_found(w, events_about(obj, on, kind=str(obj["kind"])), on.now)


def events_about(obj: Object, on: Context, kind: str = "", uid: str = "") -> list[Object]:
    """The events about the object; ``uid`` in place of its own where events carry another."""
    metadata = obj["metadata"]
    namespace = metadata.get("namespace", "")
    terms = {
        "involvedObject.kind": kind,
        "involvedObject.name": metadata["name"],
        "involvedObject.namespace": namespace,
        "involvedObject.uid": uid or metadata.get("uid", ""),
    }
    # The namespace is compared even when it is empty, as for a node; the others only when given.
    asked = [f"{k}={v}" for k, v in terms.items() if v or k == "involvedObject.namespace"]
    return on.items("events", namespace or None, fields=",".join(asked))


def write_found(w: Writer, events: list[Object], now: int) -> None:
    """A table of events, by the time they were last seen."""
    if not events:
        w.line(0, "Events:\t<none>")
        return
    w.flush()
    w.line(0, "Events:")
    w.line(1, "Type\tReason\tAge\tFrom\tMessage")
    w.line(1, "----\t------\t----\t----\t-------")
    for event in sorted_as_go(events, _seen_before):
        source = (event.get("source") or {}).get("component") or event.get("reportingComponent", "")
        kind, reason = event.get("type", ""), event.get("reason", "")
        w.line(1, f"{kind}\t{reason}\t{_age(event, now)}\t{source}\t{_message(event)}")


def _seen_before(one: Object, other: Object) -> bool:
    return str(one.get("lastTimestamp") or "") < str(other.get("lastTimestamp") or "")


def _age(event: Object, now: int) -> str:
    first = since(event.get("eventTime") or event.get("firstTimestamp"), now)
    series = event.get("series")
    if series:
        last = since(series.get("lastObservedTime"), now)
        return f"{last} (x{series.get('count', 0)} over {first})"
    if event.get("count", 0) > 1:
        return f"{since(event.get('lastTimestamp'), now)} (x{event['count']} over {first})"
    return first


def _message(event: Object) -> str:
    message = str(event.get("message", "")).strip()
    path = (event.get("involvedObject") or {}).get("fieldPath")
    return f"{path}: {message}" if path else message
