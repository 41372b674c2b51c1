"""Event objects: what components tell people about what they did.

The same thing said again of the same object raises ``count`` of the first Event; what is too
much is combined or left out (``event_correlation``). The scheduler speaks the newer
events.k8s.io dialect, with ``eventTime`` and ``series``. Events live for ``--event-ttl``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import event_correlation
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.event_correlation import Subject
from cluster_sim.world.kube.timings import EVENT_TTL, MINUTE

_SAID = "events said"
_PURGE = "events purge"
_PURGE_EVERY = 5 * MINUTE
# tools/events/event_broadcaster.go: finishTime, refreshTime. A series that goes on is written
# when it begins and then every half hour.
_SERIES_ENDS, _SERIES_REFRESH = 6 * MINUTE, 30 * MINUTE
NORMAL, WARNING = "Normal", "Warning"


class _Said(NamedTuple):
    """What was said before: the Event's place, how often, since when (Unix µs), last written."""

    namespace: str
    name: str
    times: int
    first: int
    last: int
    written: int


def register(system: System) -> None:
    """Let old events go."""
    system.handler(_PURGE, _purge)


def record(
    client: Client,
    about: Object,
    kind: str,
    reason: str,
    message: str,
    component: str,
    host: str = "",
    field_path: str = "",
    action: str = "",
) -> None:
    """Tell of ``about``; ``kind`` is Normal or Warning, ``action`` chooses the newer dialect.

    ``field_path`` names the part concerned, ``spec.containers{web}`` for instance.
    """
    world = client.world
    reference = _reference(about, field_path)
    event = _first(world, reference, kind, reason, message, component, host, action)
    if action:
        _tell_series(client, event)
    else:
        _tell(client, event, Subject(reference.get("uid", ""), kind, component, reason))
    if _PURGE not in world.memory:
        world.remember(_PURGE)["due"] = world.now + _PURGE_EVERY
        world.schedule(_PURGE_EVERY, _PURGE)


def _tell(client: Client, event: Object, subject: Subject) -> None:
    """Count the event, and write it unless its source has said too much."""
    world, said = client.world, client.world.remember(_SAID)
    message = event_correlation.combined(world, subject, event["message"])
    saying: tuple[str, ...] = tuple(subject)
    if message is None:
        saying = (*subject, event["involvedObject"].get("fieldPath", ""), event["message"])
    else:
        event = {**event, "message": message}
    now_said = _counted(world, event, said.get(saying))
    said[saying] = tuple(now_said)
    if not event_correlation.allowed(world, subject):
        return
    stored = world.store.get("events", now_said.namespace, now_said.name)
    counted = {"count": now_said.times, "firstTimestamp": timestamps.time(now_said.first)}
    if stored is None:
        _write(client, {**event, **counted})
        said[saying] = (*_place(event), *now_said[2:])
        return
    changed = {"message": event["message"], "lastTimestamp": event["lastTimestamp"]}
    _write(client, {**stored, **counted, **changed})


def _counted(world: World, event: Object, before: tuple[Any, ...] | None) -> _Said:
    if before is None:
        return _Said(*_place(event), 1, world.unix, world.unix, world.unix)
    known = _Said(*before)
    return known._replace(times=known.times + 1, last=world.unix)


def _tell_series(client: Client, event: Object) -> None:
    """The same of the same state of an object again is a series of the first Event."""
    world, said = client.world, client.world.remember(_SAID)
    about = event["involvedObject"]
    saying = (about.get("uid", ""), about.get("resourceVersion", ""), event["reason"], "series")
    before = _Said(*said[saying]) if saying in said else None
    stored = world.store.get("events", *before[:2]) if before is not None else None
    if before is None or stored is None or world.unix - before.last > _SERIES_ENDS:
        said[saying] = tuple(_counted(world, event, None))
        _write(client, event)
        return
    now_said = _counted(world, event, before)
    if now_said.times == 2 or world.unix - before.written >= _SERIES_REFRESH:
        now_said = now_said._replace(written=world.unix)
        observed = timestamps.micro_time(world.unix)
        series = {"count": now_said.times, "lastObservedTime": observed}
        _write(client, {**stored, "series": series})
    said[saying] = tuple(now_said)


def _place(event: Object) -> tuple[str, str]:
    return event["metadata"]["namespace"], event["metadata"]["name"]


def last_seen(event: Object) -> int:
    """When the event was last said, in Unix microseconds."""
    series = event.get("series") or {}
    text = (
        series.get("lastObservedTime")
        or event.get("lastTimestamp")
        or event.get("eventTime")
        or event["metadata"]["creationTimestamp"]
    )
    return timestamps.parse(text)


def _reference(about: Object, field_path: str) -> dict[str, Any]:
    meta = about["metadata"]
    reference = {"kind": about["kind"], "name": meta["name"]}
    for field in ("namespace", "uid", "resourceVersion"):
        if meta.get(field):
            reference[field] = meta[field]
    # A node speaks of itself by its name (pkg/kubelet/kubelet.go: nodeRef).
    if about["kind"] == "Node":
        reference = {"kind": "Node", "name": meta["name"], "uid": meta["name"]}
    else:
        reference["apiVersion"] = about["apiVersion"]
    if field_path:
        reference["fieldPath"] = field_path
    return reference


def _first(
    world: World,
    reference: dict[str, Any],
    kind: str,
    reason: str,
    message: str,
    component: str,
    host: str,
    action: str,
) -> Object:
    now = timestamps.time(world.unix)
    # The real name ends in the nanoseconds of its time; revisions keep ours apart.
    name = f"{reference['name']}.{world.unix * 1000 + world.revision % 1000:x}"
    event = {
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": {
            "name": name,
            "namespace": reference.get("namespace", "default"),
            "uid": world.chance.uuid("uid"),
            "creationTimestamp": now,
        },
        "involvedObject": reference,
        "reason": reason,
        "message": message,
        "type": kind,
        "reportingComponent": component,
        "reportingInstance": host or (f"{component}-0" if action else ""),
    }
    if action:
        micro = timestamps.micro_time(world.unix)
        dialect = {"action": action, "eventTime": micro, "source": {}}
        return {**event, **dialect, "firstTimestamp": None, "lastTimestamp": None}
    source = {"component": component, "host": host} if host else {"component": component}
    counted: Object = {"count": 1, "eventTime": None, "source": source}
    return {**event, **counted, "firstTimestamp": now, "lastTimestamp": now}


def _write(client: Client, event: Object) -> None:
    """Events are well-formed and many: they go past validation straight to the store."""
    meta = event["metadata"]
    namespace = client.world.store.get("namespaces", "", meta["namespace"])
    if namespace is None:
        return
    event = {**event, "metadata": {**meta, "resourceVersion": str(client.world.revision + 1)}}
    key = Key("events", meta["namespace"], meta["name"])
    client.world.write(key, event, client.call.actor)


def _purge(world: World) -> None:
    table = world.store.table("events")
    old = [place for place, event in table.items() if last_seen(event) <= world.unix - EVENT_TTL]
    for namespace, name in old:
        world.write(Key("events", namespace, name), None, "etcd")
    said = world.remember(_SAID)
    gone = [each for each in said if _Said(*said[each]).last <= world.unix - EVENT_TTL]
    for saying in gone:
        del said[saying]
    event_correlation.forget(world)
    if table:
        world.schedule(_PURGE_EVERY, _PURGE)
    else:
        del world.memory[_PURGE]
