"""``seq``."""

from __future__ import annotations

import re

from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "seq"
LATENCY = 1_000
_NUMBER = re.compile(r"-?\d{1,9}")
_MOST = 100_000


def start(process: Process) -> Outcome:
    """``seq [FIRST [STEP]] LAST``, whole numbers."""
    numbers = process.argv[1:]
    for text in numbers:
        if not _NUMBER.fullmatch(text):
            process.complain(
                f"seq: invalid floating point argument: ‘{text}’\n"
                "Try 'seq --help' for more information.\n"
            )
            return Exit(1)
    if not 1 <= len(numbers) <= 3:
        process.complain("seq: missing operand\nTry 'seq --help' for more information.\n")
        return Exit(1)
    first = int(numbers[0]) if len(numbers) > 1 else 1
    step = int(numbers[1]) if len(numbers) == 3 else 1
    if step == 0:
        process.complain("seq: invalid Zero increment value: ‘0’\n")
        return Exit(1)
    found = range(first, int(numbers[-1]) + (1 if step > 0 else -1), step)
    process.write("".join(f"{number}\n" for number in found[:_MOST]))
    return Exit()
