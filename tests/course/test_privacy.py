"""Who sees what: a learner their own, everybody else nothing of it."""

from collections.abc import Callable

import pytest
from django.http import QueryDict

from course.accounts import personal_data
from course.accounts.models import Learner
from course.lessons import labs, selectors, services
from course.quizzes import selectors as quizzes
from course.quizzes import services as answering

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(course: None, learner: Learner) -> Learner:
    """A learner who has ticked a step, answered a question and opened a lab."""
    services.tick(learner.pk, "self-healing", "deploy", 5_000_000)
    answering.answer(learner, quizzes.question("lease-renewal"), QueryDict("answer=nobody"))
    labs.for_lesson(learner, selectors.lesson("self-healing"))
    return learner


def seen_by(learner: Learner | None) -> tuple[int, int, int]:
    """How many steps, answers and labs *learner* finds done."""
    lesson = selectors.lesson("self-healing")
    sheets = quizzes.quiz_for(learner, "self-healing", "fr")
    return (
        len(selectors.done_steps_for(learner, lesson)),
        sum(sheet.answered for sheet in sheets),
        len(labs.owned_by(learner, "fr")) if learner else 0,
    )


def test_the_owner_sees_everything(owner: Learner) -> None:
    assert seen_by(owner) == (1, 1, 1)


@pytest.mark.parametrize("who", [lambda: None, Learner.objects.create], ids=["stranger", "guest"])
def test_others_see_nothing(owner: Learner, who: Callable[[], Learner | None]) -> None:
    assert seen_by(who()) == (0, 0, 0)


def test_an_export_holds_the_learners_own_only(owner: Learner) -> None:
    other = Learner.objects.create()
    kept = personal_data.export(owner)
    assert [len(kept[part]) for part in ("steps", "answers", "labs")] == [1, 1, 1]
    assert [personal_data.export(other)[part] for part in ("steps", "answers", "labs")] == [[]] * 3
