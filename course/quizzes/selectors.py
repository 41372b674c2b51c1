"""Reading questions and a learner's own answers."""

from collections.abc import Iterable
from typing import Any

from course.accounts.models import Learner
from course.quizzes.models import Attempt, Question
from course.quizzes.sheet import Sheet, sheet


def question(slug: str) -> Question:
    """The question of that name; Question.DoesNotExist when there is none."""
    return Question.objects.get(slug=slug)


def attempts_for(learner: Learner | None, questions: Iterable[Question]) -> dict[int, Attempt]:
    """The attempt of *learner* that counts for each of *questions*, by the question's key."""
    if learner is None:
        return {}
    counting = Attempt.objects.filter(
        learner=learner, counts=True, question__in=[question.pk for question in questions]
    )
    return {attempt.question_id: attempt for attempt in counting}


def sheets_for(
    learner: Learner | None, questions: Iterable[Question], language: str
) -> list[Sheet]:
    """*questions* as a page shows them to *learner*."""
    asked = list(questions)
    attempts = attempts_for(learner, asked)
    return [sheet(question, language, attempts.get(question.pk)) for question in asked]


def quiz_for(learner: Learner | None, quiz: str, language: str) -> list[Sheet]:
    """The questions of *quiz* in order, with what *learner* answered."""
    return sheets_for(learner, Question.objects.filter(quiz=quiz), language)


def export(learner: Learner) -> list[dict[str, Any]]:
    """All that *learner* ever answered, oldest first."""
    return [
        {
            "question": attempt.question.slug,
            "answer": attempt.answer,
            "correct": attempt.correct,
            "at": attempt.created_at.isoformat(),
        }
        for attempt in Attempt.objects.filter(learner=learner).select_related("question")
    ]
