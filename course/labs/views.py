"""The pages of labs: one's own, the replay that somebody shares, what labs simulate."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cluster_sim import selectors
from cluster_sim.selectors import Access
from cluster_sim.world.scenarios.scenario import scenario
from course.accounts.services import known_learner, learner_for
from course.labs.limits import limits_text


@require_GET
def lab(request: HttpRequest, public_id: str) -> HttpResponse:
    """A lab of the learner's own, on a whole page."""
    learner = known_learner(request)
    access = selectors.access_to(public_id, learner.owner if learner else None)
    return _page(request, access, "full")


@require_GET
def replay(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """A lab that its owner shares: to look at, to rewind, to fork.

    The visitor becomes a learner, so that a fork has somebody to belong to.
    """
    access = selectors.replay_of(public_id, token)
    if access is not None:
        learner_for(request)
    return _page(request, access, "replay", token)


@require_GET
def fidelity(request: HttpRequest) -> HttpResponse:
    """What is simulated as Kubernetes does it, what is only kept, what is refused."""
    context = {
        "parts": limits_text(request.LANGUAGE_CODE),
        "served": selectors.served_kinds(),
        "refused": selectors.refused_kinds(),
    }
    return render(request, "lab/fidelity.html", context)


def _page(request: HttpRequest, access: Access | None, mode: str, token: str = "") -> HttpResponse:
    if access is None:
        raise Http404
    context = {
        "lab": access.lab,
        "lab_mode": mode,
        "share_token": token,
        "lab_title": scenario(access.lab.scenario).title[request.LANGUAGE_CODE],
    }
    return render(request, "lab/lab.html", context)
