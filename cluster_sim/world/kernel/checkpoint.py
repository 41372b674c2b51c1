"""A world as bytes, and back.

The bytes are a pickle of plain data only (dicts, lists, tuples, texts, numbers), which keeps
what objects share shared. Reading refuses every name of code, so that a checkpoint somebody
tampered with can at worst be wrong, never run.
"""

from __future__ import annotations

import io
import pickle
import zlib
from typing import Any, NoReturn

from cluster_sim.world.kernel.agenda import Agenda, Event
from cluster_sim.world.kernel.chance import Chance
from cluster_sim.world.kernel.history import Change, History, Key
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World

FORMAT = 1


class CheckpointUnreadable(ValueError):
    """The bytes are damaged, of another format, or hold more than plain data."""


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str, /) -> NoReturn:
        raise CheckpointUnreadable(f"{module_name}.{global_name} is not plain data")


def dump(world: World) -> bytes:
    """The whole world: what it is, was, and has yet to do."""
    data = {
        "format": FORMAT,
        "seed": world.seed,
        "epoch": world.epoch,
        "now": world.now,
        "revision": world.revision,
        "store": world.store.dump(),
        "history": [(*row[:4], tuple(row.key), *row[5:]) for row in world.history.changes],
        "agenda": [tuple(event) for event in world.agenda.events],
        "sequence": world.agenda.sequence,
        "chance": world.chance.states,
        "memory": world.memory,
    }
    return zlib.compress(pickle.dumps(data, protocol=5), 1)


def load(system: System, raw: bytes) -> World:
    """The world that ``dump`` wrote; CheckpointUnreadable when it cannot be read."""
    try:
        return _restored(system, _read(raw))
    except (KeyError, TypeError, ValueError) as problem:
        if isinstance(problem, CheckpointUnreadable):
            raise
        raise CheckpointUnreadable(f"a part is missing or wrong: {problem}") from problem


def _restored(system: System, data: dict[str, Any]) -> World:
    world = World(system, data["seed"], data["epoch"])
    world.now, world.revision = data["now"], data["revision"]
    world.store.load(data["store"])
    world.history = History([_change(row) for row in data["history"]])
    world.agenda = Agenda([Event(*event) for event in data["agenda"]], data["sequence"])
    world.chance = Chance(data["seed"], data["chance"])
    world.memory = data["memory"]
    return world


def _change(row: tuple[Any, ...]) -> Change:
    revision, time, actor, cause, key, old, new = row
    return Change(revision, time, actor, cause, Key(*key), old, new)


def _read(raw: bytes) -> dict[str, Any]:
    try:
        data = _PlainUnpickler(io.BytesIO(zlib.decompress(raw))).load()
    except CheckpointUnreadable:
        raise
    except Exception as problem:
        raise CheckpointUnreadable(str(problem)) from problem
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise CheckpointUnreadable("a checkpoint of another format")
    return data
