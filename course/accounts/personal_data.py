"""What is kept of a learner: each app that keeps something says how to read and to delete it."""

from collections.abc import Callable
from typing import Any

from course.accounts.models import Learner

Reader = Callable[[Learner], Any]
Eraser = Callable[[Learner], None]
_readers: dict[str, Reader] = {}
_erasers: list[Eraser] = []


def register(section: str, reader: Reader, eraser: Eraser | None = None) -> None:
    """Add *section* to every export: *reader* gives what JSON can hold.

    *eraser* deletes what would not go with the learner's own row.
    """
    _readers[section] = reader
    if eraser is not None:
        _erasers.append(eraser)


def export(learner: Learner) -> dict[str, Any]:
    """Everything kept about *learner*, section by section."""
    learner_section = {"id": str(learner.pk), "created_at": learner.created_at.isoformat()}
    return {"learner": learner_section} | {
        section: reader(learner) for section, reader in sorted(_readers.items())
    }


def erase(learner: Learner) -> None:
    """Delete what no cascade would reach."""
    for eraser in _erasers:
        eraser(learner)
