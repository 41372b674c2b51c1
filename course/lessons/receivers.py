"""What lessons do when a lab ticks a step or a question is answered."""

from typing import Any
from uuid import UUID

from cluster_sim.signals import step_ticked
from course.accounts.models import Learner
from course.lessons import services
from course.quizzes.signals import answered


def connect() -> None:
    """Listen to the labs and to the quizzes."""
    step_ticked.connect(on_step_ticked, dispatch_uid="course.lessons")
    answered.connect(on_answered, dispatch_uid="course.lessons")


def on_step_ticked(
    sender: Any, *, owner: str, purpose: str, step: str, time: int, **_: Any
) -> None:
    """A lab has seen *step* done at *time* (µs of its clock): note it for the lab's owner."""
    owner_kind, _colon, identity = owner.partition(":")
    purpose_kind, _colon, lesson = purpose.partition(":")
    if (owner_kind, purpose_kind) == ("learner", "lesson"):
        services.tick(UUID(identity), lesson, step, time)


def on_answered(sender: Any, *, learner: Learner, question: str, correct: bool, **_: Any) -> None:
    """A right answer ticks the steps that ask the question."""
    if correct:
        services.tick_answered(learner, question)
