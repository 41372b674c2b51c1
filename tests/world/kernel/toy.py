"""A toy layer to try the kernel with: counters that wake each other by chance."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.workqueue import WorkQueue
from cluster_sim.world.kernel.world import CommandRefused, World

COUNTERS = "counters"


def _bump(world: World, name: str) -> int | None:
    obj = world.store.get(COUNTERS, "", name)
    count = obj["count"] + 1 if obj else 1
    peer = f"c{world.chance.below('peers', 5)}"
    world.write(Key(COUNTERS, "", name), {"count": count, "peer": peer}, f"bumper/{name}")
    return world.chance.between("pauses", 1, 5_000) if count % 3 else None


QUEUE = WorkQueue("bump", _bump)


def _wake_peer(world: World, change: Change) -> None:
    if change.new is not None and world.chance.below("wakes", 3) == 0:
        QUEUE.add(world, change.new["peer"], world.chance.between("delays", 0, 2_000))


def _poke(world: World, args: dict[str, Any]) -> None:
    if args.get("name") == "nobody":
        raise CommandRefused("nobody")
    QUEUE.add(world, args["name"], 0)


def _drop(world: World, args: dict[str, Any]) -> None:
    if world.store.get(COUNTERS, "", args["name"]) is not None:
        world.write(Key(COUNTERS, "", args["name"]), None, "dropper")


def toy_system() -> System:
    """A system with the toy layer alone."""
    system = System()
    QUEUE.register(system)
    system.watch(COUNTERS, _wake_peer)
    system.index(COUNTERS, "peer", lambda obj: (obj["peer"],))
    system.command("poke", _poke)
    system.command("drop", _drop)
    return system


SYSTEM = toy_system()
