"""``kubectl set resources``: what containers ask for and may have (set_resources.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.pod_templates import (
    FLAGS as TEMPLATE_FLAGS,
)
from cluster_sim.world.shell.kubectl.pod_templates import (
    LOCAL_NEEDS_FILES,
    Spec,
    TemplateUpdate,
    changed_containers,
    check_flags,
    check_selection,
)
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.subjects import MUST_NAME, is_local
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    *TEMPLATE_FLAGS,
    flag("selector", "l"),
    flag("containers", "c", "*"),
    flag("limits"),
    flag("requests"),
    RECORD,
)


def run(command: Invocation) -> Outcome:
    """Set limits and requests of the containers chosen; what is not named stays."""
    if is_local(command) and command.args:
        raise error(LOCAL_NEEDS_FILES)
    if not command.args and not command.value("filename"):
        raise Failure(MUST_NAME)
    check_flags(command)
    check_selection(command)
    amounts = _amounts(command)
    wanted = command.value("containers")
    update = TemplateUpdate(
        command,
        "resource requirements updated",
        "failed to patch resources update to pod template",
    )

    def change(item: Object, spec: Spec) -> Spec:
        new, count = changed_containers(spec, wanted, lambda each: _with_amounts(each, amounts))
        if not count:
            update.faults.append(f"unable to find container named {wanted}")
        return new

    return update.run(command.args, change)


def _amounts(command: Invocation) -> dict[str, dict[str, str]]:
    found = {field: command.value(field) for field in ("limits", "requests")}
    if not any(found.values()):
        raise error(
            "you must specify an update to requests or limits (in the form of --requests/--limits)"
        )
    return {field: _parsed(text) for field, text in found.items() if text}


def _parsed(text: str) -> dict[str, str]:
    """``cpu=100m,memory=1Gi`` as resources by name; Failure for what is none."""
    found = {}
    for statement in text.split(","):
        name, *amount = statement.split("=")
        if len(amount) != 1:
            raise error(f"invalid argument syntax {statement}, expected <resource>=<value>")
        try:
            found[name] = quantity.canonical(amount[0])
        except quantity.QuantityError as fault:
            raise error(str(fault)) from fault
    return found


def _with_amounts(container: Spec, amounts: dict[str, dict[str, str]]) -> Spec:
    resources: dict[str, Any] = container.get("resources") or {}
    merged = {field: {**(resources.get(field) or {}), **new} for field, new in amounts.items()}
    return {**container, "resources": {**resources, **merged}}
