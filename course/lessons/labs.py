"""The labs that the course opens: one for each learner and lesson, free ones, and the home's."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from cluster_sim import selectors, services
from cluster_sim.models import Lab
from cluster_sim.world.scenarios.scenario import Scenario, names, scenario
from cluster_sim.world.scenarios.themes import THEMES
from course.accounts.models import Learner
from course.lessons.models import Lesson, LessonText
from course.lessons.services import tasks

SHOWCASE = "showcase"
SEED = 7  # of labs that nobody grades: the same world for everyone


@dataclass(frozen=True)
class LabEntry:
    """A lab as a list shows it."""

    title: str
    address: str
    used_at: datetime


def for_lesson(learner: Learner, lesson: Lesson) -> Lab:
    """The lab of *learner* for *lesson*, with the lesson's steps as its tasks."""
    return services.open_lab(
        owner=learner.owner,
        scenario=lesson.scenario,
        seed=lesson.seed,
        purpose=lesson.purpose,
        tasks=tasks(lesson),
    )


def free(learner: Learner, name: str) -> Lab:
    """The free lab of *learner* for the scenario *name*; UnknownScenario when there is none."""
    return services.open_lab(learner.owner, name, SEED, purpose=f"sandbox:{name}")


def showcase() -> Lab:
    """The lab of the home page: one for everybody, only to look at."""
    return services.open_lab(selectors.PUBLIC, SHOWCASE, SEED, purpose="home")


def listed() -> list[Scenario]:
    """The worlds that the sandbox offers, theme by theme, the smaller first."""
    offered = [entry for entry in map(scenario, names()) if entry.listed]
    return sorted(offered, key=lambda entry: (THEMES.index(entry.theme), len(entry.vms)))


def owned_by(learner: Learner, language: str) -> list[LabEntry]:
    """The labs of *learner*, the last used first."""
    texts = LessonText.objects.filter(language=language).select_related("lesson")
    titles = {text.lesson.purpose: text.title for text in texts}
    return [_entry(lab, titles, language) for lab in selectors.labs_of(learner.owner)]


def _entry(lab: Lab, titles: dict[str, str], language: str) -> LabEntry:
    if lab.purpose in titles:
        slug = lab.purpose.partition(":")[2]
        address = reverse("lessons:lesson", args=[slug])
        return LabEntry(titles[lab.purpose], address, lab.used_at)
    title = scenario(lab.scenario).title[language]
    return LabEntry(title, reverse("lab", args=[lab.public_id]), lab.used_at)


def export(learner: Learner) -> list[dict[str, object]]:
    """All the labs of *learner*: scenario, seed and commands, from which each can be made again."""
    return [
        {
            "scenario": lab.scenario,
            "seed": lab.seed,
            "purpose": lab.purpose,
            "commands": [
                {"time_us": each.time, "kind": each.kind, "args": each.args}
                for each in selectors.commands_of(lab)
            ],
        }
        for lab in selectors.labs_of(learner.owner)
    ]


def forget(learner: Learner) -> None:
    """Delete all the labs of *learner*."""
    services.delete_labs(learner.owner)
