"""Watch: the changes of a resource after a revision, as events.

apiserver/pkg/storage/cacher/cacher.go, kubernetes.io/docs/reference/using-api/api-concepts
("Efficient detection of changes")
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kube.api import errors, past
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.read import list_objects, selecting
from cluster_sim.world.kube.timings import SECOND

Event = dict[str, Any]

ADDED: Final = "ADDED"
MODIFIED: Final = "MODIFIED"
DELETED: Final = "DELETED"
BOOKMARK: Final = "BOOKMARK"
ERROR: Final = "ERROR"
INITIAL_EVENTS_END: Final = "k8s.io/initial-events-end"
# cacher.go: defaultBookmarkFrequency
_BOOKMARK_INTERVAL: Final = 60 * SECOND


@dataclass(frozen=True, slots=True)
class Scope:
    """What is watched: a namespace or (None) all, one name or (empty) all, two selectors."""

    namespace: str | None = None
    name: str = ""
    labels: str = ""
    fields: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a watch starts, as the query parameters of the API say it.

    Without a version, and from "0", it begins with what there is. ``initial`` is
    sendInitialEvents, ``match`` resourceVersionMatch, ``bookmarks`` allowWatchBookmarks.
    """

    version: str = ""
    match: str = ""
    initial: bool | None = None
    bookmarks: bool = False


EVERYTHING: Final = Scope()
NOW: Final = Start()


class Watch:
    """A watch that is asked for its events instead of sending them.

    ``poll()`` gives the events since the last time: dicts with ``type`` and ``object``. After an
    ERROR, whose object is a Status, there are no more. ``revision`` is how far it has come.
    """

    def __init__(
        self, call: Call, resource: Resource, scope: Scope, revision: int, bookmarks: bool = False
    ) -> None:
        self.revision = revision
        self.ended = False
        self._call = call
        self._resource = resource
        self._scope = scope
        self._wanted = selecting(resource, scope.labels, scope.fields)
        self._bookmarks = bookmarks
        self._bookmarked = call.world.now
        self._first: list[Event] = []

    def poll(self) -> list[Event]:
        """What happened since the last time, in order."""
        if self.ended:
            return []
        events, self._first = self._first, []
        if any(event["type"] == ERROR for event in events):
            self.ended = True
            return events
        world = self._call.world
        changes = past.changes_since(world, self._resource.key, self.revision)
        self.revision = world.revision
        for change in changes:
            event = self._event(change)
            if event is not None:
                events.append(event)
        if self._bookmarks and world.now - self._bookmarked >= _BOOKMARK_INTERVAL:
            self._bookmarked = world.now
            events.append(bookmark(self._resource, self.revision))
        return events

    def begin(self, events: list[Event]) -> None:
        """Let the next poll start with these."""
        self._first = events

    def _event(self, change: Change) -> Event | None:
        """What the change is to somebody who sees only what is selected."""
        scope, old, new = self._scope, self._shown(change.old), self._shown(change.new)
        if scope.name and change.key.name != scope.name:
            return None
        if scope.namespace is not None and change.key.namespace != scope.namespace:
            return None
        before = old is not None and self._wanted(old)
        if new is not None and self._wanted(new):
            return {"type": MODIFIED if before else ADDED, "object": new}
        if before and old is not None:
            # The last state that was seen, with the version of what ended it.
            meta = {**old["metadata"], "resourceVersion": str(change.revision)}
            return {"type": DELETED, "object": {**old, "metadata": meta}}
        return None

    def _shown(self, obj: Object | None) -> Object | None:
        """The object in the version that is watched."""
        return None if obj is None else self._resource.of_stored(obj)


def watch(call: Call, resource: Resource, scope: Scope, start: Start) -> Watch:
    """A watch. StatusError (400, 422) for options that make no sense; what went wrong otherwise
    (the version is too old: 410, or not there yet: 504) is its first and last event.
    """
    _check(start)
    if not resource.namespaced:
        scope = replace(scope, namespace=None)
    world = call.world
    asked = past.parsed_version(start.version)
    found = Watch(call, resource, scope, asked or world.revision, start.bookmarks)
    try:
        past.check_watchable(world, resource.key, found.revision)
    except errors.StatusError as problem:
        found.begin([{"type": ERROR, "object": problem.status}])
        return found
    if start.initial or (start.initial is None and not asked):
        found.revision = world.revision
        found.begin(_initial(call, resource, scope, start))
    return found


def bookmark(resource: Resource, revision: int, annotations: Object | None = None) -> Event:
    """An event that tells how far the watch has come and nothing else."""
    meta: Object = {"resourceVersion": str(revision), "creationTimestamp": None}
    if annotations:
        meta["annotations"] = annotations
    obj = {"kind": resource.kind, "apiVersion": resource.api_version, "metadata": meta}
    return {"type": BOOKMARK, "object": obj}


def _initial(call: Call, resource: Resource, scope: Scope, start: Start) -> list[Event]:
    found = list_objects(call, resource, scope.namespace, scope.labels, scope.fields)["items"]
    events: list[Event] = [
        {"type": ADDED, "object": obj}
        for obj in found
        if not scope.name or obj["metadata"]["name"] == scope.name
    ]
    if start.initial and start.bookmarks:
        end = {INITIAL_EVENTS_END: "true"}
        events.append(bookmark(resource, call.world.revision, end))
    return events


def _check(start: Start) -> None:
    """apimachinery/pkg/apis/meta/internalversion/validation (validateWatchOptions)"""
    faults = []
    if start.initial is not None and start.match != "NotOlderThan":
        why = "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
        faults.append(("FieldValueForbidden", f"Forbidden: {why}"))
    if start.match and start.initial is None:
        why = "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"
        faults.append(("FieldValueForbidden", f"Forbidden: {why}"))
    if start.match not in ("", "NotOlderThan"):
        known = '"NotOlderThan"'
        text = f"Unsupported value: {quote(start.match)}: supported values: {known}"
        faults.append(("FieldValueNotSupported", text))
    if faults:
        raise errors.invalid(
            "meta.k8s.io",
            "ListOptions",
            "",
            [errors.FieldError(kind, "resourceVersionMatch", text) for kind, text in faults],
        )
