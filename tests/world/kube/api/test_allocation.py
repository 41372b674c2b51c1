"""What the server hands out to Services: each number once, and an end when there is none left."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from tests.world.kube.cluster import running, student


@pytest.fixture
def world() -> World:
    return running(1)


def node_port(name: str, ports: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name},
        "spec": {"type": "NodePort", "ports": ports},
    }


def over_two_protocols(**more: int) -> list[dict[str, Any]]:
    return [
        {"name": protocol.lower(), "protocol": protocol, "port": 53, **more}
        for protocol in ("TCP", "UDP")
    ]


def test_a_port_over_two_protocols_has_one_node_port_and_gives_it_back(world: World) -> None:
    client = student(world)
    drawn = client.create("services", "default", node_port("drawn", over_two_protocols()))
    first, second = (port["nodePort"] for port in drawn["spec"]["ports"])
    assert first == second
    client.delete("services", "default", "drawn")
    asked = node_port("asked", over_two_protocols(nodePort=first))
    assert client.create("services", "default", asked)["spec"]["ports"][1]["nodePort"] == first


def test_a_node_port_that_is_taken_is_refused(world: World) -> None:
    client = student(world)
    client.create("services", "default", node_port("one", [{"port": 80, "nodePort": 30_080}]))
    with pytest.raises(StatusError, match="30080: provided port is already allocated"):
        client.create("services", "default", node_port("two", [{"port": 81, "nodePort": 30_080}]))


def test_when_the_range_is_full_the_server_says_so(world: World) -> None:
    ports = [{"name": f"p{number}", "port": number} for number in range(1, 2_769)]
    student(world).create("services", "default", node_port("greedy", ports))
    with pytest.raises(StatusError) as problem:
        student(world).create("services", "default", node_port("late", [{"port": 80}]))
    said = "Internal error occurred: failed to allocate a nodePort: range is full"
    assert (problem.value.code, str(problem.value)) == (500, said)


def test_an_object_with_an_owner_named_twice_can_go(world: World) -> None:
    client = student(world)
    owner = client.create(
        "configmaps",
        "default",
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "o"}},
    )["metadata"]["uid"]
    reference = {"apiVersion": "v1", "kind": "ConfigMap", "name": "o", "uid": owner}
    meta = {"name": "owned", "ownerReferences": [reference, reference]}
    client.create(
        "configmaps", "default", {"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta}
    )
    client.delete("configmaps", "default", "owned")
    with pytest.raises(StatusError, match="not found"):
        client.get("configmaps", "default", "owned")
