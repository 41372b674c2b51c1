"""Regular expressions of grep and sed (POSIX, chapter 9): leftmost, longest, never explosive.

An expression becomes a nondeterministic automaton that is run state set by state set, each set
remembered once met, so that the time grows with the length of the text only, whatever somebody
types. What groups matched is found afterwards, within the match.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cluster_sim.world.shell.commands.regular_automaton import (
    Automaton,
    Predicate,
    build,
    fits,
    is_free,
)
from cluster_sim.world.shell.commands.regular_parser import parse
from cluster_sim.world.shell.limits import MOST_LOOKS
from cluster_sim.world.shell.process import TooMuchWork

_MOST_SETS = 2000
# What a match costs whatever its length, in characters looked at.
_FOR_A_MATCH = 15


@dataclass(frozen=True)
class Match:
    """``groups``: (start, end) of the whole and of each group, None for one that took no part."""

    groups: tuple[tuple[int, int] | None, ...]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.groups[0][0] if self.groups[0] else 0

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.groups[0][1] if self.groups[0] else 0


@dataclass
class Work:
    """What a program has done to find matches; TooMuchWork when it is too much at a time."""

    looks: int = 0

    def spend(self, looks: int) -> None:
        """So many more characters were looked at."""
        self.looks += looks
        if self.looks > MOST_LOOKS:
            raise TooMuchWork


class Regular:
    """A compiled expression."""

    def __init__(self, pattern: str, extended: bool, ignore_case: bool) -> None:
        tree, self.groups = parse(pattern, extended)
        self.ignore_case = ignore_case
        self.automaton = Automaton()
        start = self.automaton.state()
        self.automaton.accept = self.automaton.state()
        build(self.automaton, tree, start, self.automaton.accept)
        self.sets: dict[tuple[frozenset[int], str, bool, bool], frozenset[int]] = {}

    def found_in(self, text: str) -> bool:
        """Whether it matches anywhere, which is much quicker to tell than where."""
        return self._anywhere(_folded(text) if self.ignore_case else text, 0)

    def search(self, text: str, at: int = 0, work: Work | None = None) -> Match | None:
        """The leftmost longest match from ``at`` on; what it takes is added to the work."""
        folded = _folded(text) if self.ignore_case else text
        if not self._anywhere(folded, at):
            return None
        start, end, seen = self._leftmost(folded, at)
        if work is not None:
            work.spend(seen - at + _FOR_A_MATCH * (1 + 2 * bool(self.groups)))
        groups = _captures(self.automaton, folded, start, end) if self.groups else {}
        found = (groups.get(number) for number in range(1, self.groups + 1))
        return Match(((start, end), *found))

    def _closure(self, states: frozenset[int], at_start: bool, at_end: bool) -> frozenset[int]:
        key = (states, "", at_start, at_end)
        found = self.sets.get(key)
        if found is None:
            reached, waiting = dict.fromkeys(sorted(states)), sorted(states)
            while waiting:
                for what, end in self.automaton.edges[waiting.pop()]:
                    if end not in reached and is_free(what, at_start, at_end):
                        reached[end] = None
                        waiting.append(end)
            found = self._keep(key, frozenset(reached))
        return found

    def _step(self, states: frozenset[int], character: str) -> frozenset[int]:
        key = (states, character, False, False)
        found = self.sets.get(key)
        if found is None:
            found = self._keep(
                key,
                frozenset(
                    end
                    for state in states
                    for what, end in self.automaton.edges[state]
                    if what[0] == "set" and fits(what, character, self.ignore_case)
                ),
            )
        return found

    def _keep(self, key: Any, states: frozenset[int]) -> frozenset[int]:
        if len(self.sets) >= _MOST_SETS:
            self.sets.clear()
        self.sets[key] = states
        return states

    def _anywhere(self, text: str, at: int) -> bool:
        """Whether anything matches at all: one pass with every start at once."""
        states: frozenset[int] = frozenset()
        for place in range(at, len(text) + 1):
            ends = place == len(text)
            states = self._closure(states | {0}, place == 0, ends)
            if self.automaton.accept in states:
                return True
            if not ends:
                states = self._step(states, text[place])
        return False

    def _leftmost(self, text: str, at: int) -> tuple[int, int, int]:
        """Where the leftmost longest match begins and ends, and how far that took to see.

        Each state knows its earliest start.
        """
        edges, length = self.automaton.edges, len(text)
        threads: dict[int, int] = {}
        best, place = (length, at), at
        for place in range(at, length + 1):
            if place - at > MOST_LOOKS:
                raise TooMuchWork
            if best[0] > place:
                threads[0] = place
            waiting = sorted(threads.items(), key=lambda thread: (-thread[1], thread[0]))
            threads = {}
            while waiting:
                state, start = waiting.pop()
                if state not in threads and start <= best[0]:
                    threads[state] = start
                    free = (
                        e for what, e in edges[state] if is_free(what, place == 0, place == length)
                    )
                    waiting.extend((end, start) for end in free)
            if threads.get(self.automaton.accept, length + 1) <= best[0]:
                best = (threads[self.automaton.accept], place)
            if place < length:
                threads = self._advance(threads, text[place])
            if not threads and best[0] <= place:
                break
        return *best, place

    def _advance(self, threads: dict[int, int], character: str) -> dict[int, int]:
        after: dict[int, int] = {}
        for state, start in threads.items():
            for what, end in self.automaton.edges[state]:
                if what[0] == "set" and fits(what, character, self.ignore_case):
                    after[end] = min(start, after.get(end, start))
        return after


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else text


@lru_cache(maxsize=64)
def compile(pattern: str, extended: bool = False, ignore_case: bool = False) -> Regular:
    """The expression; ValueError with grep's words when it is none."""
    return Regular(pattern, extended, ignore_case)


def _captures(automaton: Automaton, text: str, start: int, end: int) -> dict[int, tuple[int, int]]:
    """What each group took in the match of ``start`` to ``end``: a walk with memory."""
    Marks = tuple[tuple[int, int, int], ...]
    current: dict[int, Marks] = {0: ()}
    for place in range(start, end + 1):
        current = _spread(automaton, current, place, len(text))
        if place == end:
            break
        after: dict[int, Marks] = {}
        for state, marks in current.items():
            for what, target in automaton.edges[state]:
                if what[0] == "set" and target not in after and fits(what, text[place], True):
                    after[target] = marks
        current = after
    return {number: (begin, stop) for number, begin, stop in current.get(automaton.accept, ())}


def _spread(
    automaton: Automaton, current: dict[int, Any], place: int, length: int
) -> dict[int, Any]:
    reached: dict[int, Any] = {}
    waiting = list(reversed(current.items()))
    while waiting:
        state, marks = waiting.pop()
        if state in reached:
            continue
        reached[state] = marks
        for what, target in reversed(automaton.edges[state]):
            if target in reached or not is_free(what, place == 0, place == length):
                continue
            waiting.append((target, _marked(marks, what, place)))
    return reached


def _marked(marks: Any, what: Predicate, place: int) -> Any:
    if what[0] == "open":
        return (*(mark for mark in marks if mark[0] != what[1]), (what[1], place, place))
    if what[0] == "close":
        return tuple((n, b, place) if n == what[1] else (n, b, e) for n, b, e in marks)
    return marks
