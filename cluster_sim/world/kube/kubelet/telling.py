"""Events of the kubelet, held back when one pod has too much to say.

client-go's EventSourceObjectSpamFilter (tools/record/events_cache.go): a source may say 25
things of one type about one object in a burst, then one more every five minutes.
"""

from __future__ import annotations

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.events import NORMAL, WARNING, record
from cluster_sim.world.kube.timings import MINUTE

COMPONENT = "kubelet"
_BUCKETS = "kubelet events"
_BURST, _REFILL = 25, 5 * MINUTE


def normal(client: Client, about: Object, reason: str, message: str, part: str = "") -> None:
    """Tell what went as it should."""
    _tell(client, about, NORMAL, reason, message, part)


def warning(client: Client, about: Object, reason: str, message: str, part: str = "") -> None:
    """Tell what did not."""
    _tell(client, about, WARNING, reason, message, part)


def may_warn_at(world: World, uid: str, now: int) -> int:
    """When the next warning about the object will be heard (Unix µs)."""
    tokens, since = _level(world, (uid, WARNING), now)
    return now if tokens else since + _REFILL


def forget(world: World, uid: str) -> None:
    """The object is gone."""
    for kind in (NORMAL, WARNING):
        world.remember(_BUCKETS).pop((uid, kind), None)


def part_of(kind: str, container: str) -> str:
    """``spec.containers{web}``: the field path of a container in an event."""
    return f"spec.{kind}{{{container}}}"


def _tell(client: Client, about: Object, kind: str, reason: str, message: str, part: str) -> None:
    world, bucket = client.world, (about["metadata"].get("uid", ""), kind)
    tokens, since = _level(world, bucket, world.unix)
    if not tokens:
        return
    world.remember(_BUCKETS)[bucket] = (tokens - 1, since)
    host = client.call.actor.partition("/")[2]
    record(client, about, kind, reason, message, COMPONENT, host, part)


def _level(world: World, bucket: tuple[str, str], now: int) -> tuple[int, int]:
    """How many events are left, and since when that has been so."""
    tokens, since = world.remember(_BUCKETS).get(bucket, (_BURST, now))
    earned = (now - since) // _REFILL
    if tokens + earned >= _BURST:
        return _BURST, now
    return tokens + earned, since + earned * _REFILL
