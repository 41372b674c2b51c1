"""One choice among several."""

from typing import Any

from django.http import QueryDict

from course.quizzes.kinds.unanswered import Unanswered

Body = dict[str, Any]


def read(data: QueryDict, body: Body) -> str:
    """The id of the choice taken."""
    chosen = data.get("answer", "")
    if chosen not in {choice["id"] for choice in body["choices"]}:
        raise Unanswered
    return chosen


def correct(body: Body, answer: str) -> bool:
    """Whether the choice taken is the right one."""
    return any(choice["correct"] for choice in body["choices"] if choice["id"] == answer)
