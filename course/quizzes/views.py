"""Answering, and starting again. Each works with htmx (the fragment) and without (a redirect)."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from course.accounts.services import learner_for
from course.quizzes import selectors, services
from course.quizzes.kinds.unanswered import Unanswered
from course.quizzes.models import Question
from course.requests import Request


@require_POST
def answer(request: Request, slug: str) -> HttpResponse:
    """Keep the answer to one question and show it explained, in its place."""
    try:
        question = selectors.question(slug)
    except Question.DoesNotExist as missing:
        raise Http404 from missing
    try:
        services.answer(learner_for(request), question, request.POST)
    except Unanswered:
        return _question(request, question, incomplete=True)
    return _question(request, question)


@require_POST
def again(request: Request, quiz: str) -> HttpResponse:
    """Set the learner's answers to a quiz aside and show it empty."""
    learner = learner_for(request)
    services.start_again(learner, quiz)
    if not request.htmx:
        return _back(request, "quiz")
    sheets = selectors.quiz_for(learner, quiz, get_language() or "fr")
    return render(request, "quizzes/_quiz.html", {"quiz": quiz, "sheets": sheets})


def _question(request: Request, question: Question, incomplete: bool = False) -> HttpResponse:
    if not request.htmx:
        return _back(request, f"question-{question.slug}")
    learner, language = learner_for(request), get_language() or "fr"
    [sheet] = selectors.sheets_for(learner, [question], language)
    context = {
        "sheet": sheet,
        "incomplete": incomplete,
        "sheets": selectors.quiz_for(learner, question.quiz, language) if question.quiz else None,
        "quiz": question.quiz,
    }
    return render(request, "quizzes/_answered.html", context)


def _back(request: Request, anchor: str) -> HttpResponse:
    """Back to the page the form was on, if it is ours."""
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(f"{page if ours else reverse('lessons:home')}#{anchor}")
