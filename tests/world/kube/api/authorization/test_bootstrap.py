"""The roles that a cluster starts with, and who has them."""

from __future__ import annotations

import re

import pytest

from cluster_sim.world.kube.api.authorization.authorizer import decide
from cluster_sim.world.kube.api.authorization.bindings import (
    CLUSTER_ROLE_BINDINGS,
    CLUSTER_ROLES,
    ROLE_BINDINGS,
    ROLES,
)
from cluster_sim.world.kube.api.authorization.request import Request
from cluster_sim.world.kube.api.user import ADMIN, ANONYMOUS, AUTHENTICATED, User, account_user
from tests.world.kube.cluster import running, student, wait

EVERYTHING = Request("*", "*", "*")


def test_every_binding_leads_to_a_role() -> None:
    world = running()
    for binding in world.store.all(CLUSTER_ROLE_BINDINGS):
        assert world.store.get(CLUSTER_ROLES, "", binding["roleRef"]["name"]) is not None
    for binding in world.store.all(ROLE_BINDINGS):
        namespace = binding["metadata"]["namespace"]
        assert world.store.get(ROLES, namespace, binding["roleRef"]["name"]) is not None


def test_every_role_is_one_that_the_server_would_take() -> None:
    """As a person's request: decoded strictly and validated."""
    world = running()
    client = student(world)
    for key in (CLUSTER_ROLES, ROLES, CLUSTER_ROLE_BINDINGS, ROLE_BINDINGS):
        for obj in list(world.store.all(key)):
            meta = {"name": f"copy:{obj['metadata']['name']}"}
            namespace = obj["metadata"].get("namespace", "")
            client.create(key, namespace, {**obj, "metadata": meta})


def test_view_is_what_a_real_cluster_has() -> None:
    """Taken from a recording of Kubernetes 1.36 (kubectl get clusterrole view -o yaml)."""
    world = running()
    wait(world, 3)
    view = world.store.get(CLUSTER_ROLES, "", "view")
    assert view is not None
    assert [rule["apiGroups"] for rule in view["rules"]] == [
        *([""], [""], [""], ["", "events.k8s.io"], ["discovery.k8s.io"], ["apps"]),
        *(["autoscaling"], ["batch"], ["extensions"], ["policy"], ["networking.k8s.io"]),
        ["resource.k8s.io"],
    ]
    assert all(rule["verbs"] == ["get", "list", "watch"] for rule in view["rules"])
    every = [name for rule in view["rules"] for name in rule["resources"]]
    assert "secrets" not in every and "pods/exec" not in every


@pytest.mark.parametrize(
    ("role", "can", "cannot"),
    [
        ("view", "get pods", "get secrets"),
        ("edit", "create deployments.apps", "create roles.rbac.authorization.k8s.io"),
        ("admin", "create roles.rbac.authorization.k8s.io", "update resourcequotas"),
    ],
)
def test_what_the_everyday_roles_allow(role: str, can: str, cannot: str) -> None:
    world = running()
    wait(world, 3)
    binding = {
        "metadata": {"name": "b"},
        "roleRef": {"kind": "ClusterRole", "name": role},
        "subjects": [{"kind": "User", "name": "jane"}],
    }
    student(world).create(ROLE_BINDINGS, "default", binding)
    for line, expected in ((can, True), (cannot, False)):
        verb, resource, group = re.match(r"(\w+) (\w+)\.?(.*)", line).groups()  # type: ignore[union-attr]
        request = Request(verb, group, resource, namespace="default")
        assert decide(world, User("jane", (AUTHENTICATED,)), request).allowed is expected


def test_who_may_do_everything_and_who_next_to_nothing() -> None:
    world = running()
    assert decide(world, ADMIN, EVERYTHING).reason == (
        'RBAC: allowed by ClusterRoleBinding "kubeadm:cluster-admins" of ClusterRole '
        '"cluster-admin" to Group "kubeadm:cluster-admins"'
    )
    health, discovery = Request("get", path="/healthz"), Request("get", path="/apis/apps/v1")
    robot = account_user("default", "default")
    for user, sees in ((ANONYMOUS, False), (robot, True)):
        assert not decide(world, user, Request("list", resource="pods")).allowed
        assert decide(world, user, health).allowed
        assert decide(world, user, discovery).allowed is sees
