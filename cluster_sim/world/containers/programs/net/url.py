"""The address of a request, taken apart."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


class BadURL(ValueError):
    """A text that is no HTTP address."""


class URL(NamedTuple):
    """``path`` holds the query as well; it always begins with a slash."""

    scheme: str
    host: str
    port: int
    path: str


def parse(text: str) -> URL:
    """The address as curl reads it: ``web`` is ``http://web:80/``; BadURL when it is none."""
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port
    except ValueError as problem:
        raise BadURL(text) from problem
    if not host or parts.scheme not in _PORTS or any(c.isspace() for c in text):
        raise BadURL(text)
    path = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    return URL(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, path + query)
