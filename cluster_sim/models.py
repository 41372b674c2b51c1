"""What is kept of a lab: scenario, seed and commands for ever; a checkpoint while it is useful."""

import secrets

from django.db import models


def new_public_id() -> str:
    """An id that nobody can guess: 96 random bits, in letters that are safe in an address."""
    return secrets.token_urlsafe(12)


class Lab(models.Model):
    """A simulated world that belongs to ``owner``, a text the course gives a meaning to.

    Times are microseconds of the lab's own clock. ``position`` is how far it has been lived.
    ``tasks`` is what the course asks of the learner here, ``ticks`` which of them were done.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    owner = models.CharField(max_length=64, db_index=True)
    purpose = models.CharField(max_length=100, blank=True)
    scenario = models.CharField(max_length=64)
    seed = models.BigIntegerField()
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="forks")
    parent_time = models.BigIntegerField(null=True)
    share_token = models.CharField(max_length=16, blank=True, db_index=True)
    tasks = models.JSONField(default=list)
    ticks = models.JSONField(default=dict)
    position = models.BigIntegerField(default=0)
    speed = models.FloatField(default=1.0)
    paused = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "purpose"],
                condition=~models.Q(purpose=""),
                name="one_lab_for_each_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.public_id} ({self.scenario})"


class Command(models.Model):
    """Something done in a lab, stored before it is done.

    (lab, sequence) is unique: a second writer fails instead of splitting the lab in two.
    ``failed``: doing it broke the world, which was put back; whoever lives the lab again skips it.
    """

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="commands")
    sequence = models.PositiveIntegerField()
    time = models.BigIntegerField()
    actor = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    args = models.JSONField()
    failed = models.BooleanField(default=False)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["lab", "sequence"], name="one_writer_for_each_lab")
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.kind}"


class Checkpoint(models.Model):
    """A lab's world as bytes after ``sequence`` commands: a cache, made anew when it is stale.

    ``code`` identifies the program that wrote it; another one starts from the commands again.
    """

    lab = models.OneToOneField(Lab, on_delete=models.CASCADE, related_name="checkpoint")
    sequence = models.PositiveIntegerField()
    time = models.BigIntegerField()
    code = models.CharField(max_length=64)
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"at {self.time} µs"
