"""A Service asks the cloud for an address, gets it after a while, and gives it back.

staging/src/k8s.io/cloud-provider/controllers/service/controller.go (events, finalizer);
kubernetes.io/docs/reference/networking/virtual-ips (externalTrafficPolicy, session affinity).
"""

from __future__ import annotations

import pytest

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.cloud_load_balancer import FINALIZER
from cluster_sim.world.kube.kubelet.readings import logs
from cluster_sim.world.kube.timings import LOAD_BALANCER_CREATION
from cluster_sim.world.traffic.answer import TIMEOUT
from cluster_sim.world.traffic.request import CLIENT_ADDRESS, request
from tests.world.traffic.lab import begun, expose, node_address, pods, run


@pytest.fixture
def world() -> World:
    found = begun()
    run(found, "web", "nginx:1.27", replicas=1)
    return found


def service(world: World) -> dict:
    found = world.store.get("services", "default", "web")
    assert found is not None
    return found


def test_the_address_comes_after_a_while_and_goes_with_the_service(world: World) -> None:
    expose(world, "web", 80, 80, "LoadBalancer")
    assert service(world)["status"] == {"loadBalancer": {}}
    world.run_until(world.now + LOAD_BALANCER_CREATION + SECOND)
    assert service(world)["status"]["loadBalancer"]["ingress"] == [
        {"ip": "203.0.113.10", "ipMode": "VIP"}
    ]
    assert service(world)["metadata"]["finalizers"] == [FINALIZER]
    assert request(world, "203.0.113.10").ok
    Client(world, "student", trusted=False).delete("services", "default", "web")
    world.run_until(world.now + SECOND)
    assert world.store.get("services", "default", "web") is None
    assert request(world, "203.0.113.10").fault == TIMEOUT
    reasons = [
        event["reason"]
        for event in world.store.all("events")
        if event["involvedObject"]["kind"] == "Service"
    ]
    assert reasons == [
        "EnsuringLoadBalancer",
        "EnsuredLoadBalancer",
        "DeletingLoadBalancer",
        "DeletedLoadBalancer",
    ]


def test_local_keeps_the_clients_address_and_other_nodes_drop(world: World) -> None:
    expose(world, "web", 80, 80, "LoadBalancer", externalTrafficPolicy="Local")
    world.run_until(world.now + LOAD_BALANCER_CREATION + SECOND)
    assert service(world)["spec"]["healthCheckNodePort"]
    assert request(world, "203.0.113.10/kept").status == 404
    [pod] = pods(world, "web")
    lines = [text for _, _, text in logs(world, "default", pod["metadata"]["name"], "web")]
    assert any(line.startswith(CLIENT_ADDRESS) and "/kept" in line for line in lines)
    port = service(world)["spec"]["ports"][0]["nodePort"]
    for node in ("noeud-1", "noeud-2", "noeud-3"):
        found = request(world, f"{node_address(world, node)}:{port}")
        assert found.fault == ("" if node == pod["spec"]["nodeName"] else TIMEOUT)


def test_source_ranges_keep_others_out(world: World) -> None:
    expose(world, "web", 80, 80, "LoadBalancer", loadBalancerSourceRanges=["198.51.100.0/24"])
    world.run_until(world.now + LOAD_BALANCER_CREATION + SECOND)
    assert request(world, "203.0.113.10").fault == TIMEOUT
