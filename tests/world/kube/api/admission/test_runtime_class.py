"""RuntimeClass: its overhead and its nodes become those of its pods.

docs/concepts/containers/runtime-class, docs/concepts/scheduling-eviction/pod-overhead;
plugin/pkg/admission/runtimeclass/admission.go
"""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.client import Client
from tests.world.kube.cluster import running, student, wait

GVISOR = {
    "metadata": {"name": "gvisor"},
    "handler": "runsc",
    "overhead": {"podFixed": {"cpu": "250m", "memory": "120Mi"}},
    "scheduling": {
        "nodeSelector": {"sandbox": "yes"},
        "tolerations": [{"key": "sandbox", "operator": "Exists"}],
    },
}


def cluster() -> Client:
    world = running()
    wait(world, 2)
    student(world).create("runtimeclasses.node.k8s.io", "", GVISOR)
    return student(world)


def pod(**spec: Any) -> dict[str, Any]:
    containers = [{"name": "c", "image": "nginx"}]
    spec = {"containers": containers, "runtimeClassName": "gvisor", **spec}
    return {"metadata": {"name": "p"}, "spec": spec}


def test_a_pod_gets_what_its_runtime_asks_for() -> None:
    made = cluster().create("pods", "default", pod(nodeSelector={"disk": "ssd"}))["spec"]
    assert made["overhead"] == {"cpu": "250m", "memory": "120Mi"}
    assert made["nodeSelector"] == {"disk": "ssd", "sandbox": "yes"}
    assert {"key": "sandbox", "operator": "Exists"} in made["tolerations"]


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        ({"runtimeClassName": "kata"}, 'pod rejected: RuntimeClass "kata" not found'),
        (
            {"overhead": {"cpu": "1"}},
            "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
        ),
        (
            {"nodeSelector": {"sandbox": "no"}},
            "conflict: runtimeClass.scheduling.nodeSelector[sandbox] = yes; "
            "pod.spec.nodeSelector[sandbox] = no",
        ),
        (
            {"runtimeClassName": None, "overhead": {"cpu": "1"}},
            "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead",
        ),
    ],
)
def test_what_does_not_fit_the_runtime_is_refused(spec: dict[str, Any], why: str) -> None:
    with pytest.raises(StatusError) as caught:
        cluster().create("pods", "default", pod(**spec))
    assert str(caught.value) == f'pods "p" is forbidden: {why}'


def test_the_handler_stays() -> None:
    with pytest.raises(StatusError) as caught:
        cluster().patch("runtimeclasses.node.k8s.io", "", "gvisor", {"handler": "runc"})
    assert "field is immutable" in str(caught.value)
