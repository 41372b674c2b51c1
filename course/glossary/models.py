"""A term and what is said of it in each language."""

from django.db import models


class Term(models.Model):
    """A word of the course, whatever the language."""

    slug = models.SlugField(unique=True)
    digest = models.CharField(max_length=64)
    confused_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    lesson = models.SlugField(blank=True)  # where it is taught; empty: not yet
    scenario = models.SlugField(blank=True)  # the world that shows it alive

    def __str__(self) -> str:
        return self.slug


class TermText(models.Model):
    """What is said of a term in one language."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    synonyms = models.JSONField(default=list)
    definition = models.TextField()
    example = models.TextField()
    confusable = models.CharField(max_length=80)
    difference = models.TextField()
    alive = models.CharField(max_length=200)  # what to look at in the lab
    sort_key = models.CharField(max_length=80)
    search = models.TextField()  # all of it, without accents and in lower case

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["term", "language"], name="one_text_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"
