"""The learner, to whom progress, attempts and labs belong."""

import uuid

from django.db import models


class Learner(models.Model):
    """Somebody who learns. A guest has no account: the signed cookie alone leads here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.owner

    @property
    def owner(self) -> str:
        """The name under which this learner's labs are stored: `learner:<uuid>`."""
        return f"learner:{self.id}"
