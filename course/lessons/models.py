"""Modules, lessons, their steps, and what a learner has done of them."""

from django.db import models

from course.accounts.models import Learner


class Module(models.Model):
    """One of the parts of the course. `texts` is {language: {title, summary}}."""

    slug = models.SlugField(unique=True)
    position = models.PositiveSmallIntegerField()
    texts = models.JSONField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.slug


class Lesson(models.Model):
    """A lesson, whatever the language."""

    slug = models.SlugField(unique=True)
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="lessons")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()  # that a careful reader takes, lab included
    scenario = models.SlugField()
    seed = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["module__position", "position"]

    def __str__(self) -> str:
        return self.slug

    @property
    def purpose(self) -> str:
        """What a learner's lab for this lesson is for: one lab an owner and a purpose."""
        return f"lesson:{self.slug}"


class LessonText(models.Model):
    """A lesson in one language."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=120)
    summary = models.TextField()
    body = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "language"], name="one_lesson_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class Step(models.Model):
    """Something to do in a lesson: either a check of its lab, or a question to answer."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="steps")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField()
    texts = models.JSONField()  # {language: text}
    condition = models.JSONField(null=True)  # {when: now | ever, expr: CEL}; null: a question
    hints = models.JSONField(default=list)  # [{when: CEL, language: text}], the last without when
    question = models.SlugField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "slug"], name="one_step_of_a_name")
        ]

    def __str__(self) -> str:
        return self.slug


class StepProgress(models.Model):
    """A step that a learner has done. It stays done, whatever happens to the lab later."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="steps")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="progress")
    lab_time = models.BigIntegerField(null=True)  # µs of the lab's clock; null: no lab involved
    ticked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "step"], name="a_step_is_done_once")
        ]

    def __str__(self) -> str:
        return f"{self.step_id} ✓"
