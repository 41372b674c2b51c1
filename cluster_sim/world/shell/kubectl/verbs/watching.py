"""``kubectl get -w``: first what there is, then each change as a row (pkg/cmd/get/get.go)."""

from __future__ import annotations

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.read import selecting
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.formats import printer
from cluster_sim.world.shell.kubectl.output.table import TableOutput
from cluster_sim.world.shell.kubectl.selection import Target, fetch
from cluster_sim.world.shell.kubectl.tables import rows_of, table_options
from cluster_sim.world.shell.process import Exit, Outcome, Wait

ADDED, MODIFIED, DELETED = "ADDED", "MODIFIED", "DELETED"


def begin(command: Invocation, wanted: list[Target]) -> Outcome:
    """List, print, and wait for changes of the one kind that can be watched at a time."""
    if len({target.resource.key for target in wanted}) != 1 or len(wanted) != 1:
        raise error("you may only specify a single resource type")
    found, failed = fetch(
        command,
        wanted,
        command.value("selector"),
        command.value("field-selector"),
        command.value("all-namespaces"),
    )
    if failed:
        return Exit(1)
    command.state["revision"] = command.client.world.revision
    command.state["table"] = ("", [])
    if not command.value("watch-only"):
        _show(command, wanted[0], [(ADDED, item) for item in found[0].items], first=True)
    return _wait(command, wanted[0])


def go_on(command: Invocation, wanted: list[Target]) -> Outcome:
    """Print the changes since the last time."""
    target, world = wanted[0], command.client.world
    changes = world.history.since(command.state["revision"])
    command.state["revision"] = world.revision
    seen = [event for change in changes if (event := _event(command, target, change))]
    _show(command, target, seen, first=False)
    return _wait(command, target)


def _wait(command: Invocation, target: Target) -> Outcome:
    """Until something changes, or the server ends the request as ``--request-timeout`` asks."""
    timeout, now = command.value("request-timeout"), command.client.world.now
    if not timeout:
        return Wait(resources=(target.resource.key,))
    until = command.state.setdefault("until", now + timeout)
    if now >= until:
        return Exit(0)
    return Wait(delay=until - now, resources=(target.resource.key,))


def _event(command: Invocation, target: Target, change: Change) -> tuple[str, Object] | None:
    """The watch event that the change is for this command, or None."""
    resource = target.resource
    if change.key.resource != resource.key or not _in_sight(command, target, change):
        return None
    wanted = selecting(resource, command.value("selector"), command.value("field-selector"))
    before = change.old is not None and wanted(change.old)
    after = change.new is not None and wanted(change.new)
    if after and change.new is not None:
        return (MODIFIED if before else ADDED), change.new
    if before and change.old is not None:
        return DELETED, change.new if change.new is not None else change.old
    return None


def _in_sight(command: Invocation, target: Target, change: Change) -> bool:
    if target.name and change.key.name != target.name:
        return False
    everywhere = command.value("all-namespaces") or not target.resource.namespaced
    return everywhere or change.key.namespace == command.namespace


def _show(
    command: Invocation, target: Target, events: list[tuple[str, Object]], first: bool
) -> None:
    if command.value("output") in ("", "wide"):
        _show_rows(command, target.resource, events, first)
        return
    show = printer(command.value("output"), of_get=True, headers=first)
    for _, obj in events:
        command.write(show(obj))


def _show_rows(
    command: Invocation, resource: Resource, events: list[tuple[str, Object]], first: bool
) -> None:
    output = TableOutput(table_options(command, False))
    output.resume(resource, *command.state["table"])
    told = command.value("output-watch-events")
    # What is there at first is one table; each change after it is a row on its own.
    for group in [events] if first else [[event] for event in events]:
        objects = [obj for _, obj in group]
        rows = rows_of(command, resource, objects)
        output.print(resource, rows, objects, group[0][0] if told and group else "")
        command.write(output.take())
    command.state["table"] = output.pause()
