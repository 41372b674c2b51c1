"""A small memory of answers about objects that nobody mutates, looked up by identity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class IdentityMemo:
    """Remembers ``work(obj)`` for the very objects it was given, the last ``most`` or fewer.

    Thousands of pods share the one spec of their template: what was worked out for the first
    holds for all. An object is held while its answer is, so that its identity stays its own.
    """

    __slots__ = ("_answers", "_most", "_work")

    def __init__(self, work: Callable[[Any], Any], most: int = 1024) -> None:
        self._work = work
        self._most = most
        self._answers: dict[int, tuple[Any, Any]] = {}

    def __call__(self, obj: Any) -> Any:
        """``work(obj)``, remembered."""
        known = self._answers.get(id(obj))
        if known is not None:
            return known[1]
        answer = self._work(obj)
        if len(self._answers) >= self._most:
            self._answers.clear()
        self._answers[id(obj)] = (obj, answer)
        return answer
