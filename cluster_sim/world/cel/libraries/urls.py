"""URLs: ``url``, ``isURL`` and their parts (apiserver/pkg/cel/library/urls.go)."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from cluster_sim.world.cel.library import BOOL, MAP, STRING, Form, Library, function

_KEY = "url"


def _parsed(text: str) -> SplitResult:
    """The parts of an absolute URI or an absolute path. Raises ValueError."""
    parts = urlsplit(text)
    if any(char.isspace() or ord(char) < 32 for char in text):
        raise ValueError(f"URL parse error during conversion from string: parse {text!r}")
    if not (parts.scheme and (parts.netloc or parts.path)) and not text.startswith("/"):
        raise ValueError(
            f'URL parse error during conversion from string: parse "{text}": '
            "invalid URI for request"
        )
    parts.port  # noqa: B018 - a port that is none raises ValueError
    return parts


def _url(text: str) -> dict[str, str]:
    _parsed(text)
    return {_KEY: text}


def _is_url(text: str) -> bool:
    try:
        _parsed(text)
    except ValueError:
        return False
    return True


def _of(value: dict[str, Any]) -> SplitResult:
    if _KEY not in value:
        raise ValueError("no such overload")
    return urlsplit(value[_KEY])


def _host(value: dict[str, Any]) -> str:
    return _of(value).netloc.rpartition("@")[2]


def _hostname(value: dict[str, Any]) -> str:
    host = _host(value)
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _port(value: dict[str, Any]) -> str:
    port = _of(value).port
    return "" if port is None else str(port)


def _escaped_path(value: dict[str, Any]) -> str:
    return quote(_of(value).path, safe="/%:@!$&'()*+,;=~-._")


def _query(value: dict[str, Any]) -> dict[str, list[str]]:
    return parse_qs(_of(value).query, keep_blank_values=True)


LIBRARY = Library(
    "urls",
    (
        function("url", Form([STRING], MAP, _url, member=False)),
        function("isURL", Form([STRING], BOOL, _is_url, member=False)),
        function("getScheme", Form([MAP], STRING, lambda value: _of(value).scheme)),
        function("getHost", Form([MAP], STRING, _host)),
        function("getHostname", Form([MAP], STRING, _hostname)),
        function("getPort", Form([MAP], STRING, _port)),
        function("getEscapedPath", Form([MAP], STRING, _escaped_path)),
        function("getQuery", Form([MAP], MAP, _query)),
    ),
)
