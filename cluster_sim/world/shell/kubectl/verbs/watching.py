"""``kubectl get -w``: first what there is, then each change as a row (pkg/cmd/get/get.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.watch import ADDED, Scope
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.formats import printer
from cluster_sim.world.shell.kubectl.output.table import TableOutput
from cluster_sim.world.shell.kubectl.selection import Target, fetch
from cluster_sim.world.shell.kubectl.tables import rows_of, table_options
from cluster_sim.world.shell.process import Exit, Outcome, Wait


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
    target = wanted[0]
    watch = command.client.resumed(
        target.resource.key, _scope(command, target), command.state["revision"]
    )
    events = [(event["type"], event["object"]) for event in watch.poll()]
    command.state["revision"] = watch.revision
    _show(command, target, events, first=False)
    return _wait(command, target)


def _scope(command: Invocation, target: Target) -> Scope:
    everywhere = command.value("all-namespaces") or not target.resource.namespaced
    return Scope(
        None if everywhere else command.namespace,
        target.name,
        command.value("selector"),
        command.value("field-selector"),
    )


def _wait(command: Invocation, target: Target) -> Outcome:
    """Until something changes, or the server ends the request as ``--request-timeout`` asks."""
    timeout, now = command.value("request-timeout"), command.client.world.now
    if not timeout:
        return Wait(resources=(target.resource.key,))
    until = command.state.setdefault("until", now + timeout)
    if now >= until:
        return Exit(0)
    return Wait(delay=until - now, resources=(target.resource.key,))


def _show(
    command: Invocation, target: Target, events: list[tuple[str, Object]], first: bool
) -> None:
    if command.value("output") in ("", "wide"):
        _show_rows(command, target.resource, events, first)
        return
    managed = command.value("show-managed-fields")
    show = printer(command.value("output"), True, headers=first, managed_fields=managed)
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
