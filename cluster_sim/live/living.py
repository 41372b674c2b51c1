"""A lab that is alive in this process: its world, its commands, and its past to go back to.

Everything here runs in the host's one simulation thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from cluster_sim import services
from cluster_sim.live.code import fingerprint
from cluster_sim.live.tasks import TaskBoard
from cluster_sim.models import Checkpoint, Command, Lab
from cluster_sim.selectors import PUBLIC, commands_of
from cluster_sim.world import assembly
from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import SECOND, CommandRefused, World
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start

# A lab whose history has grown so long is full: it can be looked at and forked, not lived on.
MOST_REVISIONS = 400_000
# Copies of the past: one a minute of lab time, thinned out when there are many.
_SNAPSHOT_EVERY = 60 * SECOND
_MOST_SNAPSHOTS = 48
_EVENTS_AT_ONCE = 200
_STUDENT = "student"


class LabFull(Exception):
    """The lab has reached the longest history that one may have."""


@dataclass
class Snapshot:
    """A fork of the world after ``applied`` commands."""

    time: int
    applied: int
    world: World


@dataclass
class LivingLab:
    """One lab in this process; ``world`` has lived the first ``applied`` of ``commands``."""

    pk: int
    public_id: str
    owner: str
    purpose: str
    scenario: str
    seed: int
    world: World
    commands: list[Command]
    tasks: TaskBoard
    snapshots: list[Snapshot] = field(default_factory=list)
    saved_position: int = 0

    @property
    def full(self) -> bool:
        """Whether the history is as long as it may get."""
        return self.world.revision >= MOST_REVISIONS

    @property
    def keeps(self) -> bool:
        """Whether what happens is stored: not for the showcase, which begins anew each time."""
        return self.owner != PUBLIC

    def advance(self, target: int, budget: float) -> bool:
        """Live up to ``target`` for at most ``budget`` seconds; False when that was too short."""
        until = perf_counter() + budget
        while self.world.now < target:
            if self.full:
                return False
            step = min(target, self.tasks.next_look(self.world))
            arrived = self.world.run_until(step, _EVENTS_AT_ONCE)
            if arrived:
                self.tasks.look(self.world)
            self._remember_past()
            if perf_counter() > until:
                return self.world.now >= target
        return True

    def next_event(self) -> int | None:
        """When something will happen next, in lab time."""
        return self.world.agenda.next_time()

    def act(self, kind: str, args: dict[str, Any]) -> Change:
        """Write a command down, then do it; CommandRefused, LabFull or SecondWriter when not."""
        if self.full:
            raise LabFull
        if kind not in self.world.system.commands:
            raise CommandRefused("unknown-command", kind=kind)
        sequence = len(self.commands) + 1
        command = Command(
            lab_id=self.pk,
            sequence=sequence,
            time=self.world.now,
            actor=_STUDENT,
            kind=kind,
            args=args,
        )
        if self.keeps:
            services.append_command(self.pk, sequence, self.world.now, _STUDENT, kind, args)
        self.commands.append(command)
        change = apply(self.world, command)
        self.tasks.look(self.world)
        return change

    def past(self, time: int) -> World:
        """The world as it was at ``time`` (µs of lab time), apart from the living one."""
        time = max(0, min(time, self.world.now))
        known = [snapshot for snapshot in self.snapshots if snapshot.time <= time]
        if known:
            world, applied = known[-1].world.fork(), known[-1].applied
        else:
            world, applied = begin(self.scenario, self.seed), 0
        return replay(world, self.commands[applied:], time)

    def save(self, speed: float, paused: bool, whole: bool) -> None:
        """Store how far the lab is, and with ``whole`` the world itself."""
        if not self.keeps:
            return
        now = self.world.now
        services.save_clock(self.pk, now, speed, paused)
        self.saved_position = now
        if whole:
            data = checkpoint.dump(self.world)
            services.save_checkpoint(self.pk, len(self.commands), now, fingerprint(), data)

    def _remember_past(self) -> None:
        newest = self.snapshots[-1].time if self.snapshots else -_SNAPSHOT_EVERY
        if self.world.now < newest + _SNAPSHOT_EVERY:
            return
        self.snapshots.append(Snapshot(self.world.now, len(self.commands), self.world.fork()))
        if len(self.snapshots) > _MOST_SNAPSHOTS:
            # Every other one of the older half goes: the recent past stays close at hand.
            half = _MOST_SNAPSHOTS // 2
            self.snapshots = self.snapshots[:half:2] + self.snapshots[half:]


def begin(scenario_name: str, seed: int) -> World:
    """The world of a scenario at its first moment."""
    return start(assembly.system(), scenario(scenario_name), seed)


def apply(world: World, command: Command) -> Change:
    """Do a stored command at the present moment."""
    return world.command(command.kind, command.args, command.actor)


def replay(world: World, commands: list[Command], time: int) -> World:
    """Live ``commands`` at their times, then up to ``time``; the same world."""
    for command in commands:
        if command.time > time:
            break
        world.run_until(command.time)
        try:
            apply(world, command)
        except CommandRefused:
            # It was refused when it was given too, and changed nothing.
            continue
    world.run_until(time)
    return world


def activate(lab: Lab, report: Callable[[str, int, int], None]) -> LivingLab:
    """Bring a stored lab to life where it was: from its checkpoint, else from the commands."""
    commands = commands_of(lab)
    position = max([lab.position, *(command.time for command in commands)])
    world, applied = _from_checkpoint(lab)
    if world is None:
        world, applied = begin(lab.scenario, lab.seed), 0
    world = replay(world, commands[applied:], position)
    return LivingLab(
        pk=lab.pk,
        public_id=lab.public_id,
        owner=lab.owner,
        purpose=lab.purpose,
        scenario=lab.scenario,
        seed=lab.seed,
        world=world,
        commands=commands,
        tasks=TaskBoard(lab.tasks, lab.ticks, report),
        saved_position=position,
    )


def _from_checkpoint(lab: Lab) -> tuple[World | None, int]:
    kept = Checkpoint.objects.filter(lab=lab, code=fingerprint()).first()
    if kept is None:
        return None, 0
    try:
        return checkpoint.load(assembly.system(), bytes(kept.data)), kept.sequence
    except checkpoint.CheckpointUnreadable:
        return None, 0
