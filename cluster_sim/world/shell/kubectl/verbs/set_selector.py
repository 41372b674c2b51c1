"""``kubectl set selector``: which pods a Service chooses (pkg/cmd/set/set_selector.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.label_selectors import label_selector
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.subjects import is_local, subjects
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    DRY_RUN,
    flag("output", "o"),
    flag("field-manager"),
    flag("resource-version"),
    several("filename", "f", split=True),
    switch("recursive", "R"),
    switch("local"),
    switch("all"),
    switch("all-namespaces", "A"),
    RECORD,
)


def run(command: Invocation) -> Outcome:
    """Give every Service named the selector that the last argument writes."""
    dry_run(command)
    if not command.args:
        raise error("one selector is required")
    *names, text = command.args
    selector = label_selector(text)
    found, failed = subjects(command, names)
    for each in found:
        for item in each.items:
            _change(command, each.resource, item, selector)
    return Exit(1 if failed else 0)


def _change(
    command: Invocation, resource: Resource, item: Object, selector: dict[str, Any]
) -> None:
    if resource.key != "services":
        raise error("setting a selector is only supported for Services")
    if "matchExpressions" in selector:
        shown = " ".join(_shown(each) for each in selector["matchExpressions"])
        raise error(f"match expression [{shown}] not supported on this object")
    wanted = selector.get("matchLabels", {})
    if is_local(command) or dry_run(command) == "client":
        changed = _as_encoded(item, wanted)
    else:
        changed = client_for(command).patch(
            resource.key, namespace_of(item), name_of(item), _patch(command, item, wanted)
        )
    tell(command, changed, "selector updated", typed=True)


def _shown(expression: dict[str, Any]) -> str:
    values = " ".join(expression.get("values", ()))
    return f"{{{expression['key']} {expression['operator']} [{values}]}}"


def _as_encoded(item: Object, wanted: dict[str, str]) -> Object:
    """The Service as Go writes it: an empty selector is left out, an empty status is not."""
    spec = {key: value for key, value in item.get("spec", {}).items() if key != "selector"}
    status = {"loadBalancer": {}, **item.get("status", {})}
    return {**item, "spec": {**spec, **({"selector": wanted} if wanted else {})}, "status": status}


def _patch(command: Invocation, item: Object, wanted: dict[str, str]) -> Object:
    """Old labels go, new ones come."""
    gone = dict.fromkeys(item.get("spec", {}).get("selector") or {})
    version = command.value("resource-version")
    patch: Object = {"spec": {"selector": {**gone, **wanted}}}
    return {**patch, "metadata": {"resourceVersion": version}} if version else patch
