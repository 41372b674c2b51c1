"""``kubectl taint`` (pkg/cmd/taint)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import fetch, targets
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    DRY_RUN,
    flag("output", "o"),
    flag("selector", "l"),
    switch("all"),
    switch("overwrite"),
    Flag("validate", default="strict", alone="strict"),
)
_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")
Taint = dict[str, Any]


def run(command: Invocation) -> Outcome:
    """Add ``key=value:Effect`` and take away ``key[:Effect]-`` on every node named."""
    kinds = [arg for arg in command.args if not _is_spec(arg)]
    specs = command.args[len(kinds) :]
    if not kinds or (len(kinds) < 2 and not command.value("all") and not command.value("selector")):
        raise error("one or more resources must be specified as <resource> <name>")
    if not specs:
        raise error("at least one taint update is required")
    wanted = targets(kinds, "kubectl taint")
    if any(target.resource.key != "nodes" for target in wanted):
        raise error(f"invalid resource type {kinds[0]}, only node types are supported")
    added, removed = _parse(specs)
    found, failed = fetch(command, wanted, command.value("selector"))
    for each in found:
        for node in each.items:
            _taint(command, node, added, removed)
    return Exit(1 if failed else 0)


def _is_spec(arg: str) -> bool:
    return "=" in arg or ":" in arg or arg.endswith("-")


def _parse(specs: tuple[str, ...]) -> tuple[list[Taint], list[Taint]]:
    added, removed = [], []
    for spec in specs:
        if spec.endswith("-"):
            key, _, effect = spec[:-1].partition(":")
            removed.append({"key": key.partition("=")[0], "effect": effect})
            continue
        pair, _, effect = spec.partition(":")
        key, _, value = pair.partition("=")
        if effect not in _EFFECTS:
            shown = ", ".join(_EFFECTS)
            raise error(
                f"invalid taint effect: {effect}, unsupported taint effect"
                if effect
                else f"invalid taint spec: {spec}; effect must be one of {shown}"
            )
        if names.qualified_name(key):
            raise error(f"invalid taint spec: {spec}, {names.qualified_name(key)[0]}")
        added.append({"key": key, "value": value, "effect": effect})
    return added, removed


def _taint(command: Invocation, node: Object, added: list[Taint], removed: list[Taint]) -> None:
    present = list(node["spec"].get("taints") or ())
    kept = [taint for taint in present if not any(_goes(taint, each) for each in removed)]
    for each in removed:
        if not any(_goes(taint, each) for taint in present):
            suffix = f":{each['effect']}" if each["effect"] else ""
            raise error(f'taint "{each["key"]}{suffix}" not found')
    pairs = [(taint["key"], taint["effect"]) for taint in kept]
    known = [each["key"] for each in added if (each["key"], each["effect"]) in pairs]
    if known and not command.value("overwrite"):
        raise error(
            f"node {name_of(node)} already has {', '.join(known)} taint(s) with same effect(s) "
            "and --overwrite is false"
        )
    replaced = [(each["key"], each["effect"]) for each in added]
    kept = [taint for taint in kept if (taint["key"], taint["effect"]) not in replaced]
    new = [{k: v for k, v in each.items() if v or k != "value"} for each in added]
    _write(command, node, kept + new, "untainted" if removed and not added else "tainted")


def _goes(taint: Taint, removed: Taint) -> bool:
    return taint["key"] == removed["key"] and removed["effect"] in ("", taint["effect"])


def _write(command: Invocation, node: Object, taints: list[Taint], done: str) -> None:
    spec = {key: value for key, value in node["spec"].items() if key != "taints"}
    if taints:
        spec["taints"] = taints
    changed = {**node, "spec": spec}
    if dry_run(command) != "client":
        changed = client_for(command).update("nodes", "", changed)
    tell(command, changed, done)
