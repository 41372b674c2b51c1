"""What the host stores and reads: all its work with the database, away from frames and worlds.

Each function runs in a thread of its own kind, never in the event loop or that of the worlds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from channels.db import database_sync_to_async

from cluster_sim import selectors, services
from cluster_sim.live.code import fingerprint
from cluster_sim.models import Command, Lab
from cluster_sim.selectors import StoredLab
from cluster_sim.signals import step_ticked


@dataclass(frozen=True)
class Saved:
    """What is to be stored of a lab: its clock, new ticks, and its world now and then."""

    lab: Lab
    position: int
    speed: float
    paused: bool
    ticks: Mapping[str, Mapping[str, int]]
    sequence: int = 0
    world: bytes | None = None


@database_sync_to_async
def read(pk: int) -> StoredLab:
    """What is kept of a lab; Lab.DoesNotExist."""
    return selectors.stored(pk, fingerprint())


@database_sync_to_async
def write(command: Command) -> None:
    """Store a command before it is done; SecondWriter."""
    services.append_command(command)


@database_sync_to_async
def give_up(pk: int, broken: list[int]) -> None:
    """These commands broke the world: nobody is to do them again."""
    services.mark_failed(pk, broken)


@database_sync_to_async
def forget_world(pk: int) -> None:
    """The lab begins from its commands the next time."""
    services.drop_checkpoint(pk)


@database_sync_to_async
def save(saved: Saved) -> None:
    """Store how a lab stands, and tell who listens which tasks were done."""
    lab = saved.lab
    services.save_clock(lab.pk, saved.position, saved.speed, saved.paused)
    if saved.world is not None:
        code = fingerprint()
        services.save_checkpoint(lab.pk, saved.sequence, saved.position, code, saved.world)
    if saved.ticks:
        services.record_ticks(lab.pk, saved.ticks)
    for step, tick in saved.ticks.items():
        step_ticked.send(
            sender=Lab,
            lab_id=lab.public_id,
            owner=lab.owner,
            purpose=lab.purpose,
            step=step,
            time=tick["time"],
        )
