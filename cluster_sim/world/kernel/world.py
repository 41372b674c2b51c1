"""A world: one clock, one store, one history, and all that is to come.

The same scenario, seed and commands give the same history on every machine: nothing in here
knows wall time or chance of its own, and nothing iterates a set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Final

from cluster_sim.world.kernel.agenda import Agenda
from cluster_sim.world.kernel.chance import Chance
from cluster_sim.world.kernel.history import Change, History, Key
from cluster_sim.world.kernel.store import Object, Store
from cluster_sim.world.kernel.system import EVERY_OTHER, System

SECOND = 1_000_000
COMMANDS = "commands"
_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


class CommandRefused(ValueError):
    """A command that makes no sense in this world; ``code`` and ``facts`` say why."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class World:
    """One simulated world. All times are whole microseconds since its start.

    ``epoch``: the start in microseconds since the Unix epoch. ``now`` may begin below 0: what a
    scenario lived before anybody looked. ``memory``: what components keep
    beside the objects, a dict of immutable plain values for each name; it is forked and
    checkpointed with the world. ``caches``: derived things, dropped by a fork and made again.
    """

    __slots__ = (
        "agenda",
        "caches",
        "cause",
        "chance",
        "epoch",
        "history",
        "memory",
        "now",
        "revision",
        "store",
        "system",
    )

    def __init__(self, system: System, seed: int, epoch: int = 0, now: int = 0) -> None:
        self.system = system
        self.epoch = epoch
        self.now = now
        self.revision = 0
        self.cause = 0
        self.store = Store(system.indexes)
        self.history = History()
        self.agenda = Agenda()
        self.chance = Chance(seed)
        self.memory: dict[str, dict[Any, Any]] = {}
        self.caches: dict[str, Any] = {}

    @property
    def seed(self) -> int:
        """The seed that every random stream of this world derives from."""
        return self.chance.seed

    @property
    def unix(self) -> int:
        """Now, in microseconds since the Unix epoch."""
        return self.epoch + self.now

    def remember(self, name: str) -> dict[Any, Any]:
        """The memory of a component: a dict whose values nobody mutates."""
        memory = self.memory.get(name)
        if memory is None:
            memory = self.memory[name] = {}
        return memory

    def recall(self, name: str) -> Mapping[Any, Any]:
        """The memory of a component for those who only look, who leave nothing behind."""
        return self.memory.get(name) or _NOTHING

    def get(self, key: Key) -> Object | None:
        """The object at ``key``, or None."""
        return self.store.get(key.resource, key.namespace, key.name)

    def seen(self, resource: str, stored: Object) -> Object:
        """What readers see of a stored object now."""
        view = self.system.views.get(resource)
        return view(self, stored) if view else stored

    def write(self, key: Key, new: Object | None, actor: str) -> Change:
        """Write one object (None takes it away), note it in the history, tell the watchers."""
        old = self.store.put(key, new)
        self.revision += 1
        change = Change(self.revision, self.now, actor, self.cause, key, old, new)
        self.history.changes.append(change)
        watchers = self.system.watchers.get(key.resource) or self.system.watchers.get(EVERY_OTHER)
        if watchers is not None:
            on_behalf_of, self.cause = self.cause, self.revision
            for watcher in watchers:
                watcher(self, change)
            self.cause = on_behalf_of
        return change

    @contextmanager
    def because(self, change: Change) -> Iterator[None]:
        """What is written inside has ``change`` as its cause."""
        on_behalf_of, self.cause = self.cause, change.revision
        try:
            yield
        finally:
            self.cause = on_behalf_of

    def schedule(self, delay: int, handler: str, *args: Any) -> None:
        """Let ``handler`` run after ``delay`` microseconds on behalf of the present cause."""
        self.agenda.add(self.now + delay, handler, args, self.cause)

    def step(self) -> bool:
        """Run the next event; False when nothing is to come."""
        if not self.agenda.events:
            return False
        event = self.agenda.pop()
        self.now = event.time
        self.cause = event.cause
        self.system.handlers[event.handler](self, *event.args)
        self.cause = 0
        return True

    def run_until(self, time: int, most_events: int | None = None) -> bool:
        """Run every event due up to ``time`` and stop the clock there.

        ``most_events`` bounds the work: False means that it was used up before ``time``; the
        clock then stands at the last event that ran, and calling again goes on.
        """
        events = self.agenda.events
        left = -1 if most_events is None else most_events
        while events and events[0].time <= time:
            if left == 0:
                return False
            left -= 1
            self.step()
        self.now = max(self.now, time)
        return True

    def command(self, kind: str, args: dict[str, Any], actor: str) -> Change:
        """Do a command at the present moment; what it changes has it as its cause.

        Raises CommandRefused: with nothing changed when there is no such kind of command; with
        the attempt in the history and nothing else when the command makes no sense now.
        """
        function = self.system.commands.get(kind)
        if function is None:
            raise CommandRefused("unknown-command", kind=kind)
        name = str(len(self.store.table(COMMANDS)) + 1)
        change = self.write(
            Key(COMMANDS, "", name), {"kind": kind, "args": args, "actor": actor}, actor
        )
        self.cause = change.revision
        try:
            function(self, args)
        finally:
            self.cause = 0
        return change

    def fork(self) -> World:
        """A copy that goes on apart from this world; a few shallow copies."""
        twin = World(self.system, self.seed, self.epoch)
        twin.now, twin.revision, twin.cause = self.now, self.revision, self.cause
        twin.store = self.store.copy()
        twin.history = self.history.copy()
        twin.agenda = self.agenda.copy()
        twin.chance = self.chance.copy()
        twin.memory = {name: memory.copy() for name, memory in self.memory.items()}
        return twin
