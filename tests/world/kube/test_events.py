"""Events are counted, combined and held back as client-go's correlator does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube import bootstrap, events
from cluster_sim.world.kube.client import Client
from tests.world.kube import cluster

MINUTE = 60 * SECOND


def quiet() -> tuple[World, Client, dict[str, object]]:
    """A cluster without nodes, a speaker, and something to speak of."""
    world = World(cluster.system(), 7, cluster.EPOCH)
    bootstrap.create_cluster(world, {})
    client = Client(world, "speaker")
    made = client.create("configmaps", "default", {"metadata": {"name": "talk"}, "data": {}})
    return world, client, made


def said(world: World) -> list[tuple[str, int]]:
    return [(each["message"], each["count"]) for each in world.store.all("events")]


def test_the_tenth_message_under_one_reason_begins_a_combined_one() -> None:
    world, client, about = quiet()
    for number in range(12):
        events.record(client, about, events.NORMAL, "Talk", f"word {number}", "speaker")
    texts = said(world)
    assert texts[:9] == [(f"word {number}", 1) for number in range(9)]
    assert texts[9:] == [("(combined from similar events): word 11", 3)]


def test_messages_of_more_than_ten_minutes_ago_are_not_combined_with_new_ones() -> None:
    world, client, about = quiet()
    for number in range(9):
        events.record(client, about, events.NORMAL, "Talk", f"word {number}", "speaker")
    world.run_until(world.now + 11 * MINUTE)
    events.record(client, about, events.NORMAL, "Talk", "word 9", "speaker")
    assert ("word 9", 1) in said(world)


def test_a_source_is_heard_25_times_and_then_once_in_five_minutes() -> None:
    world, client, about = quiet()
    for _ in range(40):
        events.record(client, about, events.WARNING, "Talk", "again", "speaker")
    assert said(world) == [("again", 25)]
    world.run_until(world.now + 5 * MINUTE)
    events.record(client, about, events.WARNING, "Talk", "again", "speaker")
    # What was not written was counted all the same.
    assert said(world) == [("again", 41)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdefghijklmn"), st.integers(0, 120)), max_size=60))
def test_nobody_is_heard_more_often_than_the_bucket_allows(words: list[tuple[str, int]]) -> None:
    world, client, about = quiet()
    start, before = world.now, world.revision
    for word, pause in words:
        events.record(client, about, events.NORMAL, "Talk", word, "speaker")
        world.run_until(world.now + pause * SECOND)
    written = [c for c in world.history.since(before) if c.key.resource == "events" and c.new]
    assert len(written) <= 25 + (world.now - start) // (5 * MINUTE) + 1
    assert len({change.key.name for change in written}) <= 10 + len(words) // 10


def test_the_same_of_the_same_version_is_a_series_written_when_it_begins() -> None:
    world, client, about = quiet()
    for _ in range(5):
        events.record(client, about, events.WARNING, "Stuck", "no", "sched", action="Try")
        world.run_until(world.now + MINUTE)
    (event,) = world.store.all("events")
    assert event["series"]["count"] == 2
    world.run_until(world.now + 7 * MINUTE)
    events.record(client, about, events.WARNING, "Stuck", "no", "sched", action="Try")
    assert len(list(world.store.all("events"))) == 2
