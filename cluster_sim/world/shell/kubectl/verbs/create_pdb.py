"""``kubectl create poddisruptionbudget`` (pkg/cmd/create/create_pdb.go)."""

from __future__ import annotations

import re
from typing import Any, Final

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.requirements import (
    DOES_NOT_EXIST,
    DOUBLE_EQUALS,
    EQUALS,
    EXISTS,
    IN,
    NOT_IN,
    SelectorError,
)
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    *COMMON,
    flag("min-available"),
    flag("max-unavailable"),
    flag("selector"),
)
_SHARE: Final = re.compile(r"[0-9]+%?", re.ASCII)
_MOST: Final = 2**31
_OPERATORS: Final = {
    IN: "In",
    NOT_IN: "NotIn",
    EXISTS: "Exists",
    DOES_NOT_EXIST: "DoesNotExist",
}


def run(command: Invocation) -> Outcome:
    """Create the PodDisruptionBudget."""
    name = name_argument(command)
    field, share = _share(command)
    made = {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": {"name": name},
        "spec": {field: share, "selector": _selector(command.value("selector"))},
        "status": {
            "disruptionsAllowed": 0,
            "currentHealthy": 0,
            "desiredHealthy": 0,
            "expectedPods": 0,
        },
    }
    return create(command, "poddisruptionbudgets.policy", made, told="poddisruptionbudgets:")


def _share(command: Invocation) -> tuple[str, int | str]:
    """The field that is set, and its number or percentage; Failure for neither or both."""
    least, most = command.value("min-available"), command.value("max-unavailable")
    if not command.value("selector"):
        raise error("a selector must be specified")
    if not least and not most:
        raise error("one of min-available or max-unavailable must be specified")
    if least and most:
        raise error("min-available and max-unavailable cannot be both specified")
    flag_name = "min-available" if least else "max-unavailable"
    text = least or most
    if not _SHARE.fullmatch(text):
        raise error(f"invalid format specified for {flag_name}")
    is_number = text.isdigit() and int(text) < _MOST
    return "minAvailable" if least else "maxUnavailable", int(text) if is_number else text


def _selector(text: str) -> dict[str, Any]:
    """A written selector as a LabelSelector (meta/v1: ParseToLabelSelector)."""
    try:
        requirements = labels.parse(text).requirements or ()
    except SelectorError as fault:
        raise error(f'couldn\'t parse the selector string "{text}": {fault}') from fault
    exact: dict[str, str] = {}
    expressions: list[dict[str, Any]] = []
    for each in requirements:
        if each.operator in (EQUALS, DOUBLE_EQUALS):
            exact[each.key] = each.values[0]
        elif each.operator not in _OPERATORS:
            raise error(f'"{each.operator}" is not a valid label selector operator')
        else:
            found: dict[str, Any] = {"key": each.key, "operator": _OPERATORS[each.operator]}
            expressions.append({**found, "values": list(each.values)} if each.values else found)
    selector: dict[str, Any] = {"matchLabels": exact} if exact else {}
    return {**selector, "matchExpressions": expressions} if expressions else selector
