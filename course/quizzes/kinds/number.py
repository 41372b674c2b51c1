"""A number, within a tolerance."""

import math
from typing import Any

from django.http import QueryDict

from course.quizzes.kinds.unanswered import Unanswered

Body = dict[str, Any]


def read(data: QueryDict, body: Body) -> float:
    """The number typed; a decimal comma is as good as a point."""
    try:
        value = float(data.get("answer", "").strip().replace(",", "."))
    except ValueError as error:
        raise Unanswered from error
    if not math.isfinite(value):
        raise Unanswered
    return value


def correct(body: Body, answer: float) -> bool:
    """Whether the number is no further from the expected one than the tolerance."""
    return abs(answer - body["value"]) <= body.get("tolerance", 0)
