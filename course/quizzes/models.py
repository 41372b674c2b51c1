"""Questions, and what learners answered."""

from django.db import models

from course.accounts.models import Learner
from course.quizzes.kinds import KINDS


class Question(models.Model):
    """A question in both languages. `body` is what its file holds, checked against the schema."""

    slug = models.SlugField(unique=True)
    quiz = models.SlugField(blank=True)  # the quiz it closes; empty: asked elsewhere in a lesson
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    body = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["quiz", "position"]

    def __str__(self) -> str:
        return self.slug


class Attempt(models.Model):
    """One answer of one learner. The newest that was not set aside is the one that counts."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="attempts")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="attempts")
    answer = models.JSONField()
    correct = models.BooleanField()
    counts = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "question"],
                condition=models.Q(counts=True),
                name="one_attempt_counts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {'✓' if self.correct else '✗'}"
