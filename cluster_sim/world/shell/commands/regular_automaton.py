"""Regular expressions as automata that may be in several states at once (Thompson's)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cluster_sim.world.shell.commands.regular_parser import Node

_MOST_STATES = 4000
# What an edge asks: ("set", negated, ranges), ("start",), ("end",), or nothing.
Predicate = tuple[Any, ...]


class TooComplex(ValueError):
    """An expression whose automaton would be too large."""


@dataclass
class Automaton:
    """State → list of (what to do, next state); state 0 begins, ``accept`` ends."""

    edges: list[list[tuple[Predicate, int]]] = field(default_factory=list)
    accept: int = 0

    def state(self) -> int:
        if len(self.edges) >= _MOST_STATES:
            raise TooComplex("Regular expression too big")
        self.edges.append([])
        return len(self.edges) - 1

    def edge(self, start: int, what: Predicate, end: int) -> None:
        self.edges[start].append((what, end))


def is_free(what: Predicate, at_start: bool, at_end: bool) -> bool:
    match what[0]:
        case "start":
            return at_start
        case "end":
            return at_end
        case "set":
            return False
    return True


def fits(what: Predicate, character: str, ignore_case: bool) -> bool:
    _, negated, ranges = what
    inside = any(low <= character <= high for low, high in ranges)
    if ignore_case and not inside:
        upper = character.upper()
        inside = any(low <= upper <= high for low, high in ranges)
    return inside != negated


def build(automaton: Automaton, tree: Node, start: int, end: int) -> None:
    """Lay the tree between two states."""
    match tree:
        case ("empty",):
            automaton.edge(start, ("free",), end)
        case ("set" | "start" | "end", *_):
            automaton.edge(start, tree, end)
        case ("both", trees):
            for part in trees[:-1]:
                middle = automaton.state()
                build(automaton, part, start, middle)
                start = middle
            build(automaton, trees[-1], start, end)
        case ("either", trees):
            for part in trees:
                build(automaton, part, start, end)
        case ("group", number, inner):
            begin, finish = automaton.state(), automaton.state()
            automaton.edge(start, ("open", number), begin)
            build(automaton, inner, begin, finish)
            automaton.edge(finish, ("close", number), end)
        case ("repeat", inner, least, most):
            _repeat(automaton, inner, least, most, start, end)


def _repeat(
    automaton: Automaton, inner: Node, least: int, most: int | None, start: int, end: int
) -> None:
    for _ in range(least):
        middle = automaton.state()
        build(automaton, inner, start, middle)
        start = middle
    if most is None:
        loop = automaton.state()
        automaton.edge(start, ("free",), loop)
        after = automaton.state()
        build(automaton, inner, loop, after)
        automaton.edge(after, ("free",), loop)
        automaton.edge(loop, ("free",), end)
        return
    for _ in range(most - least):
        middle = automaton.state()
        build(automaton, inner, start, middle)
        automaton.edge(start, ("free",), end)
        start = middle
    automaton.edge(start, ("free",), end)
