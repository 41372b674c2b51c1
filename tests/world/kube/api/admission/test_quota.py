"""Quotas: never exceeded, whatever is asked for at one moment, and always what is there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.quota import usage
from cluster_sim.world.kube.api.resource import Object
from tests.world.kube.cluster import running, student, wait

BASE = running(nodes=2)
QUOTAS, RANGES = "resourcequotas", "limitranges"
HARD = {"pods": "4", "requests.cpu": "1", "limits.memory": "1Gi", "services.nodeports": "2"}


def quota(hard: dict[str, str], name: str = "compute", **spec: Any) -> Object:
    return _of_kind("ResourceQuota", name, {"hard": hard, **spec})


def pod(name: str, cpu: str = "", memory: str = "", **spec: Any) -> Object:
    """A pod that requests CPU and limits memory."""
    resources: dict[str, Any] = {}
    if cpu:
        resources["requests"] = {"cpu": cpu}
    if memory:
        resources["limits"] = {"memory": memory}
    container = {"name": "c", "image": "busybox:1.36", "resources": resources}
    container["command"] = ["sleep", "3600"]
    return _of_kind("Pod", name, {"containers": [container], **spec})


def service(name: str, ports: int, kind: str) -> Object:
    listed = [{"port": 80 + number, "name": f"p{number}"} for number in range(ports)]
    return _of_kind("Service", name, {"type": kind, "ports": listed})


def _of_kind(kind: str, name: str, spec: Object) -> Object:
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name}, "spec": spec}


def world_with(*objects: Object) -> World:
    world = BASE.fork()
    for obj in objects:
        student(world).create(f"{obj['kind'].lower()}s", "default", obj)
    wait(world, 1)
    return world


def refusal(world: World, obj: Object) -> str:
    """Why the object is refused, empty when it is not."""
    try:
        student(world).create(f"{obj['kind'].lower()}s", "default", obj)
    except StatusError as refused:
        assert refused.status["reason"] == "Forbidden"
        return str(refused).partition(" is forbidden: ")[2]
    return ""


def used(world: World, name: str = "compute") -> dict[str, str]:
    stored = world.store.get(QUOTAS, "default", name)
    assert stored is not None
    found: dict[str, str] = stored["status"]["used"]
    return found


_step = st.one_of(
    st.tuples(
        st.just("pod"),
        st.integers(0, 7),
        st.sampled_from(["100m", "250m", "600m"]),
        st.sampled_from(["128Mi", "500Mi"]),
    ),
    st.tuples(st.just("service"), st.integers(0, 3), st.sampled_from(["NodePort", "ClusterIP"])),
    st.tuples(st.just("type"), st.integers(0, 3), st.sampled_from(["NodePort", "ClusterIP"])),
    st.tuples(st.just("delete"), st.integers(0, 7)),
    st.tuples(st.just("wait"), st.integers(1, 40)),
)


@settings(max_examples=30)
@given(st.lists(_step, max_size=25))
def test_no_quota_is_ever_exceeded(steps: list[tuple[Any, ...]]) -> None:
    world = world_with(quota(HARD))
    for step in steps:
        try:
            _take(world, step)
        except StatusError:
            continue
    for change in world.history.changes:
        if change.key.resource == QUOTAS and change.new is not None:
            _within(change.new)
    wait(world, 120)
    assert used(world) == _counted(world)


def _take(world: World, step: tuple[Any, ...]) -> None:
    client = student(world)
    match step:
        case ("pod", number, cpu, memory):
            client.create("pods", "default", pod(f"p{number}", cpu, memory))
        case ("service", number, kind):
            client.create("services", "default", service(f"s{number}", 2, kind))
        case ("type", number, kind):
            client.patch("services", "default", f"s{number}", {"spec": {"type": kind}})
        case ("delete", number):
            client.delete("pods", "default", f"p{number}")
        case ("wait", seconds):
            wait(world, seconds)


def _within(stored: Object) -> None:
    status = stored.get("status") or {}
    for name, amount in (status.get("used") or {}).items():
        assert quantity.parse(amount).value <= quantity.parse(status["hard"][name]).value, name


def _counted(world: World) -> dict[str, str]:
    """What the pods and services that are there use, added up afresh."""
    pods = [p for p in world.store.all("pods") if p["metadata"]["namespace"] == "default"]
    charged = [each for each in pods if usage.is_pod_charged(each, world.unix)]
    resources = [each["spec"]["containers"][0]["resources"] for each in charged]
    cpu = sum(quantity.milli(each["requests"]["cpu"]) for each in resources)
    memory = sum(quantity.whole(each["limits"]["memory"]) for each in resources)
    services = [s for s in world.store.all("services") if s["metadata"]["name"].startswith("s")]
    ports = sum(len(s["spec"]["ports"]) for s in services if s["spec"]["type"] == "NodePort")
    return {
        "limits.memory": quantity.canonical(str(memory)) if not memory else f"{memory >> 20}Mi",
        "pods": str(len(charged)),
        "requests.cpu": str(quantity.of_milli(cpu)),
        "services.nodeports": str(ports),
    }


def test_what_is_too_much_is_told_with_what_there_is() -> None:
    world = world_with(quota({"pods": "2"}), pod("a"), pod("b"))
    why = "exceeded quota: compute, requested: pods=1, used: pods=2, limited: pods=2"
    assert refusal(world, pod("c")) == why


def test_what_a_quota_counts_must_be_said() -> None:
    """docs/concepts/policy/resource-quotas, "Requests compared to Limits"."""
    world = world_with(quota({"limits.cpu": "1", "requests.memory": "1Gi", "pods": "2"}))
    why = "failed quota: compute: must specify limits.cpu for: c; requests.memory for: c"
    assert refusal(world, pod("a")) == why


def test_a_pod_that_ended_is_given_back_at_once_but_still_counted_as_an_object() -> None:
    world = world_with(quota({"pods": "1", "count/pods": "5"}))
    short = pod("a", restartPolicy="Never")
    short["spec"]["containers"][0]["command"] = ["true"]
    assert refusal(world, short) == ""
    wait(world, 10)
    assert used(world) == {"count/pods": "1", "pods": "0"}


@pytest.mark.parametrize(
    ("scope", "inside", "outside"),
    [
        ("BestEffort", {}, {"cpu": "100m"}),
        ("NotBestEffort", {"cpu": "100m"}, {}),
        ("Terminating", {"activeDeadlineSeconds": 60}, {}),
        ("NotTerminating", {}, {"activeDeadlineSeconds": 60}),
    ],
)
def test_a_scope_chooses_the_pods(
    scope: str, inside: dict[str, Any], outside: dict[str, Any]
) -> None:
    world = world_with(quota({"pods": "1"}, scopes=[scope]))
    assert refusal(world, pod("a", **outside)) == ""
    assert refusal(world, pod("b", **inside)) == ""
    assert refusal(world, pod("c", **outside)) == ""
    assert refusal(world, pod("d", **inside)).startswith("exceeded quota: compute")
    assert used(world) == {"pods": "1"}


def test_a_service_pays_for_a_type_that_needs_more() -> None:
    world = world_with(quota({"services.nodeports": "1"}), service("s", 2, "ClusterIP"))
    with pytest.raises(StatusError, match=r"requested: services\.nodeports=2"):
        student(world).patch("services", "default", "s", {"spec": {"type": "NodePort"}})
    assert used(world) == {"services.nodeports": "0"}


def test_claims_are_counted_by_their_class() -> None:
    hard = {"requests.storage": "5Gi", "fast.storageclass.storage.k8s.io/requests.storage": "1Gi"}
    world = world_with(quota(hard))
    spec: dict[str, Any] = {"accessModes": ["ReadWriteOnce"], "storageClassName": "slow"}
    spec["resources"] = {"requests": {"storage": "2Gi"}}
    client = student(world)
    client.create("persistentvolumeclaims", "default", _of_kind("PersistentVolumeClaim", "a", spec))
    fast = _of_kind("PersistentVolumeClaim", "b", {**spec, "storageClassName": "fast"})
    with pytest.raises(StatusError, match="exceeded quota: compute, requested: fast"):
        client.create("persistentvolumeclaims", "default", fast)
    assert used(world)["requests.storage"] == "2Gi"


def test_limits_of_a_namespace_fill_in_and_hold_back() -> None:
    """docs/tasks/administer-cluster/manage-resources: defaults, minimum and maximum."""
    bounds = {
        "type": "Container",
        "min": {"cpu": "200m"},
        "max": {"cpu": "800m"},
        "default": {"memory": "512Mi"},
        "maxLimitRequestRatio": {"memory": "2"},
    }
    world = world_with(_of_kind("LimitRange", "bounds", {"limits": [bounds]}))
    assert refusal(world, pod("a")) == ""
    made = world.store.get("pods", "default", "a")
    assert made is not None
    resources = made["spec"]["containers"][0]["resources"]
    assert resources == {
        "limits": {"cpu": "800m", "memory": "512Mi"},
        "requests": {"cpu": "800m", "memory": "512Mi"},
    }
    assert made["metadata"]["annotations"]["kubernetes.io/limit-ranger"] == (
        "LimitRanger plugin set: cpu, memory request for container c; "
        "cpu, memory limit for container c"
    )
    low = "minimum cpu usage per Container is 200m, but request is 100m"
    assert refusal(world, pod("b", cpu="100m")) == low
    greedy = pod("c")
    amounts = {"cpu": "1500m"}
    greedy["spec"]["containers"][0]["resources"] = {"limits": amounts, "requests": amounts}
    high = "maximum cpu usage per Container is 800m, but limit is 1500m"
    assert refusal(world, greedy) == high
    apart = pod("d", memory="2Gi")
    apart["spec"]["containers"][0]["resources"]["requests"] = {"memory": "512Mi"}
    ratio = "memory max limit to request ratio per Container is 2, but provided ratio is 4.000000"
    assert refusal(world, apart) == ratio


def test_all_that_is_out_of_bounds_is_told() -> None:
    bounds = {"type": "Pod", "max": {"cpu": "1", "memory": "1Gi"}}
    world = world_with(_of_kind("LimitRange", "bounds", {"limits": [bounds]}))
    assert refusal(world, pod("a", memory="2Gi")) == (
        "[maximum cpu usage per Pod is 1.  No limit is specified, "
        "maximum memory usage per Pod is 1Gi, but limit is 2Gi]"
    )
