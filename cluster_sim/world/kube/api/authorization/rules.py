"""Policy rules: what one allows, whether some cover others, and how they are written.

pkg/apis/rbac/v1/evaluation_helpers.go, component-helpers/auth/rbac/validation
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cluster_sim.world.kube.api.authorization.request import Request
from cluster_sim.world.kube.api.gotext import quote

Rule = dict[str, Any]
ALL = "*"
_WRITTEN = (
    ("APIGroups", "apiGroups"),
    ("Resources", "resources"),
    ("NonResourceURLs", "nonResourceURLs"),
    ("ResourceNames", "resourceNames"),
    ("Verbs", "verbs"),
)


def allows(rule: Rule, request: Request) -> bool:
    """Whether the rule allows the request."""
    if not _has(rule, "verbs", request.verb):
        return False
    if request.path:
        return any(url_covers(url, request.path) for url in rule.get("nonResourceURLs") or ())
    return (
        _has(rule, "apiGroups", request.group)
        and resource_matches(rule, request.full_resource)
        and (not rule.get("resourceNames") or request.name in rule["resourceNames"])
    )


def _has(rule: Rule, field: str, wanted: str) -> bool:
    values = rule.get(field) or ()
    return ALL in values or wanted in values


def resource_matches(rule: Rule, resource: str) -> bool:
    """Whether the rule is about ``pods/log``: by name, by ``*`` or by ``*/log``."""
    _, slash, subresource = resource.partition("/")
    resources = rule.get("resources") or ()
    if ALL in resources or resource in resources:
        return True
    return bool(slash) and f"*/{subresource}" in resources


def url_covers(owned: str, wanted: str) -> bool:
    """Whether ``/healthz/*`` covers ``/healthz/ping``."""
    if owned in (ALL, wanted):
        return True
    return owned.endswith("*") and wanted.startswith(owned.rstrip("*"))


def breakdown(rule: Rule) -> Iterator[Rule]:
    """The rule as rules of one verb on one resource (and one name), or on one URL."""
    verbs = rule.get("verbs") or ()
    for group in rule.get("apiGroups") or ():
        for resource in rule.get("resources") or ():
            for verb in verbs:
                part = {"apiGroups": [group], "resources": [resource], "verbs": [verb]}
                names = rule.get("resourceNames") or ()
                yield from ({**part, "resourceNames": [name]} for name in names)
                if not names:
                    yield part
    for url in rule.get("nonResourceURLs") or ():
        for verb in verbs:
            yield {"nonResourceURLs": [url], "verbs": [verb]}


def missing(owned: Sequence[Rule], wanted: Iterable[Rule]) -> list[Rule]:
    """The parts of ``wanted`` that no rule of ``owned`` covers."""
    parts = (part for rule in wanted for part in breakdown(rule))
    return [part for part in parts if not any(_covers(rule, part) for rule in owned)]


def _covers(rule: Rule, part: Rule) -> bool:
    if not _has(rule, "verbs", part["verbs"][0]):
        return False
    if "nonResourceURLs" in part:
        wanted = part["nonResourceURLs"][0]
        return any(url_covers(url, wanted) for url in rule.get("nonResourceURLs") or ())
    names = rule.get("resourceNames") or ()
    return (
        _has(rule, "apiGroups", part["apiGroups"][0])
        and resource_matches(rule, part["resources"][0])
        and (not names or part.get("resourceNames", [""])[0] in names)
    )


def compact(parts: Iterable[Rule]) -> list[Rule]:
    """The rules with those of one resource (and name) put together, after all the others."""
    simple: dict[tuple[str, ...], Rule] = {}
    others: list[Rule] = []
    for rule in parts:
        key = _simple_key(rule)
        if key is None:
            others.append(rule)
        elif key in simple:
            simple[key] = {**simple[key], "verbs": _merged(simple[key]["verbs"], rule["verbs"])}
        else:
            simple[key] = rule
    return others + list(simple.values())


def _merged(known: list[str], more: list[str]) -> list[str]:
    return [*known, *(verb for verb in more if verb not in known)]


def _simple_key(rule: Rule) -> tuple[str, ...] | None:
    """What a rule of one resource is about; None for any other rule."""
    groups, resources = rule.get("apiGroups") or [], rule.get("resources") or []
    names = rule.get("resourceNames") or []
    if rule.get("nonResourceURLs") or len(groups) != 1 or len(resources) != 1 or len(names) > 1:
        return None
    return (groups[0], resources[0], *names)


def text(rule: Rule) -> str:
    """``{APIGroups:["apps"], Resources:["deployments"], Verbs:["get" "list"]}``."""
    told = [(name, rule[field]) for name, field in _WRITTEN if rule.get(field)]
    return "{" + ", ".join(f"{name}:{quoted(values)}" for name, values in told) + "}"


def quoted(values: Iterable[str]) -> str:
    """A list as Go's ``%q`` writes it."""
    return "[" + " ".join(map(quote, values)) + "]"
