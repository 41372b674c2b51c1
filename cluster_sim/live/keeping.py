"""What the host stores and reads of a lab, in its thread for the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from cluster_sim import selectors, services
from cluster_sim.live.code import fingerprint
from cluster_sim.models import Lab
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


def read(pk: int) -> StoredLab:
    """What is kept of a lab; Lab.DoesNotExist."""
    return selectors.stored(pk, fingerprint())


def save(many: Sequence[Saved]) -> None:
    """Store how labs stand, in one transaction, and tell who listens which tasks were done."""
    with transaction.atomic():
        for saved in many:
            _save(saved)
    for saved in many:
        for step, tick in saved.ticks.items():
            step_ticked.send(
                sender=Lab,
                lab_id=saved.lab.public_id,
                owner=saved.lab.owner,
                purpose=saved.lab.purpose,
                step=step,
                time=tick["time"],
            )


def _save(saved: Saved) -> None:
    pk = saved.lab.pk
    services.save_clock(pk, saved.position, saved.speed, saved.paused)
    if saved.ticks:
        services.record_ticks(pk, saved.ticks)
    if saved.world is not None:
        code = fingerprint()
        services.save_checkpoint(pk, saved.sequence, saved.position, code, saved.world)
