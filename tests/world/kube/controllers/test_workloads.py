"""Deployments and ReplicaSets: the number asked for, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.pod_state import is_active, is_finished, is_ready
from tests.world.kube.cluster import (
    DEPLOYMENTS,
    deployment,
    messages,
    pods,
    ready,
    running,
    student,
    wait,
)

NEW_IMAGE = {
    "spec": {"template": {"spec": {"containers": [{"name": "nginx", "image": "nginx:1.28"}]}}}
}


def created(world: World, **options: Any) -> None:
    student(world).create(DEPLOYMENTS, "default", deployment(**options))
    wait(world, 30)


def condition(world: World, kind: str) -> dict[str, Any]:
    stored = world.store.get(DEPLOYMENTS, "default", "web")
    assert stored is not None
    return next(each for each in stored["status"]["conditions"] if each["type"] == kind)


def replica_sets(world: World) -> list[tuple[str, int]]:
    return [
        (
            each["metadata"]["annotations"]["deployment.kubernetes.io/revision"],
            each["spec"]["replicas"],
        )
        for each in world.store.all("replicasets.apps")
    ]


def test_a_deployment_brings_up_its_pods_and_says_so() -> None:
    world = running()
    created(world, replicas=3)
    assert ready(world) == 3
    assert condition(world, "Available")["reason"] == "MinimumReplicasAvailable"
    assert condition(world, "Progressing")["reason"] == "NewReplicaSetAvailable"
    stored = world.store.get(DEPLOYMENTS, "default", "web")
    assert (
        stored and stored["status"]["observedGeneration"] == stored["metadata"]["generation"] == 1
    )


def test_a_pod_that_is_deleted_is_replaced_at_once() -> None:
    world = running()
    created(world, replicas=3)
    gone = pods(world)[0]["metadata"]["name"]
    student(world).delete("pods", "default", gone)
    wait(world, 0.1)
    assert len(pods(world)) == 3
    assert gone not in [pod["metadata"]["name"] for pod in pods(world)]


def test_scaling_says_what_it_does() -> None:
    world = running()
    created(world, replicas=2)
    student(world).scale(DEPLOYMENTS, "default", "web", 5)
    wait(world, 10)
    assert ready(world) == 5
    student(world).scale(DEPLOYMENTS, "default", "web", 0)
    wait(world, 40)
    assert pods(world) == []
    name = next(world.store.all("replicasets.apps"))["metadata"]["name"]
    assert f"Scaled up replica set {name} from 2 to 5" in messages(world, "ScalingReplicaSet")
    assert f"Scaled down replica set {name} from 5 to 0" in messages(world, "ScalingReplicaSet")


def seen_since(world: World, since: int, resource: str) -> Iterator[list[dict[str, Any]]]:
    """The objects of a resource in the namespace default, at each change after a revision."""
    live: dict[Any, dict[str, Any] | None] = {}
    for change in world.history.changes:
        if change.key.resource != resource or change.key.namespace != "default":
            continue
        live[change.key] = change.new
        if change.revision > since:
            yield [obj for obj in live.values() if obj is not None]


def fewest_ready(world: World, since: int) -> int:
    """The fewest ready pods at any moment after a revision."""
    return min(
        sum(map(is_ready, filter(is_active, each))) for each in seen_since(world, since, "pods")
    )


def most_asked_for(world: World, since: int) -> int:
    """The most pods that all ReplicaSets asked for together at any moment after a revision."""
    return max(
        sum(each["spec"]["replicas"] for each in sets)
        for sets in seen_since(world, since, "replicasets.apps")
    )


@settings(max_examples=15)
@given(
    replicas=st.integers(1, 8),
    surge=st.integers(0, 4),
    missing=st.integers(0, 4),
    seed=st.integers(0, 99),
)
def test_a_rolling_update_keeps_its_two_promises(
    replicas: int, surge: int, missing: int, seed: int
) -> None:
    if not surge and not missing:
        surge = 1
    rolling = {"maxSurge": surge, "maxUnavailable": missing}
    world = running(seed=seed)
    created(world, replicas=replicas, strategy={"type": "RollingUpdate", "rollingUpdate": rolling})
    before = world.revision
    student(world).patch(DEPLOYMENTS, "default", "web", NEW_IMAGE)
    wait(world, 240)
    assert fewest_ready(world, before) >= max(0, replicas - missing)
    # As the real controller counts: pods that are asked to go may take some ms to hear of it.
    assert most_asked_for(world, before) <= replicas + surge
    images = [pod["spec"]["containers"][0]["image"] for pod in pods(world)]
    assert images == ["nginx:1.28"] * replicas


def test_recreate_never_runs_two_versions_at_once() -> None:
    world = running()
    created(world, replicas=3, strategy={"type": "Recreate"})
    before = world.revision
    student(world).patch(DEPLOYMENTS, "default", "web", NEW_IMAGE)
    wait(world, 90)
    assert ready(world) == 3
    for present in seen_since(world, before, "pods"):
        alive = [pod for pod in present if not is_finished(pod)]
        images = {pod["spec"]["containers"][0]["image"] for pod in alive}
        assert len(images) <= 1


def test_a_paused_deployment_keeps_its_template_to_itself() -> None:
    world = running()
    created(world, replicas=2)
    student(world).patch(DEPLOYMENTS, "default", "web", {"spec": {"paused": True}})
    student(world).patch(DEPLOYMENTS, "default", "web", NEW_IMAGE)
    wait(world, 30)
    assert replica_sets(world) == [("1", 2)]
    assert condition(world, "Progressing")["reason"] == "DeploymentPaused"
    student(world).patch(DEPLOYMENTS, "default", "web", {"spec": {"paused": None}})
    wait(world, 60)
    assert sorted(replica_sets(world)) == [("1", 0), ("2", 2)]


def test_a_rollout_that_does_not_advance_is_reported_after_its_deadline() -> None:
    world = running()
    created(world, replicas=2, progressDeadlineSeconds=60)
    broken = {
        "spec": {"template": {"spec": {"containers": [{"name": "nginx", "image": "nginx:no"}]}}}
    }
    student(world).patch(DEPLOYMENTS, "default", "web", broken)
    wait(world, 50)
    assert condition(world, "Progressing")["status"] == "True"
    wait(world, 30)
    assert condition(world, "Progressing")["reason"] == "ProgressDeadlineExceeded"
    assert ready(world) >= 2


def test_a_template_that_is_refused_makes_the_replicaset_complain() -> None:
    world = running()
    made = deployment(replicas=1)
    made["spec"]["template"]["spec"]["serviceAccountName"] = "nobody"
    student(world).create(DEPLOYMENTS, "default", made)
    wait(world, 20)
    assert pods(world) == []
    assert condition(world, "ReplicaFailure")["reason"] == "FailedCreate"
    assert 'serviceaccount "nobody" not found' in messages(world, "FailedCreate")[0]


@pytest.mark.parametrize("propagation", ["Background", "Foreground", "Orphan"])
def test_an_owner_goes_in_one_of_three_ways(propagation: str) -> None:
    world = running()
    created(world, replicas=2)
    options = DeleteOptions(propagation=propagation)
    student(world).delete(DEPLOYMENTS, "default", "web", options)
    stays = world.store.get(DEPLOYMENTS, "default", "web") is not None
    assert stays == (propagation != "Background")
    wait(world, 60)
    assert world.store.get(DEPLOYMENTS, "default", "web") is None
    left = 2 if propagation == "Orphan" else 0
    assert len(pods(world)) == left


def test_a_namespace_goes_with_all_that_is_in_it() -> None:
    world = running()
    person = student(world)
    space = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "essai"}}
    person.create("namespaces", "", space)
    wait(world, 1)
    person.create(DEPLOYMENTS, "essai", deployment())
    wait(world, 20)
    person.delete("namespaces", "", "essai")
    with pytest.raises(StatusError, match="because it is being terminated"):
        person.create(DEPLOYMENTS, "essai", deployment("late"))
    wait(world, 60)
    for resource in world.store.resources():
        assert not [place for place in world.store.table(resource) if place[0] == "essai"]
    assert world.store.get("namespaces", "", "essai") is None


def test_old_revisions_are_forgotten_beyond_the_limit() -> None:
    world = running()
    created(world, replicas=1, revisionHistoryLimit=2)
    for number in range(5):
        image = {"name": "nginx", "image": f"nginx:1.2{number}"}
        body = {"spec": {"template": {"spec": {"containers": [image]}}}}
        student(world).patch(DEPLOYMENTS, "default", "web", body)
        wait(world, 60)
    assert len(replica_sets(world)) == 3


def test_many_replicas_are_made_in_growing_batches() -> None:
    world = running()
    student(world).create(DEPLOYMENTS, "default", deployment(replicas=300))
    world.run_until(world.now + 2 * SECOND)
    assert len(pods(world)) == 300


@pytest.mark.parametrize("paused", [False, True])
def test_without_a_deadline_nobody_speaks_of_progress_and_rest_is_rest(paused: bool) -> None:
    world = running()
    created(world, progressDeadlineSeconds=2**31 - 1, paused=paused)
    before = world.revision
    wait(world, 60)
    assert world.revision == before
    stored = world.store.get(DEPLOYMENTS, "default", "web")
    assert stored is not None
    assert {each["type"] for each in stored["status"]["conditions"]} == {"Available"}
