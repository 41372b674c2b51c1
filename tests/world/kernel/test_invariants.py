"""What must stay true of every world, whatever was done in it."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import subprocess
import sys
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.world import CommandRefused, World
from tests.world.kernel.toy import COUNTERS, SYSTEM

Deed = tuple[int, str, str]
deeds = st.lists(
    st.tuples(
        st.integers(0, 20_000),
        st.sampled_from(["poke", "drop", "fly"]),
        st.sampled_from(["c0", "c1", "c2", "nobody"]),
    ),
    max_size=15,
)


def do(world: World, done: list[Deed]) -> World:
    """Live the deeds at their distances from each other."""
    for wait, kind, name in done:
        world.run_until(world.now + wait)
        try:
            world.command(kind, {"name": name}, "student")
        except CommandRefused:
            continue
    return world


def told(world: World) -> str:
    """The whole history, byte for byte."""
    return json.dumps(world.history.changes)


def begun(seed: int) -> World:
    return World(SYSTEM, seed, epoch=1_767_600_000_000_000)


@given(st.integers(0, 2**40), deeds)
def test_the_same_seed_and_commands_give_the_same_history(seed: int, done: list[Deed]) -> None:
    assert told(do(begun(seed), done)) == told(do(begun(seed), done))


@given(st.integers(0, 99), deeds, deeds, st.integers(0, 60_000))
def test_a_fork_and_its_parent_do_not_touch_each_other(
    seed: int, before: list[Deed], after: list[Deed], later: int
) -> None:
    parent = do(begun(seed), before)
    untouched = told(parent)
    fork = parent.fork()
    do(fork, after).run_until(fork.now + later)
    assert told(parent) == untouched
    do(parent, after).run_until(parent.now + later)
    assert told(parent) == told(fork)


@given(st.integers(0, 99), deeds, deeds, st.integers(0, 60_000))
def test_a_checkpoint_read_back_goes_on_as_if_nothing_had_been(
    seed: int, before: list[Deed], after: list[Deed], later: int
) -> None:
    world = do(begun(seed), before)
    back = checkpoint.load(SYSTEM, checkpoint.dump(world))
    for each in (world, back):
        do(each, after).run_until(each.now + later)
    assert told(back) == told(world)


@given(st.integers(0, 99), deeds, st.lists(st.integers(1, 9_000), max_size=20))
def test_running_in_pieces_is_running_in_one_go(
    seed: int, done: list[Deed], pieces: list[int]
) -> None:
    whole, cut = do(begun(seed), done), do(begun(seed), done)
    whole.run_until(whole.now + sum(pieces))
    for piece in [*pieces, 0]:
        until = cut.now + piece
        while not cut.run_until(until, most_events=2):
            pass
    assert told(cut) == told(whole)
    assert cut.now == whole.now


@given(st.integers(0, 99), deeds)
def test_every_change_leads_back_to_a_command(seed: int, done: list[Deed]) -> None:
    world = do(begun(seed), done)
    world.run_until(world.now + 50_000)
    for change in world.history.changes:
        chain = world.history.causes(change.revision)
        assert chain[-1].key.resource == "commands"
        assert [each.revision for each in chain] == sorted(
            (each.revision for each in chain), reverse=True
        )


@given(st.integers(0, 99), deeds)
def test_an_index_holds_what_a_search_would_find(seed: int, done: list[Deed]) -> None:
    world = do(begun(seed), done)
    world.run_until(world.now + 50_000)
    for peer in ("c0", "c1", "c2", "c3", "c4"):
        found = sorted(map(str, world.store.by_index(COUNTERS, "peer", peer)))
        assert found == sorted(str(obj) for obj in world.store.all(COUNTERS) if obj["peer"] == peer)


@given(st.binary(max_size=400))
def test_no_bytes_make_a_checkpoint_run_code_or_fail_strangely(raw: bytes) -> None:
    with contextlib.suppress(checkpoint.CheckpointUnreadable):
        checkpoint.load(SYSTEM, raw)


@given(st.sampled_from(["seed", "store", "history", "agenda", "chance", "memory", "now"]))
def test_a_checkpoint_that_lacks_a_part_is_unreadable(part: str) -> None:
    data = pickle.loads(zlib.decompress(checkpoint.dump(begun(7))))
    del data[part]
    with pytest.raises(checkpoint.CheckpointUnreadable):
        checkpoint.load(SYSTEM, zlib.compress(pickle.dumps(data)))


_ELSEWHERE = """
from tests.world.kernel.test_invariants import begun, do, told
print(told(do(begun(7), {done!r})))
"""


def test_two_processes_with_two_hash_seeds_agree() -> None:
    done: list[Any] = [(500, "poke", "c1"), (9_000, "poke", "c2"), (20_000, "drop", "c1")]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _ELSEWHERE.format(done=done)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
