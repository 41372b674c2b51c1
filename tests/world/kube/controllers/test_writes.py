"""What the controllers write, how often and in which order: what ``kubectl get -w`` shows."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from tests.world.kube import cluster

REPLICASETS = "replicasets.apps"
TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time"


def versions(world: World, resource: str, namespace: str = "default") -> list[dict[str, Any]]:
    """All that was written of a resource, in order."""
    return [
        change.new
        for change in world.history.changes
        if change.key.resource == resource and change.key.namespace == namespace and change.new
    ]


def reason(deployment: dict[str, Any]) -> str | None:
    conditions = (deployment.get("status") or {}).get("conditions") or ()
    return next((c["reason"] for c in conditions if c["type"] == "Progressing"), None)


def test_a_deployment_tells_of_its_replica_set_in_one_write_and_counts_in_the_next() -> None:
    world = cluster.running()
    cluster.student(world).create("deployments.apps", "default", cluster.deployment())
    cluster.wait(world, 0.2)
    _, told, counted, *_ = versions(world, "deployments.apps")
    assert told["metadata"]["annotations"]["deployment.kubernetes.io/revision"] == "1"
    assert reason(told) == "NewReplicaSetCreated"
    assert "observedGeneration" not in told["status"]
    assert counted["status"]["observedGeneration"] == 1
    assert counted["status"]["unavailableReplicas"] == 3


def test_a_replica_set_counts_the_pods_it_found_not_those_it_makes() -> None:
    world = cluster.running()
    cluster.student(world).create("deployments.apps", "default", cluster.deployment())
    cluster.wait(world, 0.2)
    counts = [version["status"]["replicas"] for version in versions(world, REPLICASETS)]
    assert counts == [0, 0, 3]


def test_pods_that_run_to_their_end_while_they_go_do_not_count_as_terminating() -> None:
    world = cluster.running()
    student = cluster.student(world)
    student.create("deployments.apps", "default", cluster.deployment())
    cluster.wait(world, 20)
    student.scale("deployments.apps", "default", "web", 0)
    cluster.wait(world, 20)
    counts = [each["status"].get("terminatingReplicas") for each in versions(world, REPLICASETS)]
    assert counts[-1] == 0
    assert max(count for count in counts if count is not None) == 3


def test_an_older_template_brings_its_revision_up_to_date_before_it_is_scaled() -> None:
    world = cluster.running()
    student = cluster.student(world)
    made = student.create("deployments.apps", "default", cluster.deployment())
    cluster.wait(world, 20)
    image = {"spec": {"template": {"spec": {"containers": [{"name": "nginx"}]}}}}
    image["spec"]["template"]["spec"]["containers"][0]["image"] = "nginx:1.26"
    student.patch("deployments.apps", "default", "web", image)
    cluster.wait(world, 30)
    image["spec"]["template"]["spec"]["containers"][0]["image"] = "nginx:1.27"
    student.patch("deployments.apps", "default", "web", image)
    before = len(versions(world, "deployments.apps"))
    cluster.wait(world, 30)
    first, *_ = versions(world, "deployments.apps")[before:]
    assert first["metadata"]["annotations"]["deployment.kubernetes.io/revision"] == "3"
    assert first["status"]["observedGeneration"] < first["metadata"]["generation"]
    assert made["metadata"]["uid"] == first["metadata"]["uid"]


def test_a_pod_that_goes_is_seen_once_more_without_grace_before_it_is_gone() -> None:
    world = cluster.running()
    student = cluster.student(world)
    pod = {"metadata": {"name": "one"}, "spec": {"containers": [{"name": "c", "image": "nginx"}]}}
    student.create("pods", "default", {"apiVersion": "v1", "kind": "Pod", **pod})
    cluster.wait(world, 20)
    student.delete("pods", "default", "one")
    cluster.wait(world, 20)
    assert world.store.get("pods", "default", "one") is None
    graces = [
        each["metadata"].get("deletionGracePeriodSeconds") for each in versions(world, "pods")
    ]
    assert graces[-1] == 0
    assert 30 in graces


def test_a_pod_carries_the_zone_of_its_node() -> None:
    world = cluster.running()
    student = cluster.student(world)
    for number in (1, 2, 3):
        zone = {"metadata": {"labels": {"topology.kubernetes.io/zone": "north"}}}
        student.patch("nodes", "", f"noeud-{number}", zone)
    student.create("deployments.apps", "default", cluster.deployment())
    cluster.wait(world, 1)
    zones = [
        pod["metadata"]["labels"]["topology.kubernetes.io/zone"] for pod in cluster.pods(world)
    ]
    assert zones == ["north"] * 3


def test_a_pod_on_a_node_that_never_was_is_collected() -> None:
    world = cluster.running()
    spec = {"nodeName": "nowhere", "containers": [{"name": "c", "image": "nginx"}]}
    ghost = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "ghost"}, "spec": spec}
    cluster.student(world).create("pods", "default", ghost)
    cluster.wait(world, 39)
    assert world.store.get("pods", "default", "ghost") is not None
    cluster.wait(world, 22)
    assert world.store.get("pods", "default", "ghost") is None
    marks = [c["reason"] for c in versions(world, "pods")[-1]["status"]["conditions"]]
    assert marks == ["DeletionByPodGC"]


def service(**spec: Any) -> dict[str, Any]:
    ports = [{"port": 80}]
    meta = {"name": "web"}
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": meta,
        "spec": {"ports": ports, "selector": {"app": "web"}, **spec},
    }


def test_a_slice_tells_when_what_it_answers_to_happened() -> None:
    world = cluster.running()
    student = cluster.student(world)
    made = student.create("services", "default", service())
    cluster.wait(world, 1)
    key = "endpointslices.discovery.k8s.io"
    (first,) = [each for each in versions(world, key) if each["metadata"]["name"] != "kubernetes"]
    assert (first["endpoints"], first["ports"]) == (None, None)
    assert first["metadata"]["annotations"] == {TRIGGER: made["metadata"]["creationTimestamp"]}
    student.create("deployments.apps", "default", cluster.deployment())
    cluster.wait(world, 20)
    for endpoints in versions(world, "endpoints")[2:]:
        told = (endpoints["metadata"].get("annotations") or {}).get(TRIGGER)
        assert told is None or told > made["metadata"]["creationTimestamp"]


def test_a_name_of_elsewhere_has_no_endpoints() -> None:
    world = cluster.running()
    elsewhere = service(type="ExternalName", externalName="example.org")
    cluster.student(world).create("services", "default", elsewhere)
    cluster.wait(world, 5)
    assert world.store.get("endpoints", "default", "web") is None
