"""Reading learners."""

from uuid import UUID

from course.accounts.models import Learner


def learner_with(identity: UUID) -> Learner | None:
    """The learner of that identity; None when there is none (any more)."""
    return Learner.objects.filter(pk=identity).first()
