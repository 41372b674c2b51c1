"""What ``kubectl wait --for`` waits for (pkg/cmd/wait)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api import jsonpath
from cluster_sim.world.kube.api.gotext import quote, shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import error

_FORMAT = (
    "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
    "--for=jsonpath='{.status.readyReplicas}'"
)
_NO_VALUE = (
    "jsonpath wait has to have a value after equal sign, like "
    "--for=jsonpath='{.status.readyReplicas}'=3"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """``holds`` tells whether an object is as asked; ``of_absence``: it should be no more."""

    holds: Callable[[Object], bool]
    of_absence: bool = False


def condition(text: str) -> Condition:
    """The condition behind a word of ``--for``; Failure for what is none."""
    if text.lower() == "delete":
        return Condition(lambda obj: False, of_absence=True)
    if text.lower() == "create":
        return Condition(lambda obj: True)
    if text.startswith("condition="):
        name, _, value = text.removeprefix("condition=").partition("=")
        return Condition(lambda obj: _has_condition(obj, name, value or "true"))
    if text.startswith("jsonpath="):
        return _of_path(text.removeprefix("jsonpath="))
    raise error(f"unrecognized condition: {quote(text)}")


def _has_condition(obj: Object, name: str, wanted: str) -> bool:
    status = obj.get("status") or {}
    for each in status.get("conditions") or ():
        if each.get("type", "").lower() == name.lower():
            observed = each.get("observedGeneration", status.get("observedGeneration"))
            generation = obj["metadata"].get("generation")
            if None not in (observed, generation) and observed < generation:
                return False
            return bool(each.get("status", "").lower() == wanted.lower())
    return False


def _of_path(text: str) -> Condition:
    parts = _split(text)
    if len(parts) > 2:
        raise error(_FORMAT)
    wanted = parts[1].strip("'\"") if len(parts) == 2 else None
    if wanted == "":
        raise error(_NO_VALUE)
    try:
        template = jsonpath.parse(jsonpath.relaxed(parts[0]))
    except jsonpath.JSONPathError as problem:
        raise error(str(problem)) from problem
    return Condition(lambda obj: _matches(template, obj, wanted))


def _split(text: str) -> list[str]:
    """Cut at single equal signs; ``==`` belongs to a filter."""
    marked = text.replace("==", "\0")
    return [part.replace("\0", "==") for part in marked.split("=")]


def _matches(template: jsonpath.Template, obj: Object, wanted: str | None) -> bool:
    try:
        found = template.find(obj, allow_missing=True)
    except jsonpath.JSONPathError as problem:
        raise error(str(problem)) from problem
    if not found or not found[0]:
        return False
    if len(found) > 1:
        raise error("given jsonpath expression matches more than one list")
    if len(found[0]) > 1:
        raise error("given jsonpath expression matches more than one value")
    return wanted is None or _text(found[0][0]) == wanted


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        raise error("jsonpath leads to a nested object or list which is not supported")
    return shown(value).strip()
