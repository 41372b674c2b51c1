"""Who is asking: the learner behind a request, made at the first thing worth keeping."""

from collections.abc import Mapping

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from course.accounts import cookies, personal_data, selectors
from course.accounts.models import Learner

# Where a request remembers what was found out about it.
FOUND = "_grappe_learner"
NEW = "_grappe_cookie_due"


def known_learner(request: HttpRequest) -> Learner | None:
    """The learner behind *request*, or None: nothing is created by asking."""
    if not hasattr(request, FOUND):
        claim = cookies.read(request.COOKIES.get(cookies.NAME))
        learner = selectors.learner_with(claim.learner) if claim else None
        setattr(request, FOUND, learner)
        setattr(request, NEW, bool(learner and claim and claim.stale))
    return getattr(request, FOUND)


def learner_for(request: HttpRequest) -> Learner:
    """The learner behind *request*, created as a guest when there is none yet.

    Call it when there is something to keep: an answer, a ticked step, a lab.
    """
    learner = known_learner(request)
    if learner is None:
        learner = Learner.objects.create()
        setattr(request, FOUND, learner)
        setattr(request, NEW, True)
    return learner


def owner_in(cookies_sent: Mapping[str, str]) -> str | None:
    """The owner of labs (`learner:<uuid>`) that these cookies prove; None without a genuine one.

    Needs no database, for callers that have no request, such as a websocket being opened.
    """
    claim = cookies.read(cookies_sent.get(cookies.NAME))
    return f"learner:{claim.learner}" if claim else None


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Sign the cookie in *response* when the learner is new or the cookie grows old.

    A page for which somebody asked who is reading is for that reader alone: caches are told.
    """
    if not hasattr(request, FOUND):
        return
    patch_vary_headers(response, ["Cookie"])
    learner = getattr(request, FOUND)
    if learner is not None and getattr(request, NEW, False):
        cookies.write(response, learner.pk)


def forget(request: HttpRequest, learner: Learner) -> None:
    """Delete *learner* and all that is kept of them."""
    with transaction.atomic():
        personal_data.erase(learner)
        learner.delete()
    setattr(request, FOUND, None)
