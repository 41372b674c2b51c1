"""What an export holds: each app that keeps something of a learner registers a reader of it."""

from collections.abc import Callable
from typing import Any

from course.accounts.models import Learner

Reader = Callable[[Learner], Any]
_readers: dict[str, Reader] = {}


def register(section: str, reader: Reader) -> None:
    """Add *section* to every export: *reader* gives what JSON can hold."""
    _readers[section] = reader


def export(learner: Learner) -> dict[str, Any]:
    """Everything kept about *learner*, section by section."""
    learner_section = {"id": str(learner.pk), "created_at": learner.created_at.isoformat()}
    return {"learner": learner_section} | {
        section: reader(learner) for section, reader in sorted(_readers.items())
    }
