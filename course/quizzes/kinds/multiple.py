"""All the choices that are true, and no other."""

from typing import Any

from django.http import QueryDict

from course.quizzes.kinds.unanswered import Unanswered

Body = dict[str, Any]


def read(data: QueryDict, body: Body) -> list[str]:
    """The ids of the choices taken, in the order of the question; at least one."""
    taken = set(data.getlist("answer"))
    known = [choice["id"] for choice in body["choices"]]
    if not taken or not taken <= set(known):
        raise Unanswered
    return [choice for choice in known if choice in taken]


def correct(body: Body, answer: list[str]) -> bool:
    """Whether exactly the true choices were taken."""
    return answer == [choice["id"] for choice in body["choices"] if choice["correct"]]
