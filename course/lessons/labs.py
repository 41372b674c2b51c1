"""The labs that the course opens: one for each learner and lesson, free ones, and the home's."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.urls import NoReverseMatch, reverse

from course.accounts.models import Learner
from course.lessons import services
from course.lessons.models import Lesson

FREE_SEED = 1


@dataclass(frozen=True)
class Scenario:
    """A world to start from, as the sandbox offers it."""

    name: str
    title: str
    summary: str


def for_lesson(learner: Learner, lesson: Lesson) -> Any:
    """The lab of *learner* for *lesson*; None where no simulation is installed."""
    return _open(
        owner=learner.owner,
        scenario=lesson.scenario,
        seed=lesson.seed,
        purpose=lesson.purpose,
        tasks=services.tasks(lesson),
    )


def free(learner: Learner, scenario: str) -> Any:
    """The free lab of *learner* for *scenario*."""
    return _open(
        owner=learner.owner, scenario=scenario, seed=FREE_SEED, purpose=f"sandbox:{scenario}"
    )


def _open(**what: Any) -> Any:
    if find_spec("cluster_sim.services") is None:
        return None
    return import_module("cluster_sim.services").open_lab(**what)


def showcase() -> Any:
    return None


def owned_by(learner: Learner) -> list[Any]:
    return []


def scenarios(language: str) -> list[Scenario]:
    return []


def address(lab: Any) -> str:
    try:
        return reverse("labs:lab", args=[lab.public_id])
    except NoReverseMatch:
        return reverse("lessons:sandbox")
