"""Lists by pages and watches from a revision (kubernetes.io, "Kubernetes API Concepts")."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.verbs.pages import Paging
from cluster_sim.world.kube.api.verbs.watch import Scope, Start, Watch
from tests.world.kube.cluster import running, student, wait

CONFIGS = "configmaps"


@pytest.fixture
def world() -> World:
    return running(0)


def make(world: World, name: str, namespace: str = "default", **labels: str) -> dict[str, Any]:
    meta = {"name": name, "labels": labels}
    obj = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta}
    return student(world).create(CONFIGS, namespace, obj)


def relabel(world: World, name: str, **labels: str | None) -> None:
    student(world).patch(CONFIGS, "default", name, {"metadata": {"labels": labels}})


def names(answer: dict[str, Any]) -> list[str]:
    return [each["metadata"]["name"] for each in answer["items"]]


def told(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(event["type"], event["object"]["metadata"].get("name", "")) for event in events]


@given(st.integers(1, 7), st.lists(st.sampled_from("abcdefgh"), unique=True), st.booleans())
def test_pages_together_are_the_list_of_the_first_moment(
    limit: int, letters: list[str], everywhere: bool
) -> None:
    world = running(0)
    for letter in letters:
        make(world, letter)
    place = None if everywhere else "default"
    whole = student(world).list(CONFIGS, place)
    found, proceed, left = [], "", None
    while True:
        answer = student(world).list(CONFIGS, place, paging=Paging(limit, proceed))
        assert answer["metadata"]["resourceVersion"] == whole["metadata"]["resourceVersion"]
        assert len(answer["items"]) <= limit
        found += answer["items"]
        proceed = answer["metadata"].get("continue", "")
        left = answer["metadata"].get("remainingItemCount", 0)
        assert len(found) + left == len(whole["items"])
        if not proceed:
            break
        make(world, f"later-{len(found)}")
        last = found[-1]["metadata"]
        student(world).delete(CONFIGS, last["namespace"], last["name"])
    assert found == whole["items"]


def test_a_page_of_long_ago_cannot_be_turned(world: World) -> None:
    for letter in "abc":
        make(world, letter)
    proceed = student(world).list(CONFIGS, "default", paging=Paging(1))["metadata"]["continue"]
    wait(world, 299)
    student(world).list(CONFIGS, "default", paging=Paging(1, proceed))
    make(world, "d")
    wait(world, 601)
    with pytest.raises(StatusError, match="The provided continue parameter is too old") as problem:
        student(world).list(CONFIGS, "default", paging=Paging(1, proceed))
    status = problem.value.status
    assert (status["code"], status["reason"]) == (410, "Expired")
    again = Paging(10, status["metadata"]["continue"])
    assert "d" in names(student(world).list(CONFIGS, "default", paging=again))


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("!", "continue key is not valid: illegal base64 data or JSON"),
        ({"v": "v0"}, "server does not recognize this encoded version v0"),
        ({"v": "meta.k8s.io/v1", "rv": 0, "start": "a"}, "incorrect encoded start resourceVersion"),
        ({"v": "meta.k8s.io/v1", "rv": 1, "start": ""}, "encoded start key empty"),
    ],
)
def test_a_token_that_is_none_is_refused(world: World, token: Any, why: str) -> None:
    if isinstance(token, dict):
        token = base64.urlsafe_b64encode(json.dumps(token).encode()).decode().rstrip("=")
    with pytest.raises(StatusError, match="invalid continue token: continue key") as problem:
        student(world).list(CONFIGS, "default", paging=Paging(1, token))
    assert problem.value.code == 400
    assert why in str(problem.value)


def test_a_list_can_be_asked_for_as_it_was(world: World) -> None:
    before = make(world, "a")["metadata"]["resourceVersion"]
    make(world, "b")
    client = student(world)
    assert "b" not in names(client.list(CONFIGS, "default", "", "", Paging(0, "", before, "Exact")))
    newer = Paging(0, "", before, "NotOlderThan")
    assert "b" in names(client.list(CONFIGS, "default", paging=newer))
    with pytest.raises(StatusError, match="Timeout: Too large resource version: 99999, current:"):
        client.list(CONFIGS, "default", paging=Paging(0, "", "99999"))
    with pytest.raises(StatusError, match="resourceVersionMatch is forbidden unless"):
        client.list(CONFIGS, "default", paging=Paging(0, "", "", "Exact"))


def test_a_watch_begins_with_what_there_is_or_goes_on_from_a_revision(world: World) -> None:
    make(world, "a")
    version = make(world, "b")["metadata"]["resourceVersion"]
    scope = Scope("default", labels="app!=x")
    fresh = student(world).watch(CONFIGS, scope)
    since = student(world).watch(CONFIGS, scope, Start(version))
    assert ("ADDED", "a") in told(fresh.poll())
    assert since.poll() == []
    make(world, "c")
    student(world).delete(CONFIGS, "default", "a")
    assert told(fresh.poll()) == [("ADDED", "c"), ("DELETED", "a")]
    events = since.poll()
    assert told(events) == [("ADDED", "c"), ("DELETED", "a")]
    assert events[1]["object"]["metadata"]["resourceVersion"] == str(world.revision)


def test_who_starts_or_stops_to_match_appears_or_disappears(world: World) -> None:
    make(world, "a", app="web")
    watch = student(world).watch(CONFIGS, Scope("default", labels="app=web"))
    watch.poll()
    relabel(world, "a", app=None)
    relabel(world, "a", colour="red")
    relabel(world, "a", app="web")
    relabel(world, "a", colour="blue")
    events = watch.poll()
    assert told(events) == [("DELETED", "a"), ("ADDED", "a"), ("MODIFIED", "a")]
    assert events[0]["object"]["metadata"]["labels"] == {"app": "web"}, "as it was last seen"


def test_initial_events_end_with_a_bookmark(world: World) -> None:
    make(world, "a")
    start = Start(match="NotOlderThan", initial=True, bookmarks=True)
    watch = student(world).watch(CONFIGS, Scope("default", name="a"), start)
    first, last = watch.poll()
    assert (first["type"], last["type"]) == ("ADDED", "BOOKMARK")
    assert last["object"] == {
        "kind": "ConfigMap",
        "apiVersion": "v1",
        "metadata": {
            "resourceVersion": str(world.revision),
            "creationTimestamp": None,
            "annotations": {"k8s.io/initial-events-end": "true"},
        },
    }
    wait(world, 61)
    assert [event["type"] for event in watch.poll()] == ["BOOKMARK"]
    with pytest.raises(StatusError, match="sendInitialEvents requires setting"):
        student(world).watch(CONFIGS, start=Start(initial=True))


def test_a_watch_from_too_long_ago_ends_at_once(world: World) -> None:
    version = make(world, "a")["metadata"]["resourceVersion"]
    for number in range(101):
        relabel(world, "a", number=str(number))
    assert len(student(world).watch(CONFIGS, start=Start(version)).poll()) == 101
    wait(world, 80)
    watch = student(world).watch(CONFIGS, start=Start(version))
    (event,) = watch.poll()
    assert event["type"] == "ERROR"
    assert (event["object"]["code"], event["object"]["reason"]) == (410, "Expired")
    assert event["object"]["message"].startswith(f"too old resource version: {version} (")
    relabel(world, "a", number="0")
    assert watch.ended
    assert watch.poll() == []


def test_a_watch_from_the_future_is_told_the_time(world: World) -> None:
    (event,) = student(world).watch(CONFIGS, start=Start("99999")).poll()
    assert event["object"]["code"] == 504


def test_a_watch_can_be_put_down_and_taken_up(world: World) -> None:
    scope = Scope("default")
    watch: Watch = student(world).watch(CONFIGS, scope)
    watch.poll()
    make(world, "a")
    assert told(student(world).resumed(CONFIGS, scope, watch.revision).poll()) == [("ADDED", "a")]
