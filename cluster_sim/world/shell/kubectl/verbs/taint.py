"""``kubectl taint`` (pkg/cmd/taint)."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import fetch, targets
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    flag("field-manager"),
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
    kinds = list(takewhile(lambda arg: not _is_spec(arg), command.args))
    specs = command.args[len(kinds) :]
    if kinds and not specs:
        raise error("at least one taint update is required")
    if not kinds or (len(kinds) < 2 and not command.value("all") and not command.value("selector")):
        raise error("one or more resources must be specified as <resource> <name>")
    wanted = targets(command.process.world, kinds, "kubectl taint")
    if any(target.resource.key != "nodes" for target in wanted):
        raise error(f"invalid resource type {kinds[0]}, only node types are supported")
    added, removed = _parse(command, specs)
    found, failed = fetch(command, wanted, command.value("selector"))
    for each in found:
        for node in each.items:
            _taint(command, node, added, removed)
    return Exit(1 if failed else 0)


def _is_spec(arg: str) -> bool:
    return "=" in arg or ":" in arg or arg.endswith("-")


def _parse(command: Invocation, specs: tuple[str, ...]) -> tuple[list[Taint], list[Taint]]:
    """The taints to add and to take away (pkg/cmd/taint/utils.go)."""
    added: list[Taint] = []
    removed: list[Taint] = []
    for spec in specs:
        if spec.endswith("-"):
            key, _, effect = spec[:-1].partition(":")
            removed.append({"key": key.partition("=")[0], "effect": effect})
            continue
        taint = _new_taint(command, spec)
        if any((each["key"], each["effect"]) == (taint["key"], taint["effect"]) for each in added):
            shown = f"{{{taint['key']} {taint['value']} {taint['effect']} <nil>}}"
            text = f"duplicated taints with the same key and effect: {shown}"
            raise see_help(text, command.path)
        added.append(taint)
    return added, removed


def _new_taint(command: Invocation, spec: str) -> Taint:
    pair, colon, effect = spec.partition(":")
    key, _, value = pair.partition("=")
    if not colon or ":" in effect or pair.count("=") > 1:
        raise see_help(f"invalid taint spec: {spec}", command.path)
    if effect not in _EFFECTS:
        text = f"invalid taint effect: {effect}, unsupported taint effect"
        raise see_help(text, command.path)
    faults = names.qualified_name(key) or names.label_value(value)
    if faults:
        raise see_help(f"invalid taint spec: {spec}, {'; '.join(faults)}", command.path)
    return {"key": key, "value": value, "effect": effect}


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
    tell(command, changed, done, typed=True)
