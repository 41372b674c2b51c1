"""Reading the glossary, one language at a time."""

from collections.abc import Iterable

from django.db.models import QuerySet

from course.glossary.folding import fold
from course.glossary.models import TermText


def terms(language: str, query: str = "") -> QuerySet[TermText]:
    """The terms in *language* that hold every word of *query*, by name, accents aside."""
    found = TermText.objects.filter(language=language).select_related("term")
    for word in fold(query[:100]).split():
        found = found.filter(search__contains=word)
    return found


def term(language: str, slug: str) -> TermText:
    """One term in *language*; TermText.DoesNotExist when there is none."""
    texts = TermText.objects.select_related("term__confused_with")
    return texts.get(language=language, term__slug=slug)


def definitions(language: str, slugs: Iterable[str]) -> QuerySet[TermText]:
    """Those of *slugs* that are terms, in *language*."""
    return terms(language).filter(term__slug__in=list(slugs))
