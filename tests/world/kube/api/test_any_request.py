"""Whatever is asked of the API server, it answers, and the cluster stays in order."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import labels, past, registry
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import full_name, is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs.watch import Scope, Watch
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.pod_state import is_active, is_ready
from tests.world.kube.api.requests import Request, requests
from tests.world.kube.api.seeds import seed
from tests.world.kube.cluster import running, student, wait

_KEYS = tuple(resource.key for resource in registry.RESOURCES)
# What has controllers behind it is asked for more often than the rest.
_LIVELY = (
    *("pods", "services", "deployments.apps", "replicasets.apps", "statefulsets.apps"),
    *("daemonsets.apps", "jobs.batch", "namespaces", "resourcequotas", "nodes"),
    "poddisruptionbudgets.policy",
)
_CUSTOM = "widgets.example.com"
_ASKED = (*_KEYS, _CUSTOM, *(key for key in _LIVELY for _ in range(3) if key in _KEYS))
_PDBS = "poddisruptionbudgets.policy"


@cache
def _begun() -> World:
    """A cluster with one object of nearly every kind, and a namespace to work in."""
    world = running(2)
    client = student(world)
    namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "team"}}
    client.create("namespaces", "", namespace)
    wait(world, 5)
    for resource in registry.RESOURCES:
        if resource.key not in ("limitranges", "resourcequotas"):
            with suppress(StatusError):
                place = "default" if resource.namespaced else ""
                client.create(resource.key, place, seed(resource))
    wait(world, 60)
    return world


@settings(max_examples=40)
@given(st.lists(st.tuples(requests(_ASKED), st.sampled_from((0, 0, 1, 20))), max_size=14))
def test_every_request_is_answered_and_the_cluster_stays_in_order(
    script: list[tuple[Request, int]],
) -> None:
    world = _begun().fork()
    begun = world.revision
    for request, seconds in script:
        _ask(world, request)
        wait(world, seconds)
    wait(world, 90)
    _check_history(world, begun)
    _check_watches(world, begun)
    _check_nothing_dangles(world)
    _check_endpoints(world)


@settings(max_examples=30)
@given(
    st.lists(requests(("pods", "resourcequotas", "configmaps", "deployments.apps")), max_size=20)
)
def test_no_quota_is_exceeded_by_what_is_created_after_it(script: list[Request]) -> None:
    world = _begun().fork()
    for request in script:
        before = _over_quota(world)
        quotas = [quota["spec"] for quota in world.store.all("resourcequotas")]
        _ask(world, request)
        wait(world, 1)
        if quotas == [quota["spec"] for quota in world.store.all("resourcequotas")]:
            after = _over_quota(world)
            assert all(most <= before.get(what, 0) for what, most in after.items()), after


@settings(max_examples=20)
@given(st.integers(1, 3), st.integers(0, 3), st.lists(st.integers(0, 5), max_size=6))
def test_no_eviction_takes_more_than_a_budget_allows(
    replicas: int, least: int, order: list[int]
) -> None:
    world = _begun().fork()
    if _PDBS not in _KEYS:
        return
    _guarded(student(world), replicas, least)
    wait(world, 30)
    for index in order:
        pods = [pod for pod in world.store.all("pods") if pod["metadata"]["namespace"] == "team"]
        if pods:
            _evict(world, pods[index % len(pods)], least)
        wait(world, index)


def _ask(world: World, request: Request) -> None:
    """Send it: an answer or a refusal in the server's own words, and no revision gets lost."""
    before = world.revision
    try:
        request.send(world)
    except StatusError as problem:
        assert problem.status["kind"] == "Status"
        assert problem.status["message"]
        told = problem.status.get("reason")
        assert (
            400 <= problem.code < 500 or problem.code == 504 or (problem.code == 500 and not told)
        )
    assert world.revision >= before


def _check_history(world: World, begun: int) -> None:
    changes = world.history.since(begun)
    assert [change.revision for change in changes] == list(range(begun + 1, world.revision + 1))
    for change in changes:
        if change.key.resource in _KEYS and change.new is not None:
            assert change.new["metadata"]["resourceVersion"] == str(change.revision), change.key


def _check_watches(world: World, begun: int) -> None:
    """The list of then and the events since make the list of now, for every kind."""
    client = Client(world, "test")
    middle = (begun + world.revision) // 2
    for resource in registry.of(world).resources:
        if resource.answer is not None:
            continue
        then = past.table_at(world, resource.key, middle)
        known = {full_name(obj): obj["metadata"]["resourceVersion"] for obj in then.values()}
        for event in Watch(client.call, resource, Scope(), middle).poll():
            _follow(known, event)
        now = world.store.all(resource.key)
        assert known == {full_name(obj): obj["metadata"]["resourceVersion"] for obj in now}


