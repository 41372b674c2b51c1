"""Steps tick from the lab and from answers, and stay ticked."""

import pytest
from django.test import Client

from cluster_sim.models import Lab
from cluster_sim.signals import step_ticked
from course.accounts.models import Learner
from course.lessons import selectors
from course.lessons.models import StepProgress

pytestmark = pytest.mark.django_db


def tick(owner: str, step: str, purpose: str = "lesson:self-healing", time: int = 1_000_000):
    step_ticked.send(Lab, lab_id="x", owner=owner, purpose=purpose, step=step, time=time)


def done(learner: Learner) -> set[str]:
    return selectors.done_steps_for(learner, selectors.lesson("self-healing"))


def test_what_a_lab_ticks_is_kept_with_the_moment_of_the_first_time(
    course: None, learner: Learner
) -> None:
    tick(learner.owner, "deploy", time=7)
    tick(learner.owner, "deploy", time=9)
    assert done(learner) == {"deploy"}
    assert StepProgress.objects.get().lab_time == 7


@pytest.mark.parametrize(
    ("owner", "purpose", "step"),
    [
        ("public", "home", "deploy"),
        ("learner:{}", "sandbox:three-nodes", "deploy"),
        ("learner:{}", "lesson:self-healing", "no-such-step"),
        ("learner:00000000-0000-4000-8000-000000000000", "lesson:self-healing", "deploy"),
    ],
)
def test_other_labs_and_unknown_steps_tick_nothing(
    course: None, learner: Learner, owner: str, purpose: str, step: str
) -> None:
    tick(owner.format(learner.pk), step, purpose)
    assert not StepProgress.objects.exists()


def test_a_right_answer_ticks_the_step_that_asks(course: None, visitor: Client) -> None:
    def answer(choice: str) -> None:
        visitor.post("/fr/questions/why-five-minutes/", {"answer": choice})

    answer("boot")
    assert done(Learner.objects.get()) == set()
    answer("patience")
    answer("boot")
    assert done(Learner.objects.get()) == {"why-five-minutes"}


def test_the_lesson_shows_the_steps_that_are_done_and_the_home_page_goes_on(
    course: None, visitor: Client
) -> None:
    visitor.post("/fr/lessons/self-healing/lab/")
    tick(Learner.objects.get().owner, "deploy")
    assert visitor.get("/fr/lessons/self-healing/").content.decode().count("data-kept") == 1
    assert "Reprendre" in visitor.get("/fr/").content.decode()


def test_the_lab_of_a_lesson_is_one_a_learner_and_knows_the_steps(
    course: None, visitor: Client
) -> None:
    for _ in range(2):
        page = visitor.post("/fr/lessons/self-healing/lab/").content.decode()
    lab = Lab.objects.get(purpose="lesson:self-healing")
    assert lab.public_id in page
    assert [task["id"] for task in lab.tasks] == [
        "deploy", "expose", "power-off", "notice", "healed", "back",
    ]  # fmt: skip
