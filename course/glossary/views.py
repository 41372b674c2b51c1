"""The glossary: all terms, one term."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from course.glossary import selectors
from course.glossary.models import TermText
from course.requests import Request


@require_GET
@vary_on_headers("HX-Request")
def index(request: Request) -> HttpResponse:
    """The terms that hold the words asked for; only the list when htmx asks."""
    query = request.GET.get("q", "").strip()
    context = {"query": query, "terms": selectors.terms(get_language() or "fr", query)}
    name = "glossary/_terms.html" if request.htmx else "glossary/index.html"
    return render(request, name, context)


@require_GET
def term(request: Request, slug: str) -> HttpResponse:
    """One term, with what it is confused with and where it lives."""
    try:
        text = selectors.term(get_language() or "fr", slug)
    except TermText.DoesNotExist as missing:
        raise Http404 from missing
    return render(request, "glossary/term.html", {"text": text})
