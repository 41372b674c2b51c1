"""Which events are one and the same, which are told together, and which are not told at all.

client-go's EventCorrelator (tools/record/events_cache.go) for a component's own events, and the
series of events.k8s.io (tools/events/event_broadcaster.go) for the scheduler's.
"""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.timings import MINUTE

# Ten different messages under one reason within ten minutes: from then on they are combined.
_MOST_MESSAGES, _FORGET_MESSAGES = 10, 10 * MINUTE
_COMBINED = "(combined from similar events): "
# A source says 25 things of one type about an object in a burst, then one more in five minutes.
_BURST, _REFILL = 25, 5 * MINUTE

# What was said about what: the messages under one reason, and when the last one came.
_MESSAGES = "events alike"
_BUCKETS = "events spam"


class Subject(NamedTuple):
    """Who speaks of which object, in which tone and why."""

    uid: str
    kind: str
    component: str
    reason: str


def combined(world: World, subject: Subject, message: str) -> str | None:
    """The message that stands for many under one reason; None while each is told by itself."""
    known = world.remember(_MESSAGES)
    messages, last = known.get(tuple(subject), ((), 0))
    if world.unix - last > _FORGET_MESSAGES:
        messages = ()
    if message not in messages:
        messages = (*messages, message)
    many = len(messages) >= _MOST_MESSAGES
    if many:
        # The real one forgets any of them.
        gone = world.chance.below("events", len(messages))
        messages = messages[:gone] + messages[gone + 1 :]
    known[tuple(subject)] = (messages, world.unix)
    return _COMBINED + message if many else None


def allowed(world: World, subject: Subject) -> bool:
    """Whether the source may still speak of the object; uses up one of its turns."""
    bucket = (subject.component, subject.uid, subject.kind)
    tokens, since = _level(world, bucket, world.unix)
    if not tokens:
        return False
    world.remember(_BUCKETS)[bucket] = (tokens - 1, since)
    return True


def allowed_at(world: World, component: str, uid: str, kind: str, now: int) -> int:
    """When the source may speak of the object again (Unix µs)."""
    tokens, since = _level(world, (component, uid, kind), now)
    return now if tokens else since + _REFILL


def forget(world: World) -> None:
    """Let go of what changes nothing any more."""
    messages = world.remember(_MESSAGES)
    for subject in [each for each in messages if _is_old(world, messages[each][1])]:
        del messages[subject]
    buckets = world.remember(_BUCKETS)
    for bucket in [each for each in buckets if _level(world, each, world.unix)[0] >= _BURST]:
        del buckets[bucket]


def _is_old(world: World, last: int) -> bool:
    return world.unix - last > _FORGET_MESSAGES


def _level(world: World, bucket: tuple[str, str, str], now: int) -> tuple[int, int]:
    """How many events are left, and since when that has been so."""
    tokens, since = world.remember(_BUCKETS).get(bucket, (_BURST, now))
    earned = (now - since) // _REFILL
    if tokens + earned >= _BURST:
        return _BURST, now
    return tokens + earned, since + earned * _REFILL
