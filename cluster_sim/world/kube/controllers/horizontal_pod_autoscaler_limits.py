"""What becomes of a recommendation: held steady for a while, and changed only so fast.

pkg/controller/podautoscaler/horizontal.go (normalizeDesiredReplicas and what it calls)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any, Final, NamedTuple

from cluster_sim.world.kube.timings import HPA_DOWNSCALE_STABILIZATION, SECOND

# A number of replicas and when (Unix µs) it was recommended, or added, or taken away.
Moment = tuple[int, int]
Rules = dict[str, Any]

# Without rules of its own an autoscaler may double the replicas, and always go up to four.
_FACTOR, _LEAST = 2.0, 4
_MOST: Final = 2**31 - 1
WITHIN: Final = ("DesiredWithinRange", "the desired count is within the acceptable range")
TOO_FEW: Final = (
    "TooFewReplicas",
    "the desired replica count is less than the minimum replica count",
)
TOO_MANY: Final = (
    "TooManyReplicas",
    "the desired replica count is more than the maximum replica count",
)
_TOO_FAST: Final = (
    "ScaleUpLimit",
    "the desired replica count is increasing faster than the maximum scale rate",
)
_TOO_FAST_DOWN: Final = (
    "ScaleDownLimit",
    "the desired replica count is decreasing faster than the maximum scale rate",
)
STEADY: Final = ("ReadyForNewScale", "recommended size matches current size")
_HIGHER: Final = (
    "ScaleDownStabilized",
    "recent recommendations were higher than current one, applying the highest recent "
    "recommendation",
)
_LOWER: Final = (
    "ScaleUpStabilized",
    "recent recommendations were lower than current one, applying the lowest recent recommendation",
)
Reason = tuple[str, str]


class Past(NamedTuple):
    """What an autoscaler remembers: its recommendations, and the replicas it added and took."""

    recommendations: tuple[Moment, ...] = ()
    added: tuple[Moment, ...] = ()
    taken: tuple[Moment, ...] = ()


class Range(NamedTuple):
    """The replicas there are, the fewest and the most, and the moment (Unix µs)."""

    current: int
    least: int
    most: int
    now: int


class Outcome(NamedTuple):
    """The replicas to have; why they are held or not, and whether and why they are limited."""

    replicas: int
    able: Reason
    limited: bool
    limit: Reason


def usual(past: Past, where: Range, wanted: int) -> tuple[Outcome, Past]:
    """For an autoscaler without rules of its own; the outcome, and what it now remembers."""
    since = where.now - HPA_DOWNSCALE_STABILIZATION
    recent = tuple(each for each in past.recommendations if each[1] >= since)
    held = max((wanted, *(each[0] for each in recent)))
    able = STEADY if held == wanted else _HIGHER
    least, most, why = where.least, where.most, TOO_MANY
    fastest = int(max(_FACTOR * where.current, _LEAST))
    if most > fastest:
        most, why = fastest, _TOO_FAST
    if held < least:
        found, limit = least, TOO_FEW
    else:
        found, limit = (most, why) if held > most else (held, WITHIN)
    kept = past._replace(recommendations=(*recent, (wanted, where.now)))
    return Outcome(found, able, found != held, limit), kept


def ruled(past: Past, where: Range, wanted: int, behavior: Rules) -> tuple[Outcome, Past]:
    """For one with rules (``spec.behavior``); the outcome, and what it now remembers."""
    up, down = behavior["scaleUp"], behavior["scaleDown"]
    upper = where.now - int(up.get("stabilizationWindowSeconds") or 0) * SECOND
    given = down.get("stabilizationWindowSeconds")
    window = HPA_DOWNSCALE_STABILIZATION if given is None else given * SECOND
    lower = where.now - window
    lowest = min((wanted, *(n for n, at in past.recommendations if at > upper)))
    highest = max((wanted, *(n for n, at in past.recommendations if at > lower)))
    held = min(max(where.current, lowest), highest)
    able = STEADY
    if held != wanted:
        able = _LOWER if wanted >= where.current else _HIGHER
    found, limit = _paced(past, where, held, up, down)
    recent = tuple(each for each in past.recommendations if each[1] >= min(upper, lower))
    kept = past._replace(recommendations=(*recent, (wanted, where.now)))
    return Outcome(found, able, found != held, limit), kept


def rescaled(past: Past, before: int, after: int, behavior: Rules | None, now: int) -> Past:
    """What is remembered of a change, where there are rules that will ask for it."""
    if behavior is None:
        return past
    if after > before:
        kept = _within(past.added, _longest(behavior["scaleUp"]), now)
        return past._replace(added=(*kept, (after - before, now)))
    kept = _within(past.taken, _longest(behavior["scaleDown"]), now)
    return past._replace(taken=(*kept, (before - after, now)))


def _paced(past: Past, where: Range, held: int, up: Rules, down: Rules) -> tuple[int, Reason]:
    """As many replicas as may be had at once."""
    if held > where.current:
        fastest = max(_up_limit(past, where, up), where.current)
        most, why = (fastest, _TOO_FAST) if where.most > fastest else (where.most, TOO_MANY)
        return (most, why) if held > most else (held, WITHIN)
    if held < where.current:
        fastest = min(_down_limit(past, where, down), where.current)
        least = where.least
        least, why = (fastest, _TOO_FAST_DOWN) if least < fastest else (least, TOO_FEW)
        return (least, why) if held < least else (held, WITHIN)
    return held, WITHIN


def _up_limit(past: Past, where: Range, rules: Rules) -> int:
    def proposed(policy: Rules, begun: int) -> int:
        if policy["type"] == "Pods":
            return begun + int(policy["value"])
        return ceil(begun * (1 + policy["value"] / 100))

    return _limit(past, where, rules, proposed, widest=max, narrowest=min)


def _down_limit(past: Past, where: Range, rules: Rules) -> int:
    def proposed(policy: Rules, begun: int) -> int:
        if policy["type"] == "Pods":
            return begun - int(policy["value"])
        return int(begun * (1 - policy["value"] / 100))

    return _limit(past, where, rules, proposed, widest=min, narrowest=max)


def _limit(
    past: Past,
    where: Range,
    rules: Rules,
    proposed: Callable[[Rules, int], int],
    widest: Callable[[Sequence[int]], int],
    narrowest: Callable[[Sequence[int]], int],
) -> int:
    """The replicas that the policies allow, counted from the start of each one's period."""
    chosen = rules.get("selectPolicy") or "Max"
    if chosen == "Disabled":
        return where.current
    found = []
    for policy in rules.get("policies") or ():
        period = int(policy["periodSeconds"])
        added = sum(count for count, _ in _within(past.added, period, where.now))
        taken = sum(count for count, _ in _within(past.taken, period, where.now))
        found.append(proposed(policy, where.current - added + taken))
    if not found:
        return where.current
    return min(max(narrowest(found) if chosen == "Min" else widest(found), -_MOST), _MOST)


def _longest(rules: Rules) -> int:
    return max((int(each["periodSeconds"]) for each in rules.get("policies") or ()), default=0)


def _within(moments: tuple[Moment, ...], period: int, now: int) -> tuple[Moment, ...]:
    """Those of the last ``period`` seconds."""
    return tuple(each for each in moments if each[1] > now - period * SECOND)
