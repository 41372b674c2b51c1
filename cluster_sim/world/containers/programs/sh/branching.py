"""Where a script takes one way of several: if and case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cluster_sim.world.containers.programs.sh.effects import Effects
from cluster_sim.world.containers.programs.sh.expansion import fits, joined
from cluster_sim.world.containers.programs.sh.parser import Node
from cluster_sim.world.containers.programs.sh.words import Token

if TYPE_CHECKING:
    from cluster_sim.world.containers.programs.sh.shell import Shell

# Each way with what leads to it: a condition, or patterns.
Branches = tuple[tuple[Node, Node], ...]
Cases = tuple[tuple[tuple[Token, ...], Node], ...]


def run_if(shell: Shell, branches: Branches, otherwise: Node | None) -> Effects:
    """The first branch whose condition holds; its status, 0 where none does."""
    for condition, body in branches:
        if not (yield from shell.run(condition, True)):
            return (yield from shell.run(body))
    return (yield from shell.run(otherwise)) if otherwise is not None else 0


def run_case(shell: Shell, word: Token, cases: Cases) -> Effects:
    """The first branch with a pattern that the word fits; its status, 0 where there is none."""
    text = yield from joined(shell, word)
    for patterns, body in cases:
        for pattern in patterns:
            if (yield from fits(shell, text, pattern)):
                return (yield from shell.run(body))
    return 0
