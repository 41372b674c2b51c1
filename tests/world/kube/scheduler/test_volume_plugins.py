"""Pods go where their volumes are or may be; pods without volumes are not looked at.

Reasons are those of Kubernetes 1.36 (pkg/scheduler/framework/plugins/volumebinding, volumezone,
nodevolumelimits, volumerestrictions).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import CLAIMS, CLASSES, CSI_NODES, VOLUMES
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.scheduler import cache
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.profile import DEFAULT
from tests.world.kube.cluster import running, student, wait
from tests.world.kube.scheduler.worlds import OneWorkload

VOLUME_PLUGINS = ("VolumeRestrictions", "NodeVolumeLimits", "VolumeBinding", "VolumeZone")


def storage_class(client: Client, name: str, provisioner: str, mode: str = "Immediate") -> None:
    kind = {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass"}
    meta = {"metadata": {"name": name}, "provisioner": provisioner}
    client.create(CLASSES, "", {**kind, **meta, "volumeBindingMode": mode})


def claim(client: Client, name: str, of: str, mode: str = "ReadWriteOnce") -> None:
    spec = {
        "accessModes": [mode],
        "storageClassName": of,
        "resources": {"requests": {"storage": "1Gi"}},
    }
    kind = {"apiVersion": "v1", "kind": "PersistentVolumeClaim"}
    client.create(CLAIMS, "default", {**kind, "metadata": {"name": name}, "spec": spec})


def pod(name: str, *claims: str, **spec: Any) -> Object:
    volumes = [{"name": each, "persistentVolumeClaim": {"claimName": each}} for each in claims]
    containers = [{"name": "c", "image": "nginx:1.27"}]
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name},
        "spec": {"containers": containers, "volumes": volumes, **spec},
    }


def volume(client: Client, name: str, of: str, node: str = "", **meta: Any) -> None:
    spec: dict[str, Any] = {
        "capacity": {"storage": "1Gi"},
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": of,
        "hostPath": {"path": f"/srv/{name}"},
    }
    if node:
        asked = {"key": "kubernetes.io/hostname", "operator": "In", "values": [node]}
        terms = [{"matchExpressions": [asked]}]
        spec["nodeAffinity"] = {"required": {"nodeSelectorTerms": terms}}
    kind = {"apiVersion": "v1", "kind": "PersistentVolume"}
    client.create(VOLUMES, "", {**kind, "metadata": {"name": name, **meta}, "spec": spec})


def complaint(world: World, name: str) -> str:
    found = world.store.get("pods", "default", name)
    assert found is not None
    conditions = found["status"].get("conditions") or ()
    scheduled = (each for each in conditions if each["type"] == "PodScheduled")
    return next((str(each.get("message", "")) for each in scheduled), "")


def node_of(world: World, name: str) -> str:
    found = world.store.get("pods", "default", name)
    return str(found["spec"].get("nodeName", "")) if found else ""


@pytest.mark.parametrize("name", VOLUME_PLUGINS)
def test_a_pod_without_claims_costs_nothing(name: str) -> None:
    world = running(2)
    cycle = Cycle(cache.cluster_of(world), pod("p"), OneWorkload(), world.store)
    plugin = DEFAULT.plugin(name)
    assert plugin.pre_filter(cycle) is None
    assert plugin.codes(cycle, np.array([0, 1])) is None
    assert cycle.state == {}


def test_each_pod_goes_to_the_node_of_a_local_volume_of_its_own() -> None:
    world = running(3)
    client = student(world)
    storage_class(client, "local", "kubernetes.io/no-provisioner", "WaitForFirstConsumer")
    for number in (1, 2):
        volume(client, f"v{number}", "local", f"noeud-{number}")
        claim(client, f"c{number}", "local")
    claim(client, "c3", "local")
    wait(world, 1)
    for number in (1, 2, 3):
        client.create("pods", "default", pod(f"p{number}", f"c{number}"))
    wait(world, 30)
    assert sorted(node_of(world, f"p{number}") for number in (1, 2)) == ["noeud-1", "noeud-2"]
    assert complaint(world, "p3").startswith(
        "0/3 nodes are available: 3 node(s) didn't find available persistent volumes to bind."
    )
    # A volume more, and the pod that waited has its place.
    volume(client, "v3", "local", "noeud-3")
    wait(world, 30)
    assert node_of(world, "p3") == "noeud-3"


def test_two_claims_of_a_pod_meet_on_one_node() -> None:
    world = running(3)
    client = student(world)
    storage_class(client, "local", "kubernetes.io/no-provisioner", "WaitForFirstConsumer")
    for name, node in (("a1", "noeud-1"), ("a2", "noeud-2"), ("b2", "noeud-2")):
        volume(client, name, "local", node)
    for name in ("c1", "c2"):
        claim(client, name, "local")
    client.create("pods", "default", pod("p", "c1", "c2"))
    wait(world, 30)
    assert node_of(world, "p") == "noeud-2"


def test_a_node_takes_so_many_disks_and_no_more() -> None:
    world = running(1)
    client = student(world)
    storage_class(client, "rapide", "csi.grappe.example")
    node = client.get(CSI_NODES, "", "noeud-1")
    [driver] = node["spec"]["drivers"]
    drivers = [{**driver, "allocatable": {"count": 1}}]
    client.update(CSI_NODES, "", {**node, "spec": {"drivers": drivers}})
    for name in ("c1", "c2"):
        claim(client, name, "rapide")
    wait(world, 20)
    client.create("pods", "default", pod("p1", "c1"))
    wait(world, 2)
    client.create("pods", "default", pod("p2", "c2"))
    wait(world, 2)
    assert complaint(world, "p2").startswith(
        "0/1 nodes are available: 1 node(s) exceed max volume count."
    )
    client.delete("pods", "default", "p1")
    wait(world, 90)
    assert node_of(world, "p2") == "noeud-1"


def test_a_claim_for_a_single_pod_has_one() -> None:
    world = running(2)
    client = student(world)
    storage_class(client, "rapide", "csi.grappe.example")
    claim(client, "c", "rapide", "ReadWriteOncePod")
    wait(world, 20)
    client.create("pods", "default", pod("first", "c"))
    wait(world, 2)
    client.create("pods", "default", pod("second", "c"))
    wait(world, 2)
    assert complaint(world, "second").startswith(
        "0/2 nodes are available: 2 node has pod using PersistentVolumeClaim with the same name "
        "and ReadWriteOncePod access mode."
    )
    client.delete("pods", "default", "first")
    wait(world, 60)
    assert node_of(world, "second")


def test_the_label_of_an_old_volume_names_its_zone() -> None:
    world = running(2)
    client = student(world)
    zone = "topology.kubernetes.io/zone"
    for number, name in ((1, "nord"), (2, "sud")):
        patch = {"metadata": {"labels": {zone: name}}}
        client.patch("nodes", "", f"noeud-{number}", patch)
    volume(client, "v", "", labels={zone: "ouest"})
    claim(client, "c", "")
    wait(world, 20)
    client.create("pods", "default", pod("p", "c"))
    wait(world, 2)
    assert complaint(world, "p").startswith(
        "0/2 nodes are available: 2 node(s) had no available volume zone."
    )


def test_a_claim_that_is_not_there_or_not_bound_is_told() -> None:
    world = running(2)
    client = student(world)
    claim(client, "unbound", "")
    client.create("pods", "default", pod("one", "absent"))
    client.create("pods", "default", pod("two", "unbound"))
    wait(world, 2)
    assert complaint(world, "one").startswith(
        '0/2 nodes are available: persistentvolumeclaim "absent" not found.'
    )
    assert complaint(world, "two").startswith(
        "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims."
    )