def _follow(known: dict[str, str], event: dict[str, Any]) -> None:
    name, version = full_name(event["object"]), event["object"]["metadata"]["resourceVersion"]
    assert (event["type"] == "ADDED") == (name not in known)
    if event["type"] == "DELETED":
        del known[name]
    else:
        known[name] = version


def _check_nothing_dangles(world: World) -> None:
    """Nobody is left without his namespace, nor with owners that are all gone."""
    objects = [obj for key in _KEYS for obj in world.store.all(key)]
    there = {obj["metadata"]["uid"] for obj in objects}
    for obj in objects:
        meta = obj["metadata"]
        if "namespace" in meta and obj["kind"] != "Event":
            assert world.store.get("namespaces", "", meta["namespace"]) is not None, obj
        owners = meta.get("ownerReferences") or []
        if owners and not is_terminating(obj):
            assert any(owner.get("uid") in there for owner in owners), obj


def _check_endpoints(world: World) -> None:
    """Once nothing moves any more, slices name the pods that are ready and no others."""
    for service in world.store.all("services"):
        selector = service["spec"].get("selector")
        if selector and not is_terminating(service) and service["spec"]["type"] != "ExternalName":
            wanted, found = _ready_pods(world, service), _endpoints(world, service)
            for _ in range(5):
                if wanted == found:
                    break
                wait(world, 2)
                wanted, found = _ready_pods(world, service), _endpoints(world, service)
            assert wanted == found, service


def _ready_pods(world: World, service: Object) -> list[str]:
    selects = labels.of_set(service["spec"]["selector"])
    namespace = service["metadata"]["namespace"]
    return sorted(
        pod["metadata"]["name"]
        for pod in world.store.all("pods")
        if pod["metadata"]["namespace"] == namespace
        and selects.matches(pod["metadata"].get("labels"))
        and pod["status"].get("podIP")
        and is_active(pod)
        and (is_ready(pod) or service["spec"].get("publishNotReadyAddresses"))
    )


def _endpoints(world: World, service: Object) -> list[str]:
    name = service["metadata"]["name"]
    return sorted(
        {
            endpoint["targetRef"]["name"]
            for each in world.store.all("endpointslices.discovery.k8s.io")
            if each["metadata"]["namespace"] == service["metadata"]["namespace"]
            and each["metadata"].get("labels", {}).get("kubernetes.io/service-name") == name
            for endpoint in each.get("endpoints") or ()
            if endpoint.get("targetRef") and endpoint["conditions"].get("ready")
        }
    )


def _over_quota(world: World) -> dict[tuple[str, str, str], int]:
    """By how much counts of pods and config maps are over their quotas."""
    over = {}
    for quota in world.store.all("resourcequotas"):
        namespace = quota["metadata"]["namespace"]
        for key in ("pods", "configmaps"):
            most = quota["spec"].get("hard", {}).get(key)
            if isinstance(most, str) and most.isdigit():
                held = [obj for obj in world.store.all(key) if _counts(obj, namespace)]
                excess = len(held) - int(most)
                over[namespace, quota["metadata"]["name"], key] = max(excess, 0)
    return over


def _counts(obj: Object, namespace: str) -> bool:
    """Pods that have ended take nothing of a quota."""
    ended = obj["kind"] == "Pod" and obj["status"].get("phase") in ("Succeeded", "Failed")
    return obj["metadata"]["namespace"] == namespace and not ended


def _guarded(client: Client, replicas: int, least: int) -> None:
    template = {
        "metadata": {"labels": {"app": "db"}},
        "spec": {"containers": [{"name": "db", "image": "nginx:1.27"}]},
    }
    selector = {"matchLabels": {"app": "db"}}
    spec = {"replicas": replicas, "selector": selector, "template": template}
    set_ = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": "db"}, "spec": spec}
    budget = {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": {"name": "db"},
        "spec": {"minAvailable": least, "selector": selector},
    }
    client.create("replicasets.apps", "team", set_)
    client.create(_PDBS, "team", budget)


def _evict(world: World, pod: Object, least: int) -> None:
    """An eviction that goes through leaves enough pods ready."""
    body = {"metadata": {"name": pod["metadata"]["name"]}}
    try:
        student(world).create("pods", "team", body, pod["metadata"]["name"], "eviction")
    except StatusError as problem:
        assert problem.code in (404, 429, 500), problem
        return
    if not is_ready(pod) or is_terminating(pod):
        return
    left = [
        each
        for each in world.store.all("pods")
        if each["metadata"]["namespace"] == "team" and is_ready(each) and not is_terminating(each)
    ]
    assert len(left) >= least, left
