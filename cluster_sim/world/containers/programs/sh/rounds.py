"""Loops that go round and round alike: rounds that nobody looks at are counted, not run.

A loop is skipped over only where that cannot be told from running it: its body decides nothing,
its rounds take equally long, and of the variables only numbers change, by the same each time.
"""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.containers.programs.sh.parser import Node
from cluster_sim.world.containers.programs.sh.words import Token, tokens

_DECIDING = ("if", "case", "while", "until", "for", "and", "or", "not", "background", "subshell")
_UNSTEADY = ("$RANDOM", "[", "test", "eval", "read", "trap", "set", "export")


class Round(NamedTuple):
    """The clock and the variables at the beginning of a round."""

    now: int
    variables: dict[str, str]


def is_plain(body: Node) -> bool:
    """Whether the body does the same things in every round."""
    if body.kind in _DECIDING:
        return False
    if body.kind == "simple":
        assignments, words, _ = body.parts
        return all(_is_steady(word) for word in (*assignments, *words))
    return all(is_plain(part) for part in body.parts if isinstance(part, Node))


def step_between(rounds: list[Round]) -> tuple[int, dict[str, int]] | None:
    """µs and changes of numbers from one round to the next, if the last three rounds agree."""
    if len(rounds) < 3:
        return None
    first, second, third = rounds[-3:]
    time = third.now - second.now
    changes = _changes(second.variables, third.variables)
    if time <= 0 or time != second.now - first.now or changes is None:
        return None
    if changes != _changes(first.variables, second.variables):
        return None
    return time, changes


def _is_steady(word: Token) -> bool:
    if word.text in _UNSTEADY:
        return False
    for part in word.parts:
        if part.kind == "sum" and any(sign in part.text for sign in "/%*<>=&|?^~"):
            return False
        if part.kind == "variable" and part.text == "RANDOM":
            return False
        if part.kind == "command" and any(token.operator for token in tokens(part.text)):
            return False
    return True


def _changes(before: dict[str, str], after: dict[str, str]) -> dict[str, int] | None:
    """By how much each number changed; None when anything else did."""
    if before.keys() != after.keys():
        return None
    found = {}
    for name, value in after.items():
        if value == before[name]:
            continue
        if not (_is_number(value) and _is_number(before[name])):
            return None
        found[name] = int(value) - int(before[name])
    return found


def _is_number(text: str) -> bool:
    return text.lstrip("-").isdigit() and len(text) <= 15
