"""How a world works: the handlers, watchers, indexes and commands that its layers bring.

A system is made once for a process and shared by all worlds; it holds no state of any of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.store import EVERY_OTHER, IndexFunction

if TYPE_CHECKING:
    from cluster_sim.world.kernel.world import World

__all__ = ["EVERY_OTHER", "System"]

Handler = Callable[..., None]
Watcher = Callable[["World", Change], None]
CommandFunction = Callable[["World", dict[str, Any]], None]
Offer = Callable[..., Any]
View = Callable[["World", dict[str, Any]], dict[str, Any]]


class System:
    """What the layers of the world register; each name once, or ValueError."""

    def __init__(self) -> None:
        self.handlers: dict[str, Handler] = {}
        self.watchers: dict[str, list[Watcher]] = {}
        self.indexes: dict[str, dict[str, IndexFunction]] = {}
        self.commands: dict[str, CommandFunction] = {}
        self.views: dict[str, View] = {}
        self.offers: dict[str, Offer] = {}

    def handler(self, name: str, function: Handler) -> None:
        """``function(world, *args)`` runs when an event of that name is due."""
        _once(self.handlers, name, function)

    def watch(self, resource: str, function: Watcher) -> None:
        """``function(world, change)`` hears of each write; it may schedule but not write.

        ``EVERY_OTHER`` as the resource: of every write to what nobody else watches.
        """
        self.watchers.setdefault(resource, []).append(function)

    def index(self, resource: str, name: str, function: IndexFunction) -> None:
        """Keep the objects of ``resource`` findable by the texts that ``function`` gives.

        ``EVERY_OTHER`` as the resource: those of every resource that no index is kept of.
        """
        _once(self.indexes.setdefault(resource, {}), name, function)

    def command(self, kind: str, function: CommandFunction) -> None:
        """``function(world, args)`` does a command of that kind; ValueError refuses it."""
        _once(self.commands, kind, function)

    def view(self, resource: str, function: View) -> None:
        """``function(world, stored)`` gives what readers see of an object of ``resource``.

        For what is refreshed all the time, a heartbeat for instance: it is computed when
        somebody looks instead of being ticked, so that an idle world costs nothing.
        """
        _once(self.views, resource, function)

    def offer(self, name: str, function: Offer) -> None:
        """``function(world, *args)`` is what a layer below asks for without knowing this one."""
        _once(self.offers, name, function)


def _once(registry: dict[str, Any], name: str, function: Any) -> None:
    if name in registry:
        raise ValueError(f"{name} is registered twice")
    registry[name] = function
