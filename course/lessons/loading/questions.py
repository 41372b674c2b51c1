"""course/content/questions/*.yaml, and the lessons that ask them → Question."""

from pathlib import Path

from course.lessons.loading.files import BadContent, read_yaml
from course.quizzes.models import Question


def load(content: Path) -> int:
    """Make the questions as their files say, in the order of the lessons' quizzes."""
    places = _places(content)
    paths = sorted((content / "questions").glob("*.yaml"))
    if missing := set(places) - {path.stem for path in paths}:
        raise BadContent(f"quiz: no such question: {', '.join(sorted(missing))}")
    deleted, _ = Question.objects.exclude(slug__in=[path.stem for path in paths]).delete()
    return sum(_load_one(path, *places.get(path.stem, ("", 0))) for path in paths) + bool(deleted)


def _places(content: Path) -> dict[str, tuple[str, int]]:
    """Of each question of a quiz: the quiz, which bears its lesson's name, and the place in it."""
    return {
        question: (path.parent.name, place)
        for path in (content / "lessons").glob("*/lesson.yaml")
        for place, question in enumerate(read_yaml(path, "lesson").data["quiz"])
    }


def _load_one(path: Path, quiz: str, position: int) -> int:
    entry = read_yaml(path, "question")
    wanted = {"quiz": quiz, "position": position, "digest": entry.digest}
    if Question.objects.filter(slug=path.stem, **wanted).exists():
        return 0
    body = {key: value for key, value in entry.data.items() if key != "kind"}
    Question.objects.update_or_create(
        slug=path.stem, defaults={**wanted, "kind": entry.data["kind"], "body": body}
    )
    return 1
