"""What can be done with labs: the only door for the course and for views."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from cluster_sim.models import Checkpoint, Command, Lab, new_public_id
from cluster_sim.world.scenarios.scenario import scenario as find_scenario

_SEEDS = 2**31
# Far more than a patient learner opens; a script that forks for ever is stopped.
MOST_LABS = 300


class TooManyLabs(Exception):
    """The owner has as many labs as one may have."""


def open_lab(
    owner: str,
    scenario: str,
    seed: int | None = None,
    purpose: str = "",
    tasks: Sequence[Mapping[str, Any]] = (),
) -> Lab:
    """The owner's lab for this purpose, made when there is none; always a new one without purpose.

    ``tasks`` ({"id", "check", "hints"} each) replace those the lab was given before.
    Raises UnknownScenario.
    """
    find_scenario(scenario)
    if seed is None:
        seed = secrets.randbelow(_SEEDS)
    wanted = {"scenario": scenario, "seed": seed, "tasks": list(tasks)}
    if not purpose:
        return Lab.objects.create(owner=owner, **wanted)
    lab, made = Lab.objects.get_or_create(owner=owner, purpose=purpose, defaults=wanted)
    if not made and lab.tasks != wanted["tasks"]:
        lab.tasks = wanted["tasks"]
        lab.save(update_fields=["tasks", "used_at"])
    return lab


def fork_lab(lab: Lab, owner: str, time: int) -> Lab:
    """A lab of ``owner`` that has lived what ``lab`` had lived at ``time`` (µs); TooManyLabs."""
    with transaction.atomic():
        if Lab.objects.filter(owner=owner).count() >= MOST_LABS:
            raise TooManyLabs(owner)
        fork = Lab.objects.create(
            owner=owner,
            scenario=lab.scenario,
            seed=lab.seed,
            parent=lab,
            parent_time=time,
            position=time,
            paused=True,
        )
        commands = lab.commands.filter(time__lte=time)
        Command.objects.bulk_create(
            Command(
                lab=fork,
                sequence=command.sequence,
                time=command.time,
                actor=command.actor,
                kind=command.kind,
                args=command.args,
                failed=command.failed,
            )
            for command in commands
        )
    return fork


def share_lab(lab: Lab) -> str:
    """The token under which anyone may look at a replay of the lab, and fork it."""
    if not lab.share_token:
        lab.share_token = new_public_id()
        lab.save(update_fields=["share_token"])
    return lab.share_token


class SecondWriter(Exception):
    """Somebody else has written the lab's next command: this process must read it anew."""


def append_command(command: Command) -> None:
    """Store a command before it is done; SecondWriter when its place is taken or the lab gone."""
    try:
        with transaction.atomic():
            command.save(force_insert=True)
            Lab.objects.filter(pk=command.lab_id).update(position=command.time)
    except IntegrityError as problem:
        raise SecondWriter(str(command.lab_id)) from problem


def mark_failed(lab_id: int, sequences: Sequence[int]) -> None:
    """Remember that these commands broke the world, so that nobody does them again."""
    Command.objects.filter(lab_id=lab_id, sequence__in=sequences).update(failed=True)


def save_clock(lab_id: int, position: int, speed: float, paused: bool) -> None:
    """Remember how far the lab has been lived, and how fast it runs."""
    Lab.objects.filter(pk=lab_id).update(position=position, speed=speed, paused=paused)


def record_ticks(lab_id: int, ticks: Mapping[str, Mapping[str, int]]) -> None:
    """Remember which tasks were done, and when: task id → {"revision", "time"}."""
    with transaction.atomic():
        lab = Lab.objects.select_for_update().get(pk=lab_id)
        lab.ticks = {**lab.ticks, **ticks}
        lab.save(update_fields=["ticks"])


def save_checkpoint(lab_id: int, sequence: int, time: int, code: str, data: bytes) -> None:
    """Keep the world's bytes, in the place of older ones."""
    values = {"sequence": sequence, "time": time, "code": code, "data": data}
    Checkpoint.objects.update_or_create(lab_id=lab_id, defaults=values)


def drop_checkpoint(lab_id: int) -> None:
    """Forget the world's bytes: the lab begins from its commands the next time."""
    Checkpoint.objects.filter(lab_id=lab_id).delete()


def delete_labs(owner: str) -> int:
    """Delete all labs of ``owner``; how many there were."""
    labs = Lab.objects.filter(owner=owner)
    count = labs.count()
    labs.delete()
    return count
