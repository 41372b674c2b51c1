"""Regular expressions: ``find`` and ``findAll`` (apiserver/pkg/cel/library/regex.go).

Built on the one question that RE2 answers here, whether a text matches: the first place where
something matches, and there the longest text that does. RE2 itself prefers what the expression
names first (``a|ab`` in "ab" is "a"); that differs in such expressions only.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from cel_expr_python import cel

from cluster_sim.world.cel.library import INT, LIST, STRING, Form, Library, function

# A text of n characters takes n questions of n steps.
_LONGEST_TEXT = 2_000
_MOST_QUESTIONS = 20_000


class _Search:
    """A pattern and a text, and the questions still allowed."""

    def __init__(self, text: str, pattern: str) -> None:
        if len(text) > _LONGEST_TEXT:
            raise ValueError("operation cancelled: actual cost limit exceeded")
        self._text, self._pattern, self._left = text, pattern, _MOST_QUESTIONS

    def next(self, start: int) -> tuple[int, int] | None:
        """Where the next match from ``start`` begins and ends."""
        text = self._text
        if not self._matches(text[start:], self._pattern):
            return None
        for begin in range(start, len(text) + 1):
            if self._matches(text[begin:], f"^(?:{self._pattern})"):
                for end in range(len(text), begin - 1, -1):
                    if self._matches(text[begin:end], f"^(?:{self._pattern})$"):
                        return begin, end
        return None

    def _matches(self, text: str, pattern: str) -> bool:
        self._left -= 1
        if self._left < 0:
            raise ValueError("operation cancelled: actual cost limit exceeded")
        result = _matching().eval(data={"text": text, "pattern": pattern})
        if result.type() == cel.Type.ERROR:
            raise ValueError(str(result.plain_value()).partition(": ")[2])
        return bool(result.plain_value())


@cache
def _matching() -> Any:
    variables = {"text": cel.Type.STRING, "pattern": cel.Type.STRING}
    return cel.NewEnv(variables=variables).compile("text.matches(pattern)")


def _find(text: str, pattern: str) -> str:
    found = _Search(text, pattern).next(0)
    return text[found[0] : found[1]] if found else ""


def _find_all(text: str, pattern: str, most: int = -1) -> list[str]:
    search, start = _Search(text, pattern), 0
    found: list[str] = []
    while most < 0 or len(found) < most:
        place = search.next(start) if start <= len(text) else None
        if place is None:
            break
        found.append(text[place[0] : place[1]])
        start = place[1] if place[1] > place[0] else place[1] + 1
    return found


LIBRARY = Library(
    "regex",
    (
        function("find", Form([STRING, STRING], STRING, _find)),
        function(
            "findAll",
            Form([STRING, STRING], LIST, _find_all),
            Form([STRING, STRING, INT], LIST, _find_all),
        ),
    ),
)
