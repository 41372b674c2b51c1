"""Requests as the views of the course meet them."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request after the middlewares: htmx says whether only a fragment is wanted."""

    htmx: HtmxDetails
