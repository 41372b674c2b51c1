"""A disk is on one node at a time, and where its pods are once all is quiet."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.hypervisor import power
from cluster_sim.world.kernel.checkpoint import dump, load
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.claims import ATTACHMENTS, CLAIMS, CLASSES
from tests.world.kube.cluster import messages, running, student, system, wait

NODES = 2
steps = st.tuples(
    st.sampled_from(("pod", "no pod", "forced", "off", "on", "wait")),
    st.integers(0, 2),
    st.integers(1, NODES),
)


def pod(name: str, node: str) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name},
        "spec": {
            "terminationGracePeriodSeconds": 1,
            "nodeSelector": {"kubernetes.io/hostname": node},
            "containers": [{"name": "c", "image": "nginx:1.27"}],
            "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}],
        },
    }


def with_disk() -> World:
    world = running(NODES)
    client = student(world)
    meta = {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "fast"}}
    client.create(CLASSES, "", {**meta, "provisioner": "csi.grappe.example"})
    spec = {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": "fast",
        "resources": {"requests": {"storage": "1Gi"}},
    }
    kind = {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "data"}}
    client.create(CLAIMS, "default", {**kind, "spec": spec})
    wait(world, 10)
    return world


def act(world: World, what: str, number: int, node: int) -> None:
    client, name = student(world), f"p{number}"
    if what == "pod":
        client.create("pods", "default", pod(name, f"noeud-{node}"))
    elif what == "no pod":
        client.delete("pods", "default", name)
    elif what == "forced":
        client.delete("pods", "default", name, DeleteOptions(grace_seconds=0))
    elif what == "wait":
        wait(world, 1 + 40 * number)
    else:
        host = world.store.get("hosts", "", f"baie-{node}")
        assert host is not None
        if (host["status"]["power"] == "On") == (what == "off"):
            (power.power_off if what == "off" else power.power_on)(world, {"host": f"baie-{node}"})


def on_one_node_at_most(world: World) -> None:
    """At no moment of the world's history was the disk on two nodes."""
    there: set[str] = set()
    for change in world.history.changes:
        if change.key.resource == ATTACHMENTS:
            there.discard(change.key.name)
            if change.new is not None:
                there.add(change.key.name)
            assert len(there) <= 1


@given(st.lists(steps, max_size=12))
@settings(max_examples=40, deadline=None)
def test_a_disk_is_never_on_two_nodes_and_ends_where_its_pods_are(
    todo: list[tuple[str, int, int]],
) -> None:
    world = with_disk()
    for step in todo:
        try:
            act(world, *step)
        except StatusError:
            continue
        wait(world, 2)
    for node in range(1, NODES + 1):
        act(world, "on", 0, node)
    wait(world, 900)
    on_one_node_at_most(world)
    running_on = {
        each["spec"]["nodeName"]
        for each in world.store.by_index("pods", "claim", "default/data")
        if each["status"]["phase"] == "Running"
    }
    attached = {each["spec"]["nodeName"] for each in world.store.all(ATTACHMENTS)}
    assert running_on <= attached
    assert bool(attached) == bool(world.store.bucket("pods", "claim", "default/data"))


def test_a_world_stored_while_a_disk_is_on_its_way_goes_on_the_same() -> None:
    world = with_disk()
    student(world).create("pods", "default", pod("p", "noeud-1"))
    wait(world, 2)
    assert any(not each.get("status") for each in world.store.all(ATTACHMENTS))
    twin = load(system(), dump(world))
    for each in (world, twin):
        wait(each, 60)
    assert twin.history.changes == world.history.changes
    found = world.store.get("pods", "default", "p")
    assert found is not None
    assert found["status"]["phase"] == "Running"


def test_a_driver_that_nobody_runs_attaches_nothing() -> None:
    world = running(1)
    client = student(world)
    spec = {
        "accessModes": ["ReadWriteOnce"],
        "capacity": {"storage": "1Gi"},
        "storageClassName": "",
        "csi": {"driver": "nobody.example", "volumeHandle": "disk-1"},
    }
    kind = {"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": "foreign"}}
    client.create("persistentvolumes", "", {**kind, "spec": spec})
    wanted: Object = {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": "",
        "volumeName": "foreign",
    }
    wanted["resources"] = {"requests": {"storage": "1Gi"}}
    kind = {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "data"}}
    client.create(CLAIMS, "default", {**kind, "spec": wanted})
    client.create("pods", "default", pod("p", "noeud-1"))
    wait(world, 130)
    late = (
        'AttachVolume.Attach failed for volume "foreign" : timed out waiting for '
        "external-attacher of nobody.example CSI driver to attach volume disk-1"
    )
    assert messages(world, "FailedAttachVolume") == [late]
    assert messages(world, "FailedMount") == [
        "Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data], "
        "failed to process volumes=[]: context deadline exceeded"
    ]
