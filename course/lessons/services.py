"""Ticking steps, and opening the lab of a lesson."""

from typing import Any
from uuid import UUID

from course.accounts.models import Learner
from course.lessons.models import Lesson, Step, StepProgress


def tick(learner: UUID, lesson: str, step: str, lab_time: int | None = None) -> bool:
    """Note that *learner* has done *step*; the first time counts. False when there is no such."""
    if not Learner.objects.filter(pk=learner).exists():
        return False
    found = Step.objects.filter(lesson__slug=lesson, slug=step).first()
    if found is None:
        return False
    StepProgress.objects.get_or_create(
        learner_id=learner, step=found, defaults={"lab_time": lab_time}
    )
    return True


def tick_answered(learner: Learner, question: str) -> None:
    """Tick the steps that ask *question*, which *learner* answered well."""
    for step in Step.objects.filter(question=question).select_related("lesson"):
        tick(learner.pk, step.lesson.slug, step.slug)


def tasks(lesson: Lesson) -> list[dict[str, Any]]:
    """What the lab checks by itself: the steps that have a check, with their hints."""
    return [
        {"id": step.slug, "check": step.condition, "hints": step.hints}
        for step in lesson.steps.all()
        if step.condition
    ]
