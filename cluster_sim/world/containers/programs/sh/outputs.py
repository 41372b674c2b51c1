"""How commands speak: a line on one of the two streams, and a status."""

from __future__ import annotations

from cluster_sim.world.containers.programs.sh.effects import STDERR, STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.shell import Shell

_LONGEST = 16_384


def say(shell: Shell, text: str, end: str = "\n") -> Effects:
    """Write a line to standard output; status 0."""
    yield Effect(shell.now, STDOUT, "", text[:_LONGEST] + end)
    return 0


def failed(shell: Shell, text: str, status: int) -> Effects:
    """Write a line to standard error; the status."""
    yield Effect(shell.now, STDERR, "", text[:_LONGEST] + "\n")
    return status
