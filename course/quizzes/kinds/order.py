"""Things to put in order: the file lists them in the right one."""

from typing import Any

from django.http import QueryDict

from course.quizzes.kinds.unanswered import Unanswered

Body = dict[str, Any]


def read(data: QueryDict, body: Body) -> list[str]:
    """The ids in the order given: each item carries the rank chosen for it, from 1, each once."""
    ids = [item["id"] for item in body["items"]]
    try:
        ranks = {item: int(data.get(f"rank-{item}", "")) for item in ids}
    except ValueError as error:
        raise Unanswered from error
    if sorted(ranks.values()) != list(range(1, len(ids) + 1)):
        raise Unanswered
    return sorted(ids, key=lambda item: ranks[item])


def correct(body: Body, answer: list[str]) -> bool:
    """Whether every item is at its place."""
    return answer == [item["id"] for item in body["items"]]
