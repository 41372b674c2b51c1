"""The score of a quiz in templates."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template

from course.quizzes.sheet import Sheet

register = template.Library()


@dataclass(frozen=True)
class Score:
    """How many questions there are, were answered, and were answered well."""

    total: int
    answered: int
    right: int

    @property
    def complete(self) -> bool:
        """Whether every question was answered."""
        return self.answered == self.total


@register.simple_tag
def score(sheets: Iterable[Sheet]) -> Score:
    """The score of the quiz made of *sheets*."""
    asked = list(sheets)
    answered = [sheet for sheet in asked if sheet.answered]
    return Score(len(asked), len(answered), sum(sheet.correct for sheet in answered))
