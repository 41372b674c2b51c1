"""course/content/lessons/<id>/ → Lesson, LessonText, Step."""

from pathlib import Path
from typing import Any

from course.lessons.loading.files import LANGUAGES, Entry, combined, read_text, read_yaml
from course.lessons.models import Lesson, LessonText, Module, Step


def load(content: Path) -> int:
    """Make the lessons as their folders say; how many changed."""
    folders = sorted(path.parent for path in (content / "lessons").glob("*/lesson.yaml"))
    gone = Lesson.objects.exclude(slug__in=[folder.name for folder in folders])
    deleted, _ = gone.delete()
    return sum(_load_one(folder) for folder in folders) + bool(deleted)


def _load_one(folder: Path) -> int:
    settings = read_yaml(folder / "lesson.yaml", "lesson")
    texts = {code: read_text(folder / f"index.{code}.md", "lesson-text") for code in LANGUAGES}
    digest = combined(settings, *texts.values())
    if Lesson.objects.filter(slug=folder.name, digest=digest).exists():
        return 0
    lesson = _lesson(folder.name, settings.data, digest)
    for language, entry in texts.items():
        _text(lesson, language, entry)
    _steps(lesson, settings.data["steps"])
    return 1


def _lesson(slug: str, data: dict[str, Any], digest: str) -> Lesson:
    plain = {key: data[key] for key in ("position", "minutes", "scenario", "seed")}
    module = Module.objects.get(slug=data["module"])
    lesson, _ = Lesson.objects.update_or_create(
        slug=slug, defaults={**plain, "module": module, "digest": digest}
    )
    return lesson


def _text(lesson: Lesson, language: str, entry: Entry) -> None:
    LessonText.objects.update_or_create(
        lesson=lesson, language=language, defaults={**entry.data, "body": entry.body}
    )


def _steps(lesson: Lesson, steps: list[dict[str, Any]]) -> None:
    """Steps are known by their id: a step that stays keeps the learners' ticks."""
    lesson.steps.exclude(slug__in=[step["id"] for step in steps]).delete()
    for position, step in enumerate(steps):
        wanted = {
            "position": position,
            "texts": {language: step[language] for language in LANGUAGES},
            "condition": step.get("check"),
            "hints": step.get("hints", []),
            "question": step.get("question", ""),
        }
        Step.objects.update_or_create(lesson=lesson, slug=step["id"], defaults=wanted)
