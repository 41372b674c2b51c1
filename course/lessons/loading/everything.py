"""All the content at once, or none of it."""

from pathlib import Path

from django.db import transaction

from course.lessons.loading import lessons, modules, questions, terms
from course.lessons.loading.files import CONTENT


@transaction.atomic
def load(content: Path = CONTENT) -> dict[str, int]:
    """Bring the database to what *content* says; how many of each kind changed.

    Raises BadContent, and leaves the database as it was, when a file is not as it should be.
    """
    return {
        "modules": modules.load(content),
        "questions": questions.load(content),
        "lessons": lessons.load(content),
        "terms": terms.load(content),
    }
