"""A lab that is alive in this process: its world, its commands, and its past to go back to.

Everything here runs in the host's one thread of the worlds, and none of it touches the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import msgspec
import structlog

from cluster_sim.live.album import Album
from cluster_sim.live.markers import Marker, of_changes
from cluster_sim.live.replaying import Replay, apply, begin, go_on
from cluster_sim.live.tasks import TaskBoard
from cluster_sim.live.weight import weight_of
from cluster_sim.models import Command, Lab
from cluster_sim.selectors import PUBLIC, StoredLab
from cluster_sim.world import assembly
from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import CommandRefused, World

log = structlog.get_logger(__name__)

# A lab whose history has grown so long is full: it can be looked at and forked, not lived on. A
# thousand revisions take about 3 MB and a third of a second to live again.
MOST_REVISIONS = 60_000
# The showcase begins anew long before it would weigh on anybody.
MOST_REVISIONS_SHOWN = 20_000
# The same for what the history weighs, bytes: a lab of big objects is full earlier.
MOST_WEIGHT = 256 * 1024 * 1024
# All commands of a lab together, bytes.
MOST_BYTES = 16 * 1024 * 1024
# What may still be due at the very moment of a command: far more than any cluster does at once.
_MOST_AT_ONCE = 20_000
STUDENT = "student"


class LabFull(Exception):
    """The lab has reached one of its limits: its history, or what its commands weigh."""


@dataclass
class LivingLab:
    """One lab in this process; ``world`` has lived all of ``commands`` but those that failed.

    ``faults`` counts the events that broke.
    """

    row: Lab
    world: World
    commands: list[Command]
    tasks: TaskBoard
    album: Album = field(default_factory=Album)
    markers: list[Marker] = field(default_factory=list)
    bytes: int = 0
    faults: int = 0
    _marked: int = 0
    _weight: int = 0
    _weighed: int = 0

    @property
    def keeps(self) -> bool:
        """Whether what happens is stored: not for the showcase, which begins anew each time."""
        return self.row.owner != PUBLIC

    @property
    def full(self) -> bool:
        """Whether the history is as long, or weighs as much, as it may."""
        most = MOST_REVISIONS if self.keeps else MOST_REVISIONS_SHOWN
        return self.world.revision >= most or self._weigh() >= MOST_WEIGHT

    def _weigh(self) -> int:
        """What the history weighs, in bytes: only what is new has to be looked at."""
        if self.world.revision < self._weighed:
            self._weight = self._weighed = 0
        if self.world.revision > self._weighed:
            self._weight += weight_of(self.world.history.since(self._weighed))
            self._weighed = self.world.revision
        return self._weight

    def advance(self, target: int, budget: float) -> bool:
        """Live up to ``target`` for at most ``budget`` seconds; False when that was too short."""
        until = perf_counter() + budget
        while self.world.now < target:
            if self.full:
                return False
            arrived, faults = go_on(self.world, min(target, self.tasks.next_look(self.world)))
            self.faults += faults
            if arrived:
                self.tasks.look(self.world)
            self.album.keep(self.world, len(self.commands))
            if perf_counter() > until:
                return self.world.now >= target
        return True

    def step(self, budget: float) -> None:
        """Live on until something has changed, at most for ``budget`` seconds."""
        until, revision = perf_counter() + budget, self.world.revision
        while self.world.revision == revision and perf_counter() < until:
            due = self.world.agenda.next_time()
            if due is None or self.full:
                return
            self.advance(due, budget)
            self._finish_moment()

    def prepare(self, kind: str, args: dict[str, Any]) -> Command:
        """The command to write down before it is done, at the present moment.

        Raises LabFull, or CommandRefused when there is no such command.
        """
        if kind not in self.world.system.commands:
            raise CommandRefused("unknown-command", kind=kind)
        weight = self.bytes + len(msgspec.json.encode(args))
        if self.full or weight > MOST_BYTES or not self._finish_moment():
            raise LabFull
        self.bytes = weight
        return Command(
            lab_id=self.row.pk,
            sequence=len(self.commands) + 1,
            time=self.world.now,
            actor=STUDENT,
            kind=kind,
            args=args,
        )

    def _finish_moment(self) -> bool:
        """Run what is still due now: a replay does too before it does the command."""
        for _ in range(_MOST_AT_ONCE):
            arrived, faults = go_on(self.world, self.world.now, most_events=1)
            self.faults += faults
            if arrived:
                return True
        return False

    def do(self, command: Command) -> Change:
        """Do a command that is written down; CommandRefused, or whatever breaks in the world."""
        self.commands.append(command)
        change = apply(self.world, command)
        self.tasks.look(self.world)
        return change

    def undo(self) -> Replay:
        """The way back to before the last command, which broke the world and is left out."""
        self.commands[-1].failed = True
        return self._replay(self.world.now, len(self.commands) - 1)

    def past(self, time: int) -> Replay:
        """The way to the world as it was at ``time`` (µs of lab time), apart from the living."""
        return self._replay(max(0, min(time, self.world.now)), len(self.commands))

    def _replay(self, time: int, applied: int) -> Replay:
        found = self.album.before(time, applied, self.world.history)
        base, seen = found or (begin(self.row.scenario, self.row.seed), 0)
        return Replay(base, seen, self.commands, time, self.album)

    def mark(self) -> list[Marker]:
        """The marks made since this was asked last."""
        new = of_changes(self.world.history.since(self._marked))
        self._marked = self.world.revision
        self.markers += new
        return new

    def begin_again(self) -> None:
        """Forget all and stand at the first moment once more."""
        self.world = begin(self.row.scenario, self.row.seed)
        self.commands, self.album, self.markers = [], Album(), []
        self.bytes = self._marked = self._weight = self._weighed = 0


def revive(stored: StoredLab) -> tuple[Replay, Album]:
    """The way to where a stored lab was: from its checkpoint, else from its first moment."""
    lab, commands, album = stored.lab, stored.commands, Album()
    position = max([lab.position, *(command.time for command in commands)])
    if lab.owner == PUBLIC:
        commands, position = [], 0
    base, applied = _from_checkpoint(stored) or (begin(lab.scenario, lab.seed), 0)
    return Replay(base, applied, commands, position, album), album


def _from_checkpoint(stored: StoredLab) -> tuple[World, int] | None:
    kept = stored.checkpoint
    if kept is None:
        return None
    try:
        world = checkpoint.load(assembly.system(), bytes(kept.data))
    except Exception:
        # Whatever is wrong with it: it is a cache, and the commands are there.
        log.warning("lab.checkpoint_unreadable", lab=stored.lab.pk, exc_info=True)
        return None
    return world, kept.sequence


def at_life(stored: StoredLab, world: World, album: Album) -> LivingLab:
    """The lab of a world that has been revived."""
    lab = stored.lab
    commands = stored.commands if lab.owner != PUBLIC else []
    weight = sum(len(msgspec.json.encode(command.args)) for command in commands)
    tasks = TaskBoard(lab.tasks, lab.ticks)
    living = LivingLab(lab, world, commands, tasks, album, bytes=weight)
    living.mark()
    return living
