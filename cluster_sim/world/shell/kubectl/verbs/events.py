"""``kubectl events``: what happened, the oldest first (pkg/cmd/events)."""

from __future__ import annotations

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.ages import since
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.formats import printer
from cluster_sim.world.shell.kubectl.output.listing import listing
from cluster_sim.world.shell.kubectl.output.plain_table import plain_table
from cluster_sim.world.shell.kubectl.output.unstable_sort import sorted_as_go
from cluster_sim.world.shell.kubectl.selection import find
from cluster_sim.world.shell.process import Exit, Outcome, Wait

FLAGS: tuple[Flag, ...] = (
    switch("watch", "w"),
    switch("all-namespaces", "A"),
    flag("for"),
    several("types", split=True),
    switch("no-headers"),
    number("chunk-size", default=500),
    flag("output", "o"),
)
_HEADERS = ("LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE")
_TYPES = ("normal", "warning")


def run(command: Invocation) -> Outcome:
    """Print the events of a namespace or of one object; with ``-w`` go on."""
    if any(each.lower() not in _TYPES for each in command.value("types")):
        raise error("valid --types are Normal or Warning")
    items = [item for item in _list(command) if _wanted(command, item)]
    if command.value("watch"):
        command.state["revision"] = command.client.world.revision
        _print(command, items, first=True)
        return Wait(resources=("events",))
    if not items:
        everywhere = command.value("all-namespaces")
        where = "" if everywhere else f" in {command.namespace} namespace"
        command.complain(f"No events found{where}.\n")
        return Exit()
    _print(command, sorted_as_go(items, lambda left, right: _time(left) < _time(right)), first=True)
    return Exit()


def wake(command: Invocation) -> Outcome:
    """Print the events that have come or come again."""
    world = command.client.world
    changes = world.history.since(command.state["revision"])
    command.state["revision"] = world.revision
    for change in changes:
        event = change.new if change.key.resource == "events" else None
        if event is not None and _wanted(command, event):
            _print(command, [event], first=False)
    return Wait(resources=("events",))


def _list(command: Invocation) -> list[Object]:
    namespace = None if command.value("all-namespaces") else command.namespace
    found: list[Object] = command.client.list("events", namespace)["items"]
    return [{"apiVersion": "v1", "kind": "Event", **item} for item in found]


def _wanted(command: Invocation, event: Object) -> bool:
    here = event["metadata"]["namespace"] == command.namespace
    if not here and not command.value("all-namespaces"):
        return False
    types = [each.lower() for each in command.value("types")]
    if types and event.get("type", "").lower() not in types:
        return False
    asked = command.value("for")
    return not asked or _is_about(command, event, asked)


def _is_about(command: Invocation, event: Object, asked: str) -> bool:
    kind, slash, name = asked.partition("/")
    if not slash:
        raise error("--for must be in resource/name form")
    if "/" in name:
        raise error("arguments in resource/name form may not have more than one slash")
    resource = find(command.process.world, kind)[0]
    about = event.get("involvedObject") or {}
    same = (resource.kind, resource.api_version, name)
    return (about.get("kind"), about.get("apiVersion"), about.get("name")) == same


def _time(event: Object) -> int:
    series = event.get("series") or {}
    text = series.get("lastObservedTime") or event.get("lastTimestamp") or event.get("eventTime")
    return timestamps.parse(text) if text else 0


def _print(command: Invocation, events: list[Object], first: bool) -> None:
    output = command.value("output")
    if output:
        if not first or not command.value("watch"):
            command.write(printer(output)(listing(events) if first else events[0]))
        return
    everywhere = command.value("all-namespaces")
    headers = ("NAMESPACE", *_HEADERS) if everywhere else _HEADERS
    shown = headers if first and not command.value("no-headers") else ()
    rows = [_row(command, event, everywhere) for event in events]
    command.write(plain_table(shown, rows))


def _row(command: Invocation, event: Object, everywhere: bool) -> list[str]:
    about = event.get("involvedObject") or {}
    row = [
        _seen(event, command.client.now),
        event.get("type", ""),
        event.get("reason", ""),
        f"{about.get('kind', '')}/{about.get('name', '')}",
        event.get("message", "").strip(),
    ]
    return [event["metadata"]["namespace"], *row] if everywhere else row


def _seen(event: Object, now: int) -> str:
    first = since(event.get("eventTime") or event.get("firstTimestamp"), now)
    series, count = event.get("series"), event.get("count", 0)
    if series:
        return f"{since(series.get('lastObservedTime'), now)} (x{series['count']} over {first})"
    if count > 1:
        return f"{since(event.get('lastTimestamp'), now)} (x{count} over {first})"
    return first
