"""Hands the guest's cookie to the browser when a view has made or renewed a learner."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from course.accounts import services


class LearnerMiddleware:
    """After the view: write the cookie if it is due. Before it: nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        services.remember(request, response)
        return response
