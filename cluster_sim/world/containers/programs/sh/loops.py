"""Loops of a shell: while, until and for, and how they are left.

A loop that goes on for ever in rounds that are all alike is not run where nobody looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cluster_sim.world.containers.programs.sh import rounds
from cluster_sim.world.containers.programs.sh.effects import Effects
from cluster_sim.world.containers.programs.sh.expansion import expand
from cluster_sim.world.containers.programs.sh.parser import Node
from cluster_sim.world.containers.programs.sh.words import Token

if TYPE_CHECKING:
    from cluster_sim.world.containers.programs.sh.shell import Shell

# So many rounds of a loop are run before the moment that somebody looks at.
KEPT_ROUNDS = 5_000


class _Leave(Exception):
    def __init__(self, again: bool, levels: int) -> None:
        super().__init__(again)
        self.again = again
        self.levels = levels


def run_while(shell: Shell, condition: Node, body: Node, until: bool) -> Effects:
    """``while`` and ``until``: the status of the last round."""
    plain = _is_constant(condition, until) and not _may_leave(body)
    if plain:
        shell.endless = shell.endless or not shell.exit_on_error
    plain = plain and rounds.is_plain(body) and not shell.depth
    seen: list[rounds.Round] = []
    status = 0
    while ((yield from shell.run(condition, True)) == 0) != until:
        if plain and shell.looked_at:
            _skip_rounds(shell, seen)
        try:
            status = yield from shell.run(body)
        except _Leave as leave:
            if _passes_on(leave):
                raise
            if not leave.again:
                break
    return status


def run_for(shell: Shell, name: str, words: tuple[Token, ...], body: Node) -> Effects:
    """``for name in words``: the status of the last round."""
    values = yield from expand(shell, words)
    status = 0
    for text in values:
        shell.variables[name] = text
        try:
            status = yield from shell.run(body)
        except _Leave as leave:
            if _passes_on(leave):
                raise
            if not leave.again:
                break
    return status


def leave(again: bool, levels: int) -> None:
    """``continue`` or ``break`` out of so many loops."""
    raise _Leave(again, levels)


def _skip_rounds(shell: Shell, seen: list[rounds.Round]) -> None:
    """Leave out rounds that are too long ago for anybody to see what they wrote."""
    seen.append(rounds.Round(shell.now, dict(shell.variables)))
    del seen[:-3]
    step = rounds.step_between(seen)
    if step is None:
        return
    time, changes = step
    count = (shell.looked_at - shell.now) // time - KEPT_ROUNDS
    if count <= 0:
        return
    shell.now += count * time
    for name, change in changes.items():
        shell.variables[name] = str(int(shell.variables[name]) + count * change)
    seen.clear()


def _passes_on(leave: _Leave) -> bool:
    leave.levels -= 1
    return leave.levels > 0


def _is_constant(condition: Node, until: bool) -> bool:
    if condition.kind != "simple" or not condition.parts[1]:
        return False
    word = condition.parts[1][0].text
    return word in (("false",) if until else ("true", ":"))


def _may_leave(node: object) -> bool:
    """Whether there is a command in the tree that could end the loop or the script."""
    if isinstance(node, Token):
        return any(word in node.text for word in ("exit", "break", "return", "exec", "kill"))
    if isinstance(node, tuple):
        return any(_may_leave(part) for part in node)
    return False
