"""What a portrait of an object is made of; the page puts its names and sentences into words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.meta import name_of, namespace_of

Object = dict[str, Any]
# A text, a number, a list of values, or one of the shapes that the functions below make.
Value = Any
Row = tuple[str, Value]

GOOD: Final = "good"
WAIT: Final = "wait"
BAD: Final = "bad"
MUTED: Final = "muted"


class Portrait(NamedTuple):
    """``state``: how the object fares, as a saying, with its ``tone`` (good, wait, bad, muted).

    ``rows``: names of facts with their values, the most telling first.
    """

    rows: list[Row]
    tone: str = MUTED
    state: Value = None

    def data(self) -> dict[str, Any]:
        """The portrait as it travels: rows that say nothing are left out."""
        rows = [[name, value] for name, value in self.rows if value not in (None, "", [], {})]
        return {"tone": self.tone, "state": self.state, "rows": rows}


def link(resource: str, namespace: str, name: str, text: str = "") -> Value:
    """Another object, which the reader may go to; nothing without a name."""
    return {"key": [resource, namespace, name], "text": text or name} if name else None


def links(resource: str, objects: Iterable[Object]) -> list[Value]:
    """Several objects of one kind."""
    return [link(resource, namespace_of(each), name_of(each)) for each in objects]


def says(saying: str, **args: Any) -> Value:
    """A sentence of the page's catalogue."""
    return {"says": saying, "args": args}


def moment(world: World, text: str | None) -> Value:
    """A time stamp of the API as a moment on the timeline; nothing for none."""
    return at(timestamps.parse(text) - world.epoch) if text else None


def at(time: int) -> Value:
    """A moment of the lab's own time (µs)."""
    return {"time": time}


def meter(share: float, text: str) -> Value:
    """How much of something is used: 1.0 is all of it."""
    return {"meter": share, "text": text}


def table(columns: list[str], rows: list[list[Value]]) -> Value:
    """Rows of values under the names of their columns; nothing without rows."""
    return {"columns": columns, "rows": rows} if rows else None
