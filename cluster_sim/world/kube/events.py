"""Event objects: what components tell people about what they did.

Counting as client-go's EventCorrelator does (tools/record/events_cache.go): the same thing said
again of the same object raises ``count`` of the first Event. The scheduler speaks the newer
events.k8s.io dialect, with ``eventTime`` and ``series``. Events live for ``--event-ttl``.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.timings import EVENT_TTL, MINUTE

_SAID = "events said"
_PURGE = "events purge"
_PURGE_EVERY = 5 * MINUTE
NORMAL, WARNING = "Normal", "Warning"


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
    said = world.remember(_SAID)
    saying = (reference.get("uid", ""), field_path, kind, reason, message, component)
    known = said.get(saying)
    stored = world.store.get("events", known[0], known[1]) if known else None
    if stored is not None:
        _write(client, _again(world, stored))
        return
    event = _first(world, reference, kind, reason, message, component, host, action)
    said[saying] = (event["metadata"]["namespace"], event["metadata"]["name"])
    _write(client, event)
    if _PURGE not in world.memory:
        world.remember(_PURGE)["due"] = world.now + _PURGE_EVERY
        world.schedule(_PURGE_EVERY, _PURGE)


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


def _again(world: World, stored: Object) -> Object:
    if stored.get("eventTime"):
        count = (stored.get("series") or {"count": 1})["count"] + 1
        series = {"count": count, "lastObservedTime": timestamps.micro_time(world.unix)}
        return {**stored, "series": series}
    count = stored.get("count", 1) + 1
    return {**stored, "count": count, "lastTimestamp": timestamps.time(world.unix)}


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
    for saying in [saying for saying, place in said.items() if place not in table]:
        del said[saying]
    if table:
        world.schedule(_PURGE_EVERY, _PURGE)
    else:
        del world.memory[_PURGE]
