"""A lesson as its page shows it: the text in parts, the steps, the words explained."""

import json
from dataclasses import dataclass

from django.core.cache import cache

from course.accounts.models import Learner
from course.glossary import selectors as glossary
from course.lessons import selectors
from course.lessons.models import Lesson, Step
from course.prose import markdown
from course.quizzes import selectors as quizzes
from course.quizzes.models import Question
from course.quizzes.sheet import Sheet

KEPT = 24 * 3600  # seconds; the key changes with the content


@dataclass(frozen=True)
class StepLine:
    """A step in one language; with its question when it asks one."""

    slug: str
    text: str
    hints: list[str]
    done: bool
    sheet: Sheet | None

    @property
    def hints_json(self) -> str:
        """The hints as the element that shows them reads them."""
        return json.dumps(self.hints, ensure_ascii=False)


def parts(lesson: Lesson, language: str) -> list[markdown.Part]:
    """The text of *lesson* in *language*, rendered once and kept."""
    key = f"lesson:{lesson.slug}:{language}:{lesson.digest}"
    kept: list[markdown.Part] | None = cache.get(key)
    if kept is None:
        kept = markdown.document(selectors.text(lesson, language).body)
        cache.set(key, kept, KEPT)
    return kept


def steps_for(learner: Learner | None, lesson: Lesson, language: str) -> list[StepLine]:
    """The steps of *lesson*, ticked as *learner* has done them."""
    done = selectors.done_steps_for(learner, lesson)
    steps = list(lesson.steps.all())
    asked = Question.objects.filter(slug__in=[step.question for step in steps if step.question])
    sheets = {sheet.slug: sheet for sheet in quizzes.sheets_for(learner, asked, language)}
    return [_line(step, language, done, sheets.get(step.question)) for step in steps]


def context_for(learner: Learner | None, lesson: Lesson, language: str) -> dict[str, object]:
    """What the template of a lesson needs."""
    shown = parts(lesson, language)
    steps = steps_for(learner, lesson, language)
    return {
        "lesson": lesson,
        "text": selectors.text(lesson, language),
        "module": lesson.module.texts[language],
        "parts": shown,
        "steps": steps,
        "progress": selectors.Progress(sum(step.done for step in steps), len(steps)),
        "quiz": lesson.slug,
        "sheets": quizzes.quiz_for(learner, lesson.slug, language),
        "terms": glossary.definitions(language, markdown.terms(shown)),
    }


def _line(step: Step, language: str, done: set[str], sheet: Sheet | None) -> StepLine:
    hints = [hint[language] for hint in step.hints]
    return StepLine(step.slug, step.texts[language], hints, step.slug in done, sheet)
