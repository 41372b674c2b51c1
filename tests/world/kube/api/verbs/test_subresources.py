"""Sub-resources: what each shows of an object, and that it touches nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.verbs.patch import MERGE
from tests.world.kube.cluster import DEPLOYMENTS, deployment, running, student, wait

SCALE = {"apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": {"name": "web"}}


@pytest.fixture
def world() -> World:
    world = running(1)
    student(world).create(DEPLOYMENTS, "default", deployment(replicas=1))
    wait(world, 20)
    return world


def test_a_scale_is_the_same_for_all_that_have_replicas(world: World) -> None:
    client = student(world)
    shown = client.get(DEPLOYMENTS, "default", "web", "scale")
    assert (shown["kind"], shown["apiVersion"]) == ("Scale", "autoscaling/v1")
    assert (shown["spec"], shown["status"]) == (
        {"replicas": 1},
        {"replicas": 1, "selector": "app=web"},
    )
    changed = client.update(
        DEPLOYMENTS, "default", {**SCALE, "spec": {"replicas": 2}}, "web", "scale"
    )
    assert changed["spec"] == {"replicas": 2}
    body = {"spec": {"replicas": 3}}
    client.patch(DEPLOYMENTS, "default", "web", body, MERGE, "scale")
    stored = client.get(DEPLOYMENTS, "default", "web")
    assert (stored["spec"]["replicas"], stored["metadata"]["generation"]) == (3, 3)
    with pytest.raises(StatusError, match=r"spec\.replicas: Invalid value: -1: must be greater"):
        client.patch(DEPLOYMENTS, "default", "web", {"spec": {"replicas": -1}}, MERGE, "scale")
    old = {**SCALE, "metadata": {"name": "web", "resourceVersion": "1"}, "spec": {"replicas": 1}}
    with pytest.raises(StatusError, match="the object has been modified"):
        client.update(DEPLOYMENTS, "default", old, "web", "scale")


def test_a_status_is_written_alone_and_the_rest_without_it(world: World) -> None:
    client = student(world)
    before = client.get(DEPLOYMENTS, "default", "web")
    mixed = {"spec": {"replicas": 9}, "status": {"observedGeneration": 1, "replicas": 5}}
    client.patch(DEPLOYMENTS, "default", "web", mixed, MERGE, "status")
    after = client.get(DEPLOYMENTS, "default", "web")
    assert (after["spec"], after["status"]["replicas"]) == (before["spec"], 5)
    assert after["metadata"]["generation"] == before["metadata"]["generation"]
    client.patch(DEPLOYMENTS, "default", "web", {"status": {"replicas": 8}}, MERGE)
    assert client.get(DEPLOYMENTS, "default", "web")["status"]["replicas"] == 5


def test_a_status_holds_what_its_kind_always_writes(world: World) -> None:
    body = {"status": {"conditions": [{}], "addresses": [{"type": "Hostname"}]}}
    made = student(world).patch("nodes", "", "noeud-1", body, MERGE, "status")
    assert made["status"]["conditions"] == [{"type": "", "status": ""}]
    assert made["status"]["addresses"] == [{"type": "Hostname", "address": ""}]
    wait(world, 60)


def test_a_pod_is_bound_and_evicted_through_its_doors(world: World) -> None:
    client = student(world)
    spec = {"containers": [{"name": "c", "image": "nginx"}], "schedulerName": "nobody"}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "solo"}, "spec": spec}
    client.create("pods", "default", pod)
    binding = {"metadata": {"name": "solo"}, "target": {"kind": "Node", "name": "noeud-1"}}
    answer = client.create("pods", "default", binding, "solo", "binding")
    assert (answer["status"], answer["code"]) == ("Success", 201)
    assert client.get("pods", "default", "solo")["spec"]["nodeName"] == "noeud-1"
    with pytest.raises(StatusError, match='pod solo is already assigned to node "noeud-1"'):
        client.create("pods", "default", binding, "solo", "binding")
    wait(world, 10)
    trial = {"metadata": {"name": "solo"}, "deleteOptions": {"dryRun": ["All"]}}
    client.create("pods", "default", trial, "solo", "eviction")
    assert "deletionTimestamp" not in client.get("pods", "default", "solo")["metadata"]
    client.create("pods", "default", {"metadata": {"name": "solo"}}, "solo", "eviction")
    assert "deletionTimestamp" in client.get("pods", "default", "solo")["metadata"]


def test_a_namespace_is_held_by_the_finalizers_of_its_spec(world: World) -> None:
    client = student(world)
    made = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "team"}}
    client.create("namespaces", "", made)
    held = client.get("namespaces", "", "team")
    held = {**held, "spec": {"finalizers": ["kubernetes", "example.com/hold"]}}
    client.update("namespaces", "", held, "team", "finalize")
    client.delete("namespaces", "", "team")
    wait(world, 60)
    waiting = client.get("namespaces", "", "team")
    assert waiting["status"]["phase"] == "Terminating"


def test_what_a_kind_does_not_have_is_not_found_and_what_it_cannot_do_not_allowed(
    world: World,
) -> None:
    client = student(world)
    with pytest.raises(StatusError, match="could not find the requested resource") as problem:
        client.get("configmaps", "default", "cfg", "scale")
    assert problem.value.code == 404
    with pytest.raises(StatusError, match="does not allow this method") as problem:
        client.get("pods", "default", "x", "binding")
    assert problem.value.code == 405


def solo(world: World) -> dict[str, Any]:
    resources = {"requests": {"cpu": "100m"}}
    containers = [{"name": "c", "image": "nginx:1.27", "resources": resources}]
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "solo"}}
    return student(world).create("pods", "default", {**pod, "spec": {"containers": containers}})


def test_a_running_pod_takes_another_container_and_keeps_it(world: World) -> None:
    solo(world)
    door, client = "ephemeralcontainers", student(world)
    debugger = {"name": "debug", "image": "busybox"}
    body: Any = {"spec": {"ephemeralContainers": [debugger], "nodeName": "elsewhere"}}
    made = client.patch("pods", "default", "solo", body, subresource=door)
    assert [each["name"] for each in made["spec"]["ephemeralContainers"]] == ["debug"]
    assert made["spec"].get("nodeName") != "elsewhere"
    without = {"spec": {"ephemeralContainers": None}}
    with pytest.raises(StatusError, match='containers "debug" may not be removed'):
        client.patch("pods", "default", "solo", without, MERGE, door)


def test_a_running_pod_is_resized_and_nothing_else(world: World) -> None:
    solo(world)
    other = {"name": "c", "image": "redis:7", "resources": {"requests": {"cpu": "200m"}}}
    body = {"spec": {"containers": [other]}}
    made = student(world).patch("pods", "default", "solo", body, subresource="resize")
    (container,) = made["spec"]["containers"]
    assert container["resources"]["requests"] == {"cpu": "200m"}
    assert container["image"] == "nginx:1.27"
    assert made["metadata"]["generation"] == 2
    best = {"spec": {"containers": [{"name": "c", "resources": {"requests": {"cpu": None}}}]}}
    with pytest.raises(StatusError, match="Pod QOS Class may not change as a result of resizing"):
        student(world).patch("pods", "default", "solo", best, subresource="resize")
