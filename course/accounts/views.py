"""The learner's own page: what is kept, taking it away, deleting it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from course.accounts import cookies, personal_data, services


@require_GET
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """All that is kept about the learner, as a JSON file."""
    learner = services.known_learner(request)
    kept = personal_data.export(learner) if learner else {}
    response = JsonResponse(kept, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="grappe.json"'
    return response


@require_http_methods(["GET", "POST"])
@never_cache
def delete(request: HttpRequest) -> HttpResponse:
    """Ask, then delete everything; the learner's page then says that nothing is kept."""
    if request.method == "GET":
        return render(request, "accounts/delete.html")
    learner = services.known_learner(request)
    if learner is not None:
        services.forget(request, learner)
    response = redirect("lessons:me")
    cookies.forget(response)
    return response
