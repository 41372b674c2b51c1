"""``kubectl wait``: until objects are as asked, or time is up (pkg/cmd/wait)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.changes import tell
from cluster_sim.world.shell.kubectl.conditions import Condition, condition
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import Found, fetch, targets
from cluster_sim.world.shell.kubectl.subjects import MUST_NAME
from cluster_sim.world.shell.process import Exit, Outcome, Wait

FLAGS: tuple[Flag, ...] = (
    several("for"),
    span("timeout", default=30_000_000),
    switch("all"),
    switch("all-namespaces", "A"),
    flag("selector", "l"),
    flag("field-selector"),
    flag("output", "o"),
    several("filename", "f", split=True),
    switch("recursive", "R"),
    switch("local"),
)
_WEEK = 7 * 24 * 3600 * 1_000_000
# While an object is waited for that is not there yet, kubectl asks again that often.
_POLL = 500_000
_INTERRUPTED = "timed out waiting for the condition"


def run(command: Invocation) -> Outcome:
    """Find the objects, then wait for each in turn."""
    _conditions(command)
    timeout = command.value("timeout")
    command.state["until"] = command.client.world.now + (_WEEK if timeout < 0 else timeout)
    return _begin(command)


def wake(command: Invocation) -> Outcome:
    """Something has changed, or time is up."""
    return _begin(command) if "left" not in command.state else _go_on(command)


def _conditions(command: Invocation) -> list[Condition]:
    asked = command.value("for")
    if not asked:
        raise error("unrecognized condition: []")
    return [condition(text) for text in asked]


def _waits_for(command: Invocation, word: str) -> bool:
    return any(text.lower() == word for text in command.value("for"))


def _begin(command: Invocation) -> Outcome:
    if not command.args:
        raise Failure(MUST_NAME)
    wanted = targets(command.process.world, command.args, "kubectl wait")
    world = command.client.world
    if _waits_for(command, "create") and not _all_there(command):
        if world.now >= command.state["until"]:
            raise error(_INTERRUPTED)
        left = command.state["until"] - world.now
        return Wait(delay=min(_POLL, left))
    if not any(target.name for target in wanted) and not _selects(command):
        raise error("resource(s) were provided, but no name was specified")
    quiet = _waits_for(command, "delete")
    found, failed = _fetch(command, quiet)
    objects = [(each.resource, item) for each in found for item in each.items]
    if not objects and not failed and not quiet:
        raise error("no matching resources found")
    command.state["failed"] = failed
    command.state["left"] = [
        (resource.key, resource.plural, namespace_of(item), name_of(item), item)
        for resource, item in objects
    ]
    command.state["met"] = 0
    return _go_on(command)


def _selects(command: Invocation) -> bool:
    return any(command.value(name) for name in ("all", "selector", "field-selector"))


def _fetch(command: Invocation, quiet: bool) -> tuple[list[Found], bool]:
    wanted = targets(command.process.world, command.args, "kubectl wait")
    store = command.client.world.store
    if quiet:
        wanted = [
            each
            for each in wanted
            if not each.name or store.get(each.resource.key, _place(command, each), each.name)
        ]
    return fetch(
        command,
        wanted,
        command.value("selector"),
        command.value("field-selector"),
        command.value("all-namespaces"),
    )


def _place(command: Invocation, target: Any) -> str:
    return command.namespace if target.resource.namespaced else ""


def _all_there(command: Invocation) -> bool:
    store = command.client.world.store
    for each in targets(command.process.world, command.args, "kubectl wait"):
        place = _place(command, each)
        if each.name and store.get(each.resource.key, place, each.name) is None:
            return False
        if not each.name and not command.client.list(each.resource.key, place)["items"]:
            return False
    return True


def _go_on(command: Invocation) -> Outcome:
    world = command.client.world
    while command.state["left"]:
        key, plural, namespace, name, first = command.state["left"][0]
        outcome = _look(command, world.store.get(key, namespace, name), first)
        if outcome == "waiting" and world.now < command.state["until"]:
            return Wait(delay=command.state["until"] - world.now, resources=(key,))
        if outcome == "waiting":
            waited = command.value("timeout") != 0
            said = (
                f"{_INTERRUPTED} on {plural}/{name}"
                if waited
                else (f"condition not met for {plural}/{name}")
            )
            command.complain(f"error: {said}\n")
        elif outcome == "gone":
            command.complain(f'Error from server (NotFound): {key} "{name}" not found\n')
        if outcome != "met":
            command.state["failed"] = True
        command.state["left"], command.state["met"] = command.state["left"][1:], 0
    return Exit(1 if command.state["failed"] else 0)


def _look(command: Invocation, obj: Object | None, first: Object) -> str:
    """``met``, ``waiting`` or ``gone``; each condition is told as it is met."""
    conditions = _conditions(command)
    while command.state["met"] < len(conditions):
        wanted = conditions[command.state["met"]]
        same = obj is not None and obj["metadata"]["uid"] == first["metadata"]["uid"]
        if obj is None and not wanted.of_absence:
            return "gone"
        if not (not same if wanted.of_absence else obj is not None and wanted.holds(obj)):
            return "waiting"
        tell(command, obj if obj is not None and same else first, "condition met")
        command.state["met"] += 1
    return "met"
