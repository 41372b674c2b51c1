"""Whatever people do with claims, volumes and pods, each volume is one claim's alone."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.quantity_order import rank
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import CLAIMS, VOLUMES, is_bound
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.persistent_volume_matching import best_match
from tests.world.kube.cluster import running, student, wait

CLASSES = ("", "standard", "rapide")
MODES = ("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany")
names = st.integers(0, 3)
sizes = st.integers(1, 5)
claims = st.tuples(st.just("claim"), names, sizes, st.sampled_from(CLASSES), st.sampled_from(MODES))
volumes = st.tuples(st.just("volume"), names, sizes, st.sampled_from(CLASSES), names)
others = st.tuples(st.sampled_from(("pod", "no claim", "no volume", "no pod", "wait")), names)


def claim(name: str, size: int, storage_class: str, mode: str = "ReadWriteOnce") -> Object:
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": name},
        "spec": {
            "accessModes": [mode],
            "storageClassName": storage_class,
            "resources": {"requests": {"storage": f"{size}Gi"}},
        },
    }


def volume(name: str, size: int, storage_class: str, policy: str = "Retain", **spec: Any) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": name},
        "spec": {
            "capacity": {"storage": f"{size}Gi"},
            "accessModes": list(MODES),
            "persistentVolumeReclaimPolicy": policy,
            "storageClassName": storage_class,
            "hostPath": {"path": f"/srv/{name}"},
            **spec,
        },
    }


def pod(name: str, claim_name: str) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name},
        "spec": {
            "terminationGracePeriodSeconds": 1,
            "containers": [{"name": "c", "image": "nginx:1.27"}],
            "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": claim_name}}],
        },
    }


def with_classes() -> World:
    world = running()
    provisioner = {"provisioner": "csi.grappe.example", "metadata": {"name": "rapide"}}
    student(world).create(
        "storageclasses.storage.k8s.io",
        "",
        {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", **provisioner},
    )
    return world


def act(client: Client, step: tuple[Any, ...]) -> None:
    """One thing that a person does; what the server refuses, it refuses."""
    what, number, *rest = step
    if what == "claim":
        size, storage_class, mode = rest
        wanted = claim(f"c{number}", size, storage_class, mode)
        client.create(CLAIMS, "default", wanted)
    elif what == "volume":
        size, storage_class, reserved = rest
        spec = {"claimRef": {"namespace": "default", "name": f"c{reserved}"}} if size == 5 else {}
        policy = ("Retain", "Delete", "Recycle")[reserved % 3]
        client.create(VOLUMES, "", volume(f"v{number}", size, storage_class, policy, **spec))
    elif what == "pod":
        client.create("pods", "default", pod(f"p{number}", f"c{number}"))
    elif what == "wait":
        wait(client.world, 1 + 7 * number)
    else:
        resource, namespace, letter = _DELETED[what]
        client.delete(resource, namespace, f"{letter}{number}")


_DELETED = {
    "no claim": (CLAIMS, "default", "c"),
    "no volume": (VOLUMES, "", "v"),
    "no pod": ("pods", "default", "p"),
}


def check_no_volume_is_shared(world: World) -> None:
    held = [c["spec"]["volumeName"] for c in world.store.all(CLAIMS) if is_bound(c)]
    assert len(held) == len(set(held))


@given(st.lists(st.one_of(claims, volumes, others, others), max_size=25))
@settings(max_examples=40, deadline=None)
def test_no_volume_is_ever_bound_twice_and_both_sides_agree_when_quiet(
    steps: list[tuple[Any, ...]],
) -> None:
    world = with_classes()
    client = student(world)
    for step in steps:
        try:
            act(client, step)
        except StatusError:
            continue
        check_no_volume_is_shared(world)
    wait(world, 120)
    check_no_volume_is_shared(world)
    for each in world.store.all(CLAIMS):
        if each["status"]["phase"] != "Bound":
            continue
        found = world.store.get(VOLUMES, "", each["spec"]["volumeName"])
        assert found is not None
        assert found["spec"]["claimRef"]["uid"] == each["metadata"]["uid"]
        assert found["status"]["phase"] == "Bound"
        assert rank(found["spec"]["capacity"]["storage"]) >= rank(
            each["spec"]["resources"]["requests"]["storage"]
        )
    for each in world.store.all(VOLUMES):
        reference = each["spec"].get("claimRef") or {}
        owner = world.store.get(CLAIMS, "default", reference.get("name", ""))
        mine = owner is not None and owner["spec"].get("volumeName") == each["metadata"]["name"]
        assert (each["status"]["phase"] == "Bound") == mine


@given(st.lists(st.tuples(sizes, st.sampled_from(CLASSES)), max_size=8), sizes)
@settings(max_examples=60, deadline=None)
def test_the_smallest_volume_that_is_large_enough_is_the_best(
    offered: list[tuple[int, str]], wanted: int
) -> None:
    world = running(0)
    client = student(world)
    for number, (size, storage_class) in enumerate(offered):
        client.create(VOLUMES, "", volume(f"v{number}", size, storage_class))
    asked = client.create(CLAIMS, "default", claim("c", wanted, "standard"))
    fitting = [size for size, of in offered if of == "standard" and size >= wanted]
    found = best_match(world.store, asked)
    if not fitting:
        assert found is None
    else:
        assert found is not None
        assert found["spec"]["capacity"]["storage"] == f"{min(fitting)}Gi"


def test_a_volume_made_for_a_claim_is_its_own_and_nobody_elses() -> None:
    world = with_classes()
    client = student(world)
    reserved = {"namespace": "default", "name": "mine"}
    client.create(VOLUMES, "", volume("kept", 9, "", claimRef=reserved))
    client.create(VOLUMES, "", volume("small", 1, ""))
    client.create(CLAIMS, "default", claim("other", 5, ""))
    client.create(CLAIMS, "default", claim("mine", 1, ""))
    wait(world, 20)
    mine, other = (client.get(CLAIMS, "default", name) for name in ("mine", "other"))
    assert (mine["spec"]["volumeName"], mine["status"]["phase"]) == ("kept", "Bound")
    assert "pv.kubernetes.io/bound-by-controller" in mine["metadata"]["annotations"]
    assert other["status"]["phase"] == "Pending"


def test_a_claim_that_names_a_volume_too_small_is_told() -> None:
    world = with_classes()
    client = student(world)
    client.create(VOLUMES, "", volume("v", 1, ""))
    wanted = claim("c", 3, "")
    client.create(CLAIMS, "default", {**wanted, "spec": {**wanted["spec"], "volumeName": "v"}})
    wait(world, 1)
    [event] = [e for e in world.store.all("events") if e["reason"] == "VolumeMismatch"]
    assert event["message"] == 'Cannot bind to requested volume "v": requested PV is too small'


def test_a_bound_claim_whose_volume_is_taken_away_is_lost() -> None:
    world = with_classes()
    client = student(world)
    client.create(VOLUMES, "", volume("v", 1, ""))
    client.create(CLAIMS, "default", claim("c", 1, ""))
    wait(world, 20)
    client.delete(VOLUMES, "", "v")
    held = client.get(VOLUMES, "", "v")
    assert held["metadata"]["deletionTimestamp"]
    meta = {**held["metadata"], "finalizers": []}
    client.update(VOLUMES, "", {**held, "metadata": meta})
    wait(world, 1)
    assert client.get(CLAIMS, "default", "c")["status"]["phase"] == "Lost"
    [event] = [e for e in world.store.all("events") if e["reason"] == "ClaimLost"]
    assert event["message"] == (
        "Bound claim has lost its PersistentVolume. Data on the volume is lost!"
    )


def test_a_default_class_that_comes_later_is_given_to_claims_that_wait() -> None:
    world = running()
    client = student(world)
    standard = client.get("storageclasses.storage.k8s.io", "", "standard")
    meta = {**standard["metadata"], "annotations": {}}
    client.update("storageclasses.storage.k8s.io", "", {**standard, "metadata": meta})
    wanted = claim("c", 1, "")
    del wanted["spec"]["storageClassName"]
    client.create(CLAIMS, "default", wanted)
    wait(world, 20)
    assert "storageClassName" not in client.get(CLAIMS, "default", "c")["spec"]
    current = client.get("storageclasses.storage.k8s.io", "", "standard")
    marks = {"storageclass.kubernetes.io/is-default-class": "true"}
    meta = {**current["metadata"], "annotations": marks}
    client.update("storageclasses.storage.k8s.io", "", {**current, "metadata": meta})
    wait(world, 16)
    assert client.get(CLAIMS, "default", "c")["spec"]["storageClassName"] == "standard"
