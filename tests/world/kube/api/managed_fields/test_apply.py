"""Server-side apply, as kubernetes.io/docs/reference/using-api/server-side-apply tells it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.verbs.patch import APPLY, JSON, MERGE
from cluster_sim.world.kube.client import Client
from tests.world.kube.cluster import DEPLOYMENTS, deployment, running, student, wait

# Of a real 1.36.2 control plane: a Deployment that kubectl applied and its controller looked at.
_SPEC_OWNED = {
    "f:progressDeadlineSeconds": {},
    "f:replicas": {},
    "f:revisionHistoryLimit": {},
    "f:selector": {},
    "f:strategy": {
        "f:rollingUpdate": {".": {}, "f:maxSurge": {}, "f:maxUnavailable": {}},
        "f:type": {},
    },
    "f:template": {
        "f:metadata": {"f:labels": {".": {}, "f:app": {}}},
        "f:spec": {
            "f:containers": {
                'k:{"name":"nginx"}': {
                    ".": {},
                    "f:image": {},
                    "f:imagePullPolicy": {},
                    "f:name": {},
                    "f:resources": {},
                    "f:terminationMessagePath": {},
                    "f:terminationMessagePolicy": {},
                }
            },
            "f:dnsPolicy": {},
            "f:restartPolicy": {},
            "f:schedulerName": {},
            "f:securityContext": {},
            "f:terminationGracePeriodSeconds": {},
        },
    },
}
_CONDITION = {
    ".": {},
    "f:lastTransitionTime": {},
    "f:lastUpdateTime": {},
    "f:message": {},
    "f:reason": {},
    "f:status": {},
    "f:type": {},
}


@pytest.fixture
def world() -> World:
    return running(1)


def config(**data: str) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "cfg"}, "data": data}


def apply(client: Client, obj: dict[str, Any], force: bool = False) -> dict[str, Any]:
    key = DEPLOYMENTS if obj["kind"] == "Deployment" else "configmaps"
    return client.patch(key, "default", obj["metadata"]["name"], obj, APPLY, force=force)


def managers(obj: dict[str, Any]) -> dict[tuple[str, str, str], Any]:
    return {
        (each["manager"], each["operation"], each.get("subresource", "")): each["fieldsV1"]
        for each in obj["metadata"].get("managedFields", ())
    }


def refusal(problem: pytest.ExceptionInfo[StatusError]) -> tuple[int, str]:
    return problem.value.code, str(problem.value)


def test_the_managers_of_a_deployment_are_those_of_a_real_one(world: World) -> None:
    student(world).managed_by("kubectl-create").create(DEPLOYMENTS, "default", deployment())
    wait(world, 20)
    entries = student(world).get(DEPLOYMENTS, "default", "web")["metadata"]["managedFields"]
    assert [entry["manager"] for entry in entries] == ["kubectl-create", "kube-controller-manager"]
    assert entries[0]["fieldsV1"] == {"f:spec": _SPEC_OWNED}
    assert entries[1]["subresource"] == "status"
    owned = entries[1]["fieldsV1"]
    assert owned["f:metadata"] == {
        "f:annotations": {".": {}, "f:deployment.kubernetes.io/revision": {}}
    }
    assert owned["f:status"]["f:conditions"] == {
        ".": {},
        'k:{"type":"Available"}': _CONDITION,
        'k:{"type":"Progressing"}': _CONDITION,
    }
    assert [entry["time"] for entry in entries] == sorted(entry["time"] for entry in entries)


def test_what_the_cluster_makes_for_itself_is_not_tracked(world: World) -> None:
    student(world).create(DEPLOYMENTS, "default", deployment())
    wait(world, 20)
    pods = student(world).list("pods", "default")["items"]
    assert pods
    assert all("managedFields" not in pod["metadata"] for pod in pods)


def test_applying_creates_and_applying_again_changes_nothing(world: World) -> None:
    client = student(world).managed_by("alice")
    made = apply(client, config(a="1"))
    assert managers(made) == {("alice", "Apply", ""): {"f:data": {"f:a": {}}}}
    wait(world, 5)
    before = world.revision
    assert apply(client, config(a="1")) == made
    assert world.revision == before


def test_an_applier_needs_a_name(world: World) -> None:
    with pytest.raises(StatusError) as problem:
        apply(student(world), config(a="1"))
    assert refusal(problem) == (
        422,
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: '
        "is required for apply patch",
    )


def test_who_changes_what_another_manages_is_told_so(world: World) -> None:
    client = student(world).managed_by("kubectl-client-side-apply")
    client.create(DEPLOYMENTS, "default", deployment())
    with pytest.raises(StatusError) as problem:
        apply(student(world).managed_by("alice"), deployment(replicas=5))
    assert refusal(problem) == (
        409,
        'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps/v1: '
        ".spec.replicas",
    )
    assert problem.value.status["details"]["causes"] == [
        {
            "reason": "FieldManagerConflict",
            "message": 'conflict with "kubectl-client-side-apply" using apps/v1',
            "field": ".spec.replicas",
        }
    ]
    forced = apply(student(world).managed_by("alice"), deployment(replicas=5), force=True)
    assert forced["spec"]["replicas"] == 5
    found = managers(forced)
    assert "f:replicas" in found["alice", "Apply", ""]["f:spec"]
    assert "f:replicas" not in found["kubectl-client-side-apply", "Update", ""]["f:spec"]


def test_several_conflicts_are_listed_by_manager(world: World) -> None:
    apply(student(world).managed_by("alice"), config(a="1", b="1"))
    apply(student(world).managed_by("bob"), config(c="1"))
    with pytest.raises(StatusError) as problem:
        apply(student(world).managed_by("carl"), config(a="2", b="2", c="2"))
    assert str(problem.value) == (
        'Apply failed with 3 conflicts: conflicts with "alice":\n- .data.a\n- .data.b\n'
        'conflicts with "bob":\n- .data.c'
    )


def test_a_value_that_is_the_same_is_shared(world: World) -> None:
    apply(student(world).managed_by("alice"), config(a="1"))
    shared = apply(student(world).managed_by("bob"), config(a="1"))
    assert [who for who, _, _ in managers(shared)] == ["alice", "bob"]
    left = apply(student(world).managed_by("alice"), config())
    assert left["data"] == {"a": "1"}, "bob still wants it"
    gone = apply(student(world).managed_by("bob"), config())
    assert "data" not in gone


def test_what_an_applier_gives_up_goes_and_what_others_set_stays(world: World) -> None:
    client = student(world).managed_by("alice")
    apply(client, config(a="1", b="1"))
    student(world).managed_by("bob").patch(
        "configmaps", "default", "cfg", {"data": {"c": "1"}}, MERGE
    )
    assert apply(client, config(a="1"))["data"] == {"a": "1", "c": "1"}


def test_lists_are_merged_by_the_keys_of_their_elements(world: World) -> None:
    apply(student(world).managed_by("alice"), deployment())
    injected = copy.deepcopy(deployment())
    injected["spec"] = {
        "template": {"spec": {"containers": [{"name": "sidecar", "image": "busybox"}]}}
    }
    both = apply(student(world).managed_by("mesh"), injected)
    names = [each["name"] for each in both["spec"]["template"]["spec"]["containers"]]
    assert sorted(names) == ["nginx", "sidecar"]
    again = apply(student(world).managed_by("alice"), deployment(replicas=4))
    names = [each["name"] for each in again["spec"]["template"]["spec"]["containers"]]
    assert sorted(names) == ["nginx", "sidecar"]
    empty = {**injected, "spec": {}}
    without = apply(student(world).managed_by("mesh"), empty)
    names = [each["name"] for each in without["spec"]["template"]["spec"]["containers"]]
    assert names == ["nginx"]


def test_an_update_takes_a_field_over_without_asking(world: World) -> None:
    apply(student(world).managed_by("alice"), config(a="1"))
    body = {"data": {"a": "2"}}
    changed = student(world).managed_by("bob").patch("configmaps", "default", "cfg", body, MERGE)
    assert [who for who, _, _ in managers(changed)] == ["bob"]
    with pytest.raises(StatusError, match=r'conflict with "bob" using v1: \.data\.a'):
        apply(student(world).managed_by("alice"), config(a="1"))


def test_before_anybody_applied_everything_is_one_managers(world: World) -> None:
    Client(world, "somebody").create("configmaps", "default", config(a="1"))
    with pytest.raises(StatusError, match=r'"before-first-apply" using v1: \.data\.a'):
        apply(student(world).managed_by("alice"), config(a="2"))
    assert len(managers(apply(student(world).managed_by("alice"), config(a="1")))) == 2


def test_fields_that_a_kind_does_not_have_cannot_be_applied(world: World) -> None:
    wrong = deployment(replicas="many", colour="red")
    wrong["spec"]["template"]["spec"]["containers"][0]["image"] = 5
    with pytest.raises(StatusError) as problem:
        apply(student(world).managed_by("alice"), wrong)
    assert str(problem.value) == (
        "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): errors:\n"
        "  .spec.colour: field not declared in schema\n"
        "  .spec.replicas: expected numeric (int or float), got string\n"
        '  .spec.template.spec.containers[name="nginx"].image: expected string, got '
        "&value.valueUnstructured{Value:5}"
    )


def test_the_status_is_applied_through_its_own_door(world: World) -> None:
    apply(student(world).managed_by("alice"), deployment())
    status = {**deployment(), "status": {"replicas": 7}}
    del status["spec"]
    client = student(world).managed_by("monitor")
    made = client.patch(DEPLOYMENTS, "default", "web", status, APPLY, "status")
    assert made["status"]["replicas"] == 7
    assert managers(made)["monitor", "Apply", "status"] == {"f:status": {"f:replicas": {}}}
    assert made["metadata"]["generation"] == 1
    ignored = apply(student(world).managed_by("alice"), {**deployment(), "status": {"replicas": 9}})
    assert ignored["status"]["replicas"] == 7


def test_managers_can_be_forgotten(world: World) -> None:
    apply(student(world).managed_by("alice"), config(a="1"))
    body = [{"op": "replace", "path": "/metadata/managedFields", "value": [{}]}]
    made = student(world).patch("configmaps", "default", "cfg", body, JSON)
    assert "managedFields" not in made["metadata"]


def test_the_oldest_of_many_updaters_are_put_together(world: World) -> None:
    student(world).managed_by("first").create("configmaps", "default", config(a="1"))
    for number in range(12):
        wait(world, 1)
        client = student(world).managed_by(f"hand-{number}")
        body = {"data": {f"k{number}": "1"}}
        made = client.patch("configmaps", "default", "cfg", body, MERGE)
    found = managers(made)
    assert len(found) == 10
    assert "f:a" in found["ancient-changes", "Update", ""]["f:data"]
