"""A lab holds so many objects and so many bytes, and says so in the words of a quota."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.admission import lab_limits
from cluster_sim.world.kube.api.errors import StatusError
from tests.world.kube.cluster import DEPLOYMENTS, deployment, running, student

CONFIGMAPS = "configmaps"
KIB = 1024


def lab(**limits: int) -> World:
    world = running(1)
    world.remember(lab_limits.MEMORY).update({lab_limits.BYTES: 8 * KIB * KIB, **limits})
    return world


def settings(name: str, text: str = "") -> dict[str, Any]:
    meta = {"name": name}
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta, "data": {"a": text}}


def refusal(world: World, resource: str, obj: dict[str, Any]) -> str:
    with pytest.raises(StatusError) as refused:
        student(world).create(resource, "default", obj)
    assert refused.value.status["reason"] == "Forbidden"
    return str(refused.value.status["message"])


def test_objects_of_all_kinds_are_counted_together():
    world = lab(objects=10_000)
    for number in range(3):
        student(world).create(CONFIGMAPS, "default", settings(f"a{number}"))
    held = sum(len(table) for key, table in lab_limits.tables(world) if key != "events")
    world.remember(lab_limits.MEMORY)[lab_limits.OBJECTS] = held
    message = refusal(
        world, "secrets", {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "b"}}
    )
    assert f"used: count/objects={held}, limited: count/objects={held}" in message


def test_what_controllers_copy_is_small_and_texts_may_be_long():
    world = lab()
    many = [{"name": f"V{number}", "value": "x" * 100} for number in range(300)]
    container = {"name": "nginx", "image": "nginx:1.27", "env": many}
    obj = deployment()
    obj["spec"]["template"]["spec"]["containers"] = [container]
    assert f"limited: bytes/deployments={24 * KIB}" in refusal(world, DEPLOYMENTS, obj)
    student(world).create(CONFIGMAPS, "default", settings("long", "x" * 200 * KIB))
    assert "bytes/configmaps" in refusal(world, CONFIGMAPS, settings("longer", "x" * 300 * KIB))


def test_labels_by_the_thousand_are_refused_on_an_update_too():
    world = lab()
    student(world).create(CONFIGMAPS, "default", settings("a"))
    labels = {f"label-{number}": "x" for number in range(2000)}
    with pytest.raises(StatusError, match="bytes/metadata"):
        student(world).patch(CONFIGMAPS, "default", "a", {"metadata": {"labels": labels}})


def test_all_objects_together_weigh_no_more_than_the_lab_may():
    world = lab(bytes=1024 * KIB)
    made = 0
    with pytest.raises(StatusError, match=f"limited: bytes={1024 * KIB}"):
        for made in range(20):
            student(world).create(CONFIGMAPS, "default", settings(f"a{made}", "x" * 100 * KIB))
    assert 5 < made < 11
    student(world).delete(CONFIGMAPS, "default", "a0")
    student(world).create(CONFIGMAPS, "default", settings("again", "x" * 90 * KIB))
