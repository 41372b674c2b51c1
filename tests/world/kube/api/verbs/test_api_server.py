"""The API server as the only door: what it stores, refuses, names, hands out and lets go."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.api.verbs.patch import JSON, MERGE
from tests.world.kube.cluster import DEPLOYMENTS, deployment, running, student, wait

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)
_FIELDS = ("metadata", "spec", "status", "data", "name", "replicas", "containers", "selector")
manifests = st.recursive(
    json_values,
    lambda inner: st.dictionaries(st.sampled_from(_FIELDS), inner, max_size=4),
    max_leaves=8,
)
resources = st.sampled_from([resource.key for resource in registry.RESOURCES])


def config_map(name: str = "cfg", **data: str) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data}


def service(name: str = "web", **spec: Any) -> dict[str, Any]:
    ports = [{"port": 80}]
    meta = {"name": name}
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": meta,
        "spec": {"ports": ports, **spec},
    }


@pytest.fixture
def world() -> World:
    return running(1)


def refusal(problem: pytest.ExceptionInfo[StatusError]) -> tuple[int, str, str]:
    status = problem.value.status
    return status["code"], status["reason"], status["message"]


def test_a_new_object_gets_an_identity_and_a_version(world: World) -> None:
    stored = student(world).create("configmaps", "default", config_map(a="1"))
    meta = stored["metadata"]
    assert (meta["namespace"], meta["resourceVersion"]) == ("default", str(world.revision))
    assert meta["uid"].count("-") == 4
    assert meta["creationTimestamp"] == "2026-01-05T08:00:00Z"
    assert student(world).get("configmaps", "default", "cfg") == stored


def test_the_same_name_twice_is_refused(world: World) -> None:
    student(world).create("configmaps", "default", config_map())
    with pytest.raises(StatusError) as problem:
        student(world).create("configmaps", "default", config_map())
    assert refusal(problem) == (409, "AlreadyExists", 'configmaps "cfg" already exists')


def test_what_is_not_there_is_said_so(world: World) -> None:
    with pytest.raises(StatusError) as problem:
        student(world).get(DEPLOYMENTS, "default", "web")
    assert refusal(problem) == (404, "NotFound", 'deployments.apps "web" not found')
    with pytest.raises(StatusError, match='namespaces "nowhere" not found'):
        student(world).create("configmaps", "nowhere", config_map())


def test_who_read_an_older_version_may_not_write_over_a_newer_one(world: World) -> None:
    client = student(world)
    read = client.create("configmaps", "default", config_map(a="1"))
    client.update("configmaps", "default", {**read, "data": {"a": "2"}})
    with pytest.raises(StatusError, match="the object has been modified") as problem:
        client.update("configmaps", "default", {**read, "data": {"a": "3"}})
    assert problem.value.code == 409
    assert client.get("configmaps", "default", "cfg")["data"] == {"a": "2"}


def test_a_write_that_changes_nothing_is_none(world: World) -> None:
    client = student(world)
    read = client.create("configmaps", "default", config_map(a="1"))
    before = world.revision
    assert client.update("configmaps", "default", read) == read
    assert world.revision == before


def test_a_dry_run_answers_as_if_and_changes_nothing(world: World) -> None:
    before = world.revision
    made = student(world).dry().create(DEPLOYMENTS, "default", deployment())
    assert made["spec"]["progressDeadlineSeconds"] == 600
    assert world.revision == before


def test_three_ways_to_patch(world: World) -> None:
    client = student(world)
    client.create(DEPLOYMENTS, "default", deployment())
    sidecar = {"name": "journal", "image": "busybox"}
    body = {"spec": {"template": {"spec": {"containers": [sidecar]}}}}
    patched = client.patch(DEPLOYMENTS, "default", "web", body)
    names = [each["name"] for each in patched["spec"]["template"]["spec"]["containers"]]
    assert sorted(names) == ["journal", "nginx"]
    client.patch(DEPLOYMENTS, "default", "web", {"metadata": {"labels": {"a": "b"}}}, MERGE)
    moved = [{"op": "replace", "path": "/spec/replicas", "value": 5}]
    patched = client.patch(DEPLOYMENTS, "default", "web", moved, JSON)
    assert (patched["spec"]["replicas"], patched["metadata"]["labels"]) == (5, {"a": "b"})
    assert patched["metadata"]["generation"] == 3


def test_services_get_addresses_and_ports_of_their_own(world: World) -> None:
    client = student(world)
    made = [
        client.create("services", "default", service(f"s{n}", type="NodePort")) for n in range(20)
    ]
    addresses = {each["spec"]["clusterIP"] for each in made}
    ports = {each["spec"]["ports"][0]["nodePort"] for each in made}
    assert (len(addresses), len(ports)) == (20, 20)
    assert all(30_000 <= port <= 32_767 for port in ports)
    taken = made[0]["spec"]["ports"][0]["nodePort"]
    asked = service("late", type="NodePort", ports=[{"port": 80, "nodePort": taken}])
    with pytest.raises(StatusError, match="provided port is already allocated"):
        client.create("services", "default", asked)


def test_every_pod_runs_as_somebody_and_tolerates_a_lost_node_for_five_minutes(
    world: World,
) -> None:
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "solo"},
        "spec": {"containers": [{"name": "c", "image": "nginx:1.27"}]},
    }
    spec = student(world).create("pods", "default", pod)["spec"]
    assert spec["serviceAccountName"] == "default"
    assert [each["tolerationSeconds"] for each in spec["tolerations"]] == [300, 300]
    assert spec["volumes"][0]["name"].startswith("kube-api-access-")
    assert spec["priority"] == 0


def test_a_finalizer_holds_an_object_back(world: World) -> None:
    client = student(world)
    held = config_map()
    held["metadata"]["finalizers"] = ["exemple.fr/attendre"]
    client.create("configmaps", "default", held)
    client.delete("configmaps", "default", "cfg")
    waiting = client.get("configmaps", "default", "cfg")
    assert "deletionTimestamp" in waiting["metadata"]
    client.patch("configmaps", "default", "cfg", {"metadata": {"finalizers": None}}, MERGE)
    with pytest.raises(StatusError, match="not found"):
        client.get("configmaps", "default", "cfg")


def test_a_precondition_that_does_not_hold_stops_a_deletion(world: World) -> None:
    client = student(world)
    client.create("configmaps", "default", config_map())
    with pytest.raises(StatusError, match="Precondition failed: UID in precondition"):
        client.delete("configmaps", "default", "cfg", DeleteOptions(uid="another"))


def test_a_world_holds_no_more_than_it_may(world: World) -> None:
    world.remember("limits")["configmaps"] = len(world.store.table("configmaps")) + 1
    student(world).create("configmaps", "default", config_map("one"))
    with pytest.raises(StatusError, match="exceeded quota") as problem:
        student(world).create("configmaps", "default", config_map("two"))
    assert problem.value.code == 403


def test_lists_come_in_the_order_of_keys_and_by_selectors(world: World) -> None:
    client = student(world)
    for name in ("b", "a", "c"):
        made = config_map(name)
        made["metadata"]["labels"] = {"letter": name}
        client.create("configmaps", "default", made)
    found = client.list("configmaps", "default", labels="letter in (a,b)")
    assert [each["metadata"]["name"] for each in found["items"]] == ["a", "b"]
    found = client.list("configmaps", None, fields="metadata.name=c")
    assert [each["metadata"]["name"] for each in found["items"]] == ["c"]
    with pytest.raises(StatusError, match=r"field label not supported: data\.x"):
        client.list("configmaps", "default", fields="data.x=1")


def test_a_deleted_pod_ends_in_good_order(world: World) -> None:
    client = student(world)
    client.create(DEPLOYMENTS, "default", deployment(replicas=1))
    wait(world, 20)
    name = client.list("pods", "default")["items"][0]["metadata"]["name"]
    marked = client.delete("pods", "default", name)
    assert marked["metadata"]["deletionGracePeriodSeconds"] == 30
    at_once = client.delete("pods", "default", name, DeleteOptions(grace_seconds=0))
    assert at_once["metadata"]["name"] == name
    with pytest.raises(StatusError, match="not found"):
        client.get("pods", "default", name)


@given(resources, manifests)
def test_whatever_is_sent_is_stored_or_refused_in_the_servers_words(key: str, body: Any) -> None:
    world = running(1)
    resource = registry.by_key(key)
    if isinstance(body, dict):
        body = {"apiVersion": resource.api_version, "kind": resource.kind, **body}
    try:
        student(world).create(key, "default" if resource.namespaced else "", body)
    except StatusError as problem:
        assert problem.status["kind"] == "Status"
        assert 400 <= problem.code < 500
    wait(world, 30)


@given(manifests, st.sampled_from([JSON, MERGE, "application/strategic-merge-patch+json", "text"]))
def test_whatever_is_patched_is_changed_or_refused(body: Any, kind: str) -> None:
    world = running(1)
    student(world).create(DEPLOYMENTS, "default", deployment(replicas=1))
    try:
        student(world).patch(DEPLOYMENTS, "default", "web", body, kind)
    except StatusError as problem:
        assert 400 <= problem.code < 500
    wait(world, 5)


@pytest.mark.parametrize("spec", [[1], "text", {"finalizers": ["x"]}])
def test_what_a_custom_object_calls_its_spec_does_not_keep_it(world: World, spec: Any) -> None:
    group = "x.io"
    schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}
    kinds = {"plural": "odds", "kind": "Odd"}
    definition = {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"odds.{group}"},
        "spec": {"group": group, "scope": "Namespaced", "names": kinds, "versions": [version]},
    }
    student(world).create("customresourcedefinitions.apiextensions.k8s.io", "", definition)
    wait(world, 2)
    odd = {"apiVersion": f"{group}/v1", "kind": "Odd", "metadata": {"name": "a"}, "spec": spec}
    student(world).create("odds.x.io", "default", odd)
    student(world).delete("odds.x.io", "default", "a")
    assert world.store.get("odds.x.io", "default", "a") is None


def test_a_patch_that_nests_without_end_is_refused(world: World) -> None:
    deeper = [
        {"op": "move", "from": "/metadata/annotations", "path": "/data"},
        {"op": "add", "path": "/metadata/annotations", "value": {}},
        {"op": "move", "from": "/data", "path": "/metadata/annotations/a"},
    ]
    body = {**config_map(), "metadata": {"name": "cfg", "annotations": {"a": "b"}}}
    student(world).create("configmaps", "default", body)
    with pytest.raises(StatusError):
        student(world).patch("configmaps", "default", "cfg", deeper * 1500, JSON)
    assert student(world).get("configmaps", "default", "cfg")["metadata"]["annotations"]
