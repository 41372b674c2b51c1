"""How many requests a second a flow sends: always as many, or in steps that may come again.

A step is (seconds, requests a second): from so many seconds of the world's clock on, that many.
Before the first step its rate counts already; with ``every`` the steps begin anew after so many
seconds, before the clock's zero too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cluster_sim.world.kube.timings import SECOND

Step = Sequence[float]
Spec = dict[str, Any]


def spec_of(rate: float | Sequence[Step], every: int = 0) -> Spec:
    """The fields of a flow's spec that say how much it sends. ValueError for steps that are none:
    there must be one, their times must grow, and stay below ``every``.
    """
    if isinstance(rate, int | float):
        return {"rate": rate}
    times = [seconds for seconds, _ in rate]
    if not times or times != sorted(set(times)) or (every and (times[0] < 0 or times[-1] >= every)):
        raise ValueError(f"the steps of a rate do not follow each other: {list(map(list, rate))}")
    steps = [[seconds, wanted] for seconds, wanted in rate]
    return {"rate": steps[0][1], "steps": steps, **({"every": every} if every else {})}


def rate_at(spec: Spec, now: int) -> float:
    """Requests a second at a moment of the world's clock (µs)."""
    steps = spec.get("steps")
    if not steps:
        return float(spec["rate"])
    time, turn = _within(spec, now)
    passed = [rate for seconds, rate in steps if seconds * SECOND <= time]
    if passed:
        return float(passed[-1])
    return float(steps[-1][1] if turn else steps[0][1])


def next_step(spec: Spec, now: int) -> int | None:
    """µs until the rate may be another; None when it stays."""
    steps = spec.get("steps")
    if not steps:
        return None
    time, turn = _within(spec, now)
    later = [int(seconds * SECOND) - time for seconds, _ in steps if seconds * SECOND > time]
    if later:
        return later[0]
    return int(steps[0][0] * SECOND) + turn - time if turn else None


def _within(spec: Spec, now: int) -> tuple[int, int]:
    """The time within the turn, and how long a turn is (µs, 0 when there is only one)."""
    turn = int(spec.get("every", 0)) * SECOND
    return (now % turn if turn else now), turn
