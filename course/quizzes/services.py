"""Keeping answers."""

from collections.abc import Iterable

from django.db import transaction
from django.http import QueryDict

from course.accounts.models import Learner
from course.quizzes import signals
from course.quizzes.kinds import KINDS
from course.quizzes.models import Attempt, Question


@transaction.atomic
def answer(learner: Learner, question: Question, data: QueryDict) -> Attempt:
    """Mark and keep what the form *data* answers to *question*.

    Raises Unanswered (course.quizzes.kinds.unanswered) when it holds no answer.
    """
    kind = KINDS[question.kind]
    given = kind.read(data, question.body)
    Learner.objects.select_for_update().get(pk=learner.pk)
    _set_aside(learner, [question.pk])
    attempt = Attempt.objects.create(
        learner=learner,
        question=question,
        answer=given,
        correct=kind.correct(question.body, given),
    )
    signals.answered.send(
        Question, learner=learner, question=question.slug, correct=attempt.correct
    )
    return attempt


def start_again(learner: Learner, quiz: str) -> None:
    """Set aside what *learner* answered in *quiz*: kept, but no longer counted."""
    _set_aside(learner, Question.objects.filter(quiz=quiz).values_list("pk", flat=True))


def _set_aside(learner: Learner, questions: Iterable[int]) -> None:
    attempts = Attempt.objects.filter(learner=learner, counts=True, question_id__in=questions)
    attempts.update(counts=False)
