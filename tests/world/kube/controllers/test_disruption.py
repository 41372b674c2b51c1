"""PodDisruptionBudgets: what they count, and that no eviction ever breaks one.

kubernetes.io/docs/tasks/run-application/configure-pdb
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.pod_state import is_ready
from tests.world.kube.cluster import DEPLOYMENTS, deployment, pods, running, student, wait

BUDGETS = "poddisruptionbudgets.policy"
REFUSED = "Cannot evict pod as it would violate the pod's disruption budget."


def budget(name: str = "web", app: str = "web", **spec: Any) -> dict[str, Any]:
    selector = {"matchLabels": {"app": app}}
    kind = {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget"}
    return {**kind, "metadata": {"name": name}, "spec": {"selector": selector, **spec}}


def guarded(replicas: int, **spec: Any) -> World:
    """Ready pods of a Deployment behind a budget."""
    world = running()
    student(world).create(DEPLOYMENTS, "default", deployment(replicas=replicas))
    wait(world, 30)
    student(world).create(BUDGETS, "default", budget(**spec))
    wait(world, 1)
    return world


def status(world: World, name: str = "web") -> dict[str, Any]:
    found: dict[str, Any] = student(world).get(BUDGETS, "default", name)["status"]
    return found


def ready(world: World) -> list[str]:
    found = [pod for pod in pods(world) if is_ready(pod)]
    return [pod["metadata"]["name"] for pod in found]


def reasons(world: World) -> list[str]:
    found = world.store.all("events")
    return [e["reason"] for e in found if e["involvedObject"]["kind"] == "PodDisruptionBudget"]


@pytest.mark.parametrize(
    ("spec", "desired", "allowed"),
    [
        ({"minAvailable": 2}, 2, 2),
        ({"minAvailable": "60%"}, 3, 1),
        ({"maxUnavailable": 1}, 3, 1),
        ({"maxUnavailable": "30%"}, 2, 2),
        ({"maxUnavailable": 0}, 4, 0),
        ({"minAvailable": "100%"}, 4, 0),
        ({}, 0, 0),
    ],
)
def test_what_a_budget_asks_for(spec: dict[str, Any], desired: int, allowed: int) -> None:
    found = status(guarded(4, **spec))
    assert (found["desiredHealthy"], found["disruptionsAllowed"]) == (desired, allowed)
    (condition,) = found["conditions"]
    told = ("True", "SufficientPods") if allowed else ("False", "InsufficientPods")
    assert (condition["status"], condition["reason"]) == told
    assert found["observedGeneration"] == 1


def test_a_refused_eviction_says_how_many_are_needed() -> None:
    world = guarded(2, minAvailable=2)
    with pytest.raises(StatusError) as refused:
        student(world).evict("default", ready(world)[0])
    assert refused.value.status == {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": REFUSED,
        "reason": "TooManyRequests",
        "details": {
            "causes": [
                {
                    "reason": "DisruptionBudget",
                    "message": "The disruption budget web needs 2 healthy pods and has 2 currently",
                }
            ]
        },
        "code": 429,
    }


def test_an_eviction_is_marked_and_counted_at_once() -> None:
    world = guarded(3, minAvailable=2)
    first, second, _third = ready(world)
    student(world).evict("default", first)
    assert status(world)["disruptionsAllowed"] == 0
    assert list(status(world)["disruptedPods"]) == [first]
    told = student(world).get("pods", "default", first)["status"]["conditions"]
    (target,) = [each for each in told if each["type"] == "DisruptionTarget"]
    assert (target["reason"], target["message"]) == (
        "EvictionByEvictionAPI",
        "Eviction API: evicting",
    )
    with pytest.raises(StatusError, match=REFUSED):
        student(world).evict("default", second)
    wait(world, 30)
    assert status(world)["disruptionsAllowed"] == 1
    assert "disruptedPods" not in status(world)


def test_an_eviction_that_never_happens_is_forgotten_after_two_minutes() -> None:
    world = guarded(3, minAvailable=2)
    client, first = student(world), ready(world)[0]
    before = client.get(BUDGETS, "default", "web")
    claim = {"disruptedPods": {first: "2026-01-05T08:00:31Z"}, "disruptionsAllowed": 0}
    client.update_status(BUDGETS, {**before, "status": {**before["status"], **claim}})
    wait(world, 100)
    assert (status(world)["currentHealthy"], status(world)["disruptionsAllowed"]) == (2, 0)
    wait(world, 30)
    assert (status(world)["currentHealthy"], status(world)["disruptionsAllowed"]) == (3, 1)
    told = [e for e in world.store.all("events") if e["reason"] == "NotDeleted"]
    assert told[0]["involvedObject"]["name"] == first


def test_two_budgets_for_one_pod_are_one_too_many() -> None:
    world = guarded(3, minAvailable=1)
    student(world).create(BUDGETS, "default", budget("other", minAvailable=1))
    wait(world, 1)
    with pytest.raises(StatusError, match="more than one PodDisruptionBudget") as refused:
        student(world).evict("default", ready(world)[0])
    assert refused.value.code == 500


def test_an_unready_pod_leaves_freely_if_the_budget_says_so() -> None:
    world = running()
    broken = deployment(replicas=2)
    broken["spec"]["template"]["spec"]["containers"][0]["readinessProbe"] = {
        "httpGet": {"path": "/absent", "port": 4242}
    }
    student(world).create(DEPLOYMENTS, "default", broken)
    student(world).create(BUDGETS, "default", budget(minAvailable=1))
    wait(world, 40)
    names = [pod["metadata"]["name"] for pod in pods(world)]
    assert ready(world) == []
    with pytest.raises(StatusError, match=REFUSED):
        student(world).evict("default", names[0])
    always = {"spec": {"unhealthyPodEvictionPolicy": "AlwaysAllow"}}
    student(world).patch(BUDGETS, "default", "web", always)
    student(world).evict("default", names[0])


def test_a_pod_of_nobody_can_only_be_counted_by_number() -> None:
    world = running()
    pod = {"metadata": {"name": "lone", "labels": {"app": "web"}}}
    spec = {"containers": [{"name": "c", "image": "nginx:1.27"}]}
    student(world).create("pods", "default", {**pod, "spec": spec})
    student(world).create(BUDGETS, "default", budget(maxUnavailable=1))
    wait(world, 20)
    assert "UnmanagedPods" in reasons(world)
    assert status(world)["expectedPods"] == 0


def test_a_budget_without_pods_says_so() -> None:
    world = running(nodes=1)
    student(world).create(BUDGETS, "default", budget(minAvailable=1))
    wait(world, 1)
    assert reasons(world) == ["NoPods"]
    assert status(world)["disruptionsAllowed"] == 0


def test_a_pod_marked_to_leave_that_stays_is_cleared() -> None:
    world = guarded(1, maxUnavailable=1)
    client, (name,) = student(world), ready(world)
    pod = client.get("pods", "default", name)
    mark = {
        "type": "DisruptionTarget",
        "status": "True",
        "lastTransitionTime": "2026-01-05T08:00:31Z",
    }
    told = {**pod["status"], "conditions": [*pod["status"]["conditions"], mark]}
    client.update_status("pods", {**pod, "status": told})
    wait(world, 125)
    conditions = client.get("pods", "default", name)["status"]["conditions"]
    assert [c["status"] for c in conditions if c["type"] == "DisruptionTarget"] == ["False"]


_SPECS = st.one_of(
    st.builds(lambda n: {"minAvailable": n}, st.integers(0, 5)),
    st.builds(lambda n: {"maxUnavailable": n}, st.integers(0, 5)),
    st.builds(lambda n: {"minAvailable": f"{n}%"}, st.integers(0, 100)),
    st.builds(lambda n: {"maxUnavailable": f"{n}%"}, st.integers(0, 100)),
)


@given(_SPECS, st.integers(1, 5), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4000))))
@settings(max_examples=25, deadline=None)
def test_no_eviction_breaks_a_budget(
    spec: dict[str, Any], replicas: int, evictions: list[tuple[int, int]]
) -> None:
    world = guarded(replicas, **spec)
    needed = status(world)["desiredHealthy"]
    assert len(ready(world)) == replicas
    least = min(needed, replicas)
    for choice, pause in evictions:
        names = ready(world)
        if names:
            try:
                student(world).evict("default", names[choice % len(names)])
            except StatusError as refused:
                assert refused.reason == "TooManyRequests"
        assert len(ready(world)) >= least
        wait(world, pause / 1000)
        assert len(ready(world)) >= least
