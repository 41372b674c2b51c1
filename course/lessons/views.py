"""The pages of the course: home, list, lesson, sandbox, what is kept about me."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from course.accounts.services import known_learner, learner_for
from course.lessons import labs, page, selectors
from course.lessons.models import Lesson


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What this is in one glance, where to go on, the map of the course."""
    modules = selectors.map_for(known_learner(request), get_language() or "fr")
    context = {
        "modules": modules,
        "begun": selectors.unfinished(modules),
        "lab": labs.showcase(),
    }
    return render(request, "lessons/home.html", context)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All the modules and their lessons."""
    modules = selectors.map_for(known_learner(request), get_language() or "fr")
    return render(request, "lessons/index.html", {"modules": modules})


@require_GET
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """A lesson: its text beside its lab."""
    found, language = _lesson(slug), get_language() or "fr"
    context = page.context_for(known_learner(request), found, language)
    return render(request, "lessons/lesson.html", context)


@require_POST
def lesson_lab(request: HttpRequest, slug: str) -> HttpResponse:
    """The learner's own lab of a lesson, made when it is not there yet."""
    lab = labs.for_lesson(learner_for(request), _lesson(slug))
    return render(request, "lab/_lab.html", {"lab": lab, "lab_mode": "lesson"})


@require_GET
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Progress and labs of the learner, and what can be done with the data."""
    learner, language = known_learner(request), get_language() or "fr"
    entries = [e for m in selectors.map_for(learner, language) for e in m.lessons]
    context = {
        "learner": learner,
        "lessons": [entry for entry in entries if entry.progress.begun],
        "labs": labs.owned_by(learner, language) if learner else [],
    }
    return render(request, "accounts/me.html", context)


@require_GET
def sandbox(request: HttpRequest) -> HttpResponse:
    """The worlds to start from."""
    language = get_language() or "fr"
    scenarios = [
        {
            "id": each.id,
            "theme": each.theme,
            "title": each.title[language],
            "summary": each.summary[language],
        }
        for each in labs.listed()
    ]
    return render(request, "lessons/sandbox.html", {"scenarios": scenarios})


@require_POST
def sandbox_open(request: HttpRequest) -> HttpResponse:
    """Open the learner's free lab of the scenario chosen, and go there."""
    name = request.POST.get("scenario", "")
    if name not in {each.id for each in labs.listed()}:
        raise Http404
    lab = labs.free(learner_for(request), name)
    return redirect("lab", lab.public_id)


def _lesson(slug: str) -> Lesson:
    try:
        return selectors.lesson(slug)
    except Lesson.DoesNotExist as missing:
        raise Http404 from missing
