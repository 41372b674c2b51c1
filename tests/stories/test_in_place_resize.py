"""A pod gets more CPU and memory while it runs.

Messages: pkg/kubelet/allocation (allocation_manager.go, handlers.go), pkg/kubelet/events;
kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources.
"""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from tests.world.kube.cluster import messages, running, student, wait


def amounts(cpu: str, memory: str) -> dict[str, Any]:
    return {"requests": {"cpu": cpu, "memory": memory}, "limits": {"cpu": "1", "memory": "1Gi"}}


def started(world: World, resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    container = {"name": "c", "image": "nginx:1.27", "resources": resources, **more}
    body = {"metadata": {"name": "p"}, "spec": {"containers": [container]}}
    student(world).create("pods", "default", {"apiVersion": "v1", "kind": "Pod", **body})
    wait(world, 15)
    return stored(world)


def stored(world: World, name: str = "p") -> dict[str, Any]:
    found = world.store.get("pods", "default", name)
    assert found is not None
    return found


def resize(world: World, resources: dict[str, Any]) -> None:
    body = {"spec": {"containers": [{"name": "c", "resources": resources}]}}
    student(world).patch("pods", "default", "p", body, subresource="resize")


def condition(world: World, kind: str) -> dict[str, Any] | None:
    found = stored(world)["status"]["conditions"]
    return next((each for each in found if each["type"] == kind), None)


def test_a_resize_is_promised_given_and_told_without_a_restart() -> None:
    world = running()
    started(world, amounts("100m", "64Mi"))
    resize(world, amounts("300m", "128Mi"))
    wait(world, 0.1)
    progress = condition(world, "PodResizeInProgress")
    assert progress is not None and progress["observedGeneration"] == 2
    wait(world, 3)
    status = stored(world)["status"]["containerStatuses"][0]
    assert status["restartCount"] == 0
    assert status["resources"]["requests"] == {"cpu": "300m", "memory": "128Mi"}
    assert status["allocatedResources"] == {"cpu": "300m", "memory": "128Mi"}
    assert condition(world, "PodResizeInProgress") is None
    assert messages(world, "ResizeStarted")[0].startswith('Pod resize started: {"containers":[{"na')
    assert messages(world, "ResizeCompleted")[0].endswith('"generation":2}')


def test_a_container_that_wants_to_be_restarted_for_memory_is() -> None:
    world = running()
    policy = [{"resourceName": "memory", "restartPolicy": "RestartContainer"}]
    started(world, amounts("100m", "64Mi"), resizePolicy=policy)
    resize(world, amounts("200m", "64Mi"))
    wait(world, 5)
    assert stored(world)["status"]["containerStatuses"][0]["restartCount"] == 0
    resize(world, amounts("200m", "256Mi"))
    wait(world, 5)
    status = stored(world)["status"]["containerStatuses"][0]
    assert status["restartCount"] == 1 and status["ready"]
    assert status["resources"]["requests"]["memory"] == "256Mi"
    assert messages(world, "Killing") == ["Container c resize requires restart"]
    assert len(messages(world, "ResizeCompleted")) == 2


def test_more_than_the_node_has_is_infeasible_and_what_others_hold_is_deferred() -> None:
    world = running(nodes=1)
    other = {"name": "c", "image": "nginx:1.27", "resources": {"requests": {"cpu": "2"}}}
    body = {"metadata": {"name": "other"}, "spec": {"containers": [other]}}
    student(world).create("pods", "default", {"apiVersion": "v1", "kind": "Pod", **body})
    wait(world, 10)
    started(world, {"requests": {"cpu": "100m"}, "limits": {"cpu": "9"}})
    resize(world, {"requests": {"cpu": "8"}, "limits": {"cpu": "9"}})
    wait(world, 2)
    pending = condition(world, "PodResizePending")
    assert pending is not None and pending["reason"] == "Infeasible"
    why = "Node didn't have enough capacity: cpu, requested: 8000, capacity: 4000"
    assert pending["message"] == why
    resize(world, {"requests": {"cpu": "3"}, "limits": {"cpu": "9"}})
    wait(world, 2)
    pending = condition(world, "PodResizePending")
    assert pending is not None and pending["reason"] == "Deferred"
    why = "Node didn't have enough resource: cpu, requested: 3000, used: 2000, capacity: 4000"
    assert pending["message"] == why
    student(world).delete("pods", "default", "other")
    wait(world, 181)
    assert condition(world, "PodResizePending") is None
    assert stored(world)["status"]["containerStatuses"][0]["resources"]["requests"]["cpu"] == "3"


def test_room_is_kept_for_what_is_promised_and_not_for_what_can_never_be() -> None:
    """component-helpers/resource: PodRequests with UseStatusResources."""
    world = running(nodes=1)
    started(world, {"requests": {"cpu": "2"}, "limits": {"cpu": "9"}})
    resize(world, {"requests": {"cpu": "8"}, "limits": {"cpu": "9"}})
    wait(world, 2)
    pending = condition(world, "PodResizePending")
    assert pending is not None and pending["reason"] == "Infeasible"
    assert node_of(world, "beside", "1500m") == "noeud-1"
    # Deferred: it may come true at any time, and counts.
    resize(world, {"requests": {"cpu": "3500m"}, "limits": {"cpu": "9"}})
    wait(world, 2)
    pending = condition(world, "PodResizePending")
    assert pending is not None and pending["reason"] == "Deferred"
    assert node_of(world, "too-much", "100m") == ""
    resize(world, {"requests": {"cpu": "1"}, "limits": {"cpu": "9"}})
    wait(world, 10)
    assert stored(world, "too-much")["spec"].get("nodeName") == "noeud-1"


def node_of(world: World, name: str, cpu: str) -> str:
    """The node that a new pod gets within a few seconds, empty when none has room."""
    container = {"name": "c", "image": "nginx:1.27", "resources": {"requests": {"cpu": cpu}}}
    body = {"metadata": {"name": name}, "spec": {"containers": [container]}}
    student(world).create("pods", "default", {"apiVersion": "v1", "kind": "Pod", **body})
    wait(world, 10)
    return str(stored(world, name)["spec"].get("nodeName", ""))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"limits": {"cpu": "1", "memory": "1Gi"}}, "Pod QOS Class may not change"),
        ({"requests": {"memory": None}}, "resource requests cannot be removed"),
        ({"limits": {"ephemeral-storage": "1Gi"}}, "only cpu and memory resources are mutable"),
    ],
)
def test_what_a_resize_may_not_do_is_refused(wanted: dict[str, Any], said: str) -> None:
    world = running(nodes=1)
    started(world, {"requests": {"cpu": "1", "memory": "1Gi"}})
    with pytest.raises(StatusError, match=said):
        resize(world, wanted)
