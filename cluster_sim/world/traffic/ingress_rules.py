"""Which Ingress rule a request falls under, as ingress-nginx writes its configuration.

The host chooses the server: its own name, then a wildcard, then the rules without a host. In it
the path chooses: an exact one before prefixes, the longest prefix first
(kubernetes.io/docs/concepts/services-networking/ingress; ingress-nginx' docs of ``rewrite`` and
``tls``). Whoever has no rule gets 404.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.ingress_classes import served

_ANNOTATION: Final = "nginx.ingress.kubernetes.io/"
# The documented ways to capture the rest of a path. Patterns of other forms match nothing here.
_CAPTURES: Final = ("(/|$)(.*)", "/?(.*)", "(.*)")
_PLAIN: Final = re.compile(r"[A-Za-z0-9/_.~-]*")


class Route(NamedTuple):
    """Where a request goes: a backend of an Ingress, and the path that it gets there.

    ``redirect``: the host has a certificate, and whoever came without it is sent to https.
    """

    ingress: Object
    service: str
    port: dict[str, Any]
    path: str
    redirect: bool = False


def route_of(world: World, host: str, path: str, secure: bool = False) -> Route | None:
    """The rule for a host (without its port) and a path (with its query); None: there is none."""
    ingresses, name = served(world), host.lower().rstrip(".")
    place, mark, query = path.partition("?")
    for wanted in _servers(ingresses, name):
        rules = [
            (ingress, rule)
            for ingress in ingresses
            for rule in ingress["spec"].get("rules") or ()
            if (rule.get("host") or "").lower() == wanted
        ]
        if rules:
            found = _location(rules, place) or _default_of([each for each, _ in rules], place)
            break
    else:
        found = _default_of([each for each in ingresses if not each["spec"].get("rules")], place)
    return None if found is None else _finished(found, name, secure, mark + query)


def has_certificate(ingress: Object, host: str) -> bool:
    """Whether the Ingress tells of a certificate for the host."""
    names = [n for each in ingress["spec"].get("tls") or () for n in each.get("hosts") or ()]
    return any(_is_host(name, host) for name in names)


def _servers(ingresses: list[Object], host: str) -> list[str]:
    """The hosts of the rules that match, the closest first; empty for rules without a host."""
    told = {
        (rule.get("host") or "").lower()
        for ingress in ingresses
        for rule in ingress["spec"].get("rules") or ()
    }
    wildcard = "*." + host.partition(".")[2]
    return [name for name in (host, wildcard, "") if name in told]


def _is_host(name: str, host: str) -> bool:
    return name == host or (name.startswith("*.") and name[2:] == host.partition(".")[2])


class _Location(NamedTuple):
    ingress: Object
    backend: dict[str, Any]
    path: str


def _location(rules: list[tuple[Object, Any]], path: str) -> _Location | None:
    """The best path of the rules: exact, then by length; the oldest Ingress of equals."""
    best: tuple[tuple[bool, int], _Location] | None = None
    for ingress, rule in rules:
        for entry in (rule.get("http") or {}).get("paths") or ():
            inner = _inner_path(ingress, entry, path)
            if inner is None:
                continue
            rank = (entry.get("pathType") == "Exact", len(entry.get("path") or "/"))
            if best is None or rank > best[0]:
                best = rank, _Location(ingress, entry["backend"], inner)
    return best[1] if best else None


def _inner_path(ingress: Object, entry: dict[str, Any], path: str) -> str | None:
    """The path as the backend gets it; None when the entry does not match."""
    annotations = ingress["metadata"].get("annotations") or {}
    target = annotations.get(f"{_ANNOTATION}rewrite-target", "")
    pattern = entry.get("path") or "/"
    if entry.get("pathType") == "ImplementationSpecific":
        if target or annotations.get(f"{_ANNOTATION}use-regex") == "true":
            return _rewritten(pattern, target, path)
        matches = path.startswith(pattern)
    elif entry.get("pathType") == "Exact":
        matches = path == pattern
    else:
        matches = is_prefix(pattern, path)
    return (target or path) if matches else None


def is_prefix(prefix: str, path: str) -> bool:
    """Whether the prefix' elements begin the path: ``/foo`` has ``/foo/bar``, not ``/foobar``."""
    whole = prefix.rstrip("/")
    return path == whole or path.startswith(f"{whole}/")


def _rewritten(pattern: str, target: str, path: str) -> str | None:
    """The target with ``$1`` and ``$2`` filled in from a pattern of a documented form."""
    ending = next((each for each in _CAPTURES if pattern.endswith(each)), "")
    start = pattern.removesuffix(ending)
    if not _PLAIN.fullmatch(start):
        return None
    found = re.match(re.escape(start) + ending, path, re.IGNORECASE)
    if found is None:
        return None
    parts = found.groups()
    text = re.sub(r"\$(\d)", lambda m: _group(parts, int(m[1])), target or path)
    return text if text.startswith("/") else f"/{text}"


def _group(parts: tuple[str | None, ...], number: int) -> str:
    return (parts[number - 1] or "") if 0 < number <= len(parts) else ""


def _default_of(ingresses: list[Object], path: str) -> _Location | None:
    """The backend for what no rule is about."""
    for ingress in ingresses:
        backend = ingress["spec"].get("defaultBackend")
        if backend is not None:
            return _Location(ingress, backend, path)
    return None


def _finished(found: _Location, host: str, secure: bool, query: str) -> Route:
    service = found.backend.get("service") or {"name": "", "port": {}}
    annotations = found.ingress["metadata"].get("annotations") or {}
    wanted = annotations.get(f"{_ANNOTATION}ssl-redirect", "true") == "true"
    redirect = not secure and wanted and has_certificate(found.ingress, host)
    forced = annotations.get(f"{_ANNOTATION}force-ssl-redirect") == "true" and not secure
    path = found.path + query
    return Route(
        found.ingress, service["name"], service.get("port") or {}, path, redirect or forced
    )
