"""Reading the course, and what a learner has done of it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from course.accounts.models import Learner
from course.lessons.models import Lesson, LessonText, Module, Step, StepProgress


@dataclass(frozen=True)
class Progress:
    """How far a learner is in a lesson."""

    done: int
    steps: int

    @property
    def complete(self) -> bool:
        """Whether every step is done."""
        return self.steps > 0 and self.done >= self.steps

    @property
    def begun(self) -> bool:
        """Whether any step is done."""
        return self.done > 0


@dataclass(frozen=True)
class LessonEntry:
    """A lesson as a list shows it."""

    slug: str
    title: str
    summary: str
    minutes: int
    progress: Progress


@dataclass(frozen=True)
class ModuleEntry:
    """A module of the course with those of its lessons that are there."""

    position: int
    title: str
    summary: str
    lessons: list[LessonEntry]


def lesson(slug: str) -> Lesson:
    """The lesson of that name; Lesson.DoesNotExist when there is none."""
    return Lesson.objects.select_related("module").prefetch_related("steps").get(slug=slug)


def text(lesson: Lesson, language: str) -> LessonText:
    """The lesson in *language*."""
    return lesson.texts.get(language=language)


def done_steps_for(learner: Learner | None, lesson: Lesson) -> set[str]:
    """The steps of *lesson* that *learner* has done."""
    if learner is None:
        return set()
    done = StepProgress.objects.filter(learner=learner, step__lesson=lesson)
    return set(done.values_list("step__slug", flat=True))


def map_for(learner: Learner | None, language: str) -> list[ModuleEntry]:
    """The whole course in *language*, with the progress of *learner*."""
    lessons = Lesson.objects.prefetch_related(
        Prefetch("texts", LessonText.objects.filter(language=language)),
        Prefetch("steps", Step.objects.only("id", "lesson_id")),
    )
    done = set(
        StepProgress.objects.filter(learner=learner).values_list("step_id", flat=True)
        if learner
        else []
    )
    modules = Module.objects.prefetch_related(Prefetch("lessons", lessons))
    return [_module(module, language, done) for module in modules]


def unfinished(modules: list[ModuleEntry]) -> list[LessonEntry]:
    """The lessons of *modules* that are begun and not finished, in the order of the course."""
    entries = [entry for module in modules for entry in module.lessons]
    return [entry for entry in entries if entry.progress.begun and not entry.progress.complete]


def export(learner: Learner) -> list[dict[str, Any]]:
    """All the steps *learner* has done."""
    progress = StepProgress.objects.filter(learner=learner).select_related("step__lesson")
    return [
        {
            "lesson": each.step.lesson.slug,
            "step": each.step.slug,
            "at": each.ticked_at.isoformat(),
            "lab_time_us": each.lab_time,
        }
        for each in progress.order_by("ticked_at")
    ]


def _module(module: Module, language: str, done: set[int]) -> ModuleEntry:
    lessons = [_entry(lesson, done) for lesson in module.lessons.all()]
    return ModuleEntry(module.position, **module.texts[language], lessons=lessons)


def _entry(lesson: Lesson, done: set[int]) -> LessonEntry:
    [text] = lesson.texts.all()
    steps = [step.pk for step in lesson.steps.all()]
    progress = Progress(sum(step in done for step in steps), len(steps))
    return LessonEntry(lesson.slug, text.title, text.summary, lesson.minutes, progress)
