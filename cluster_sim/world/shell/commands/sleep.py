"""``sleep``."""

from __future__ import annotations

import re

from cluster_sim.world.shell.process import Exit, Outcome, Process, Wait

NAME = "sleep"
LATENCY = 1_000
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})([smhd]?)")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}


def start(process: Process) -> Outcome:
    """``sleep NUMBER[smhd] …``: the sum of them."""
    if len(process.argv) < 2:
        process.complain("sleep: missing operand\nTry 'sleep --help' for more information.\n")
        return Exit(1)
    total = 0
    for text in process.argv[1:]:
        if text in ("infinity", "inf"):
            return Wait()
        time = duration(text)
        if time is None:
            process.complain(
                f"sleep: invalid time interval ‘{text}’\nTry 'sleep --help' for more information.\n"
            )
            return Exit(1)
        total += time
    return Wait(delay=max(0, total - LATENCY))


def wake(process: Process) -> Outcome:
    """The time is over."""
    return Exit()


def duration(text: str) -> int | None:
    """``1.5m`` in µs, None when it is no duration."""
    match = _DURATION.fullmatch(text)
    return int(float(match[1]) * _UNITS[match[2]] * 1_000_000) if match else None
