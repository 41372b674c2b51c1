"""Verbs that change things in ways of their own: overrides, versions, editors, memory."""

from __future__ import annotations

import pytest

from tests.fidelity.exercises.lab import new_world
from tests.world.shell.kubectl.bench import Kubectl, cluster
from tests.world.shell.student import Student

MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: b}\n"


@pytest.fixture
def kubectl() -> Kubectl:
    return Kubectl(cluster(1))


def test_what_is_not_there_need_not_be_deleted(kubectl: Kubectl) -> None:
    assert kubectl.out("delete pod nobody --ignore-not-found") == ""
    assert kubectl.out("get pod nobody --ignore-not-found") == ""
    assert "not found" in kubectl.run("delete pod nobody").err


def test_nothing_is_done_to_another_version(kubectl: Kubectl) -> None:
    kubectl.out("create deployment web --image=nginx")
    assert (
        "Expected resource version to be 1"
        in kubectl.run("scale deploy web --replicas=2 --resource-version=1").err
    )
    told = kubectl.run("label deploy web a=b --resource-version=1").err
    assert told.startswith("Error from server (Conflict)")
    assert kubectl.out("get deploy web -o jsonpath={.spec.replicas}{.metadata.labels}") == (
        '1{"app":"web"}'
    )


@pytest.mark.parametrize(
    ("kind", "patch"),
    [
        ("strategic", '{"spec": {"containers": [{"name": "a", "workingDir": "/x"}]}}'),
        ("json", '[{"op": "add", "path": "/spec/containers/0/workingDir", "value": "/x"}]'),
    ],
)
def test_a_pod_is_run_with_overrides(kubectl: Kubectl, kind: str, patch: str) -> None:
    line = f"run a --image=nginx --override-type={kind} --overrides='{patch}'"
    assert kubectl.out(line) == "pod/a created\n"
    shown = kubectl.out("get pod a -o jsonpath='{.spec.containers[*].image} {..workingDir}'")
    assert shown == "nginx /x"


def test_a_selector_of_its_own_for_what_is_exposed(kubectl: Kubectl) -> None:
    kubectl.out("create deployment web --image=nginx")
    kubectl.out("expose deploy web --port=80 --selector=a=b")
    assert kubectl.out("get svc web -o jsonpath={.spec.selector}") == '{"a":"b"}'
    kubectl.out("set selector svc web c=d")
    assert kubectl.out("get svc web -o jsonpath={.spec.selector}") == '{"c":"d"}'


def test_what_was_applied_last_is_viewed_and_set(kubectl: Kubectl) -> None:
    kubectl.files = {"c.yaml": MAP}
    kubectl.out("create -f c.yaml")
    assert "no last-applied-configuration" in kubectl.run("apply view-last-applied cm c").err
    assert "--create-annotation" in kubectl.run("apply set-last-applied -f c.yaml").err
    kubectl.out("apply set-last-applied -f c.yaml --create-annotation")
    assert "a: b" in kubectl.out("apply view-last-applied cm c")
    told = kubectl.out("apply set-last-applied -f c.yaml")
    assert told == "set-last-applied c: no changes required.\n"


def test_a_refusal_names_what_was_to_be_made(kubectl: Kubectl) -> None:
    kubectl.out("create deployment web --image=nginx")
    told = 'error: failed to create deployment: deployments.apps "web" already exists\n'
    assert kubectl.run("create deployment web --image=nginx").err == told
    # These leave the server's words alone (create_namespace.go, create_role.go).
    assert kubectl.run("create namespace default").err.startswith("Error from server (Already")


def test_objects_are_edited_by_the_editor_named() -> None:
    student = Student(new_world())
    student.run("kubectl create deployment web --image=nginx")
    told = student.run("KUBE_EDITOR='sed -i s/nginx/httpd/' kubectl edit deploy web")
    assert "deployment.apps/web edited" in told
    told = student.run("KUBE_EDITOR=true kubectl edit deploy web")
    assert "Edit cancelled, no changes made." in told
    told = student.run("KUBE_EDITOR='sed -i s/replicas/replica/' kubectl edit deploy web")
    assert "error: Edit cancelled, no valid changes were saved." in told
    assert student.run("kubectl get deploy web -o jsonpath={..image}").strip() == "httpd"
    assert "KUBE_EDITOR" in student.run("kubectl edit deploy web")


def test_the_servers_paths_are_asked(kubectl: Kubectl) -> None:
    assert kubectl.out("get --raw /healthz") == "ok"
    assert kubectl.out("get --raw /api/v1/namespaces/default").startswith(
        '{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"default"'
    )
    assert "NotFound" in kubectl.run("get --raw /nowhere").err
