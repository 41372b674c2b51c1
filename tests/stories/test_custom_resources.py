"""Custom kinds: a cluster learns a kind, keeps its objects as its schema says, and forgets it.

Messages and rules: apiextensions-apiserver (pkg/apis/apiextensions/validation,
pkg/apiserver/validation, pkg/registry/customresource, pkg/controller/status and finalizer) and
kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from cluster_sim.world.kernel.checkpoint import dump, load
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.errors import StatusError
from tests.world.kube.cluster import running, student, system, wait
from tests.world.kube.crontabs import CRDS, CRONTABS, crontab, definition, learned
from tests.world.shell.kubectl.bench import Kubectl, cluster


def test_a_kind_is_named_established_and_then_served() -> None:
    world = running(nodes=1)
    client = student(world)
    with pytest.raises(registry.UnknownResource):
        client.list(CRONTABS)
    client.create(CRDS, "", definition())
    wait(world, 1)
    status = client.get(CRDS, "", CRONTABS)["status"]
    told = [(each["type"], each["status"], each["reason"]) for each in status["conditions"]]
    assert told == [
        ("NamesAccepted", "True", "NoConflicts"),
        ("Established", "True", "InitialNamesAccepted"),
    ]
    assert status["acceptedNames"]["listKind"] == "CronTabList"
    assert status["storedVersions"] == ["v1"]
    assert client.list(CRONTABS)["kind"] == "CronTabList"


def test_two_versions_show_the_same_object() -> None:
    crd = definition()
    first = crd["spec"]["versions"][0]
    beta = {**first, "name": "v1beta1", "storage": False, "additionalPrinterColumns": []}
    crd["spec"]["versions"] = [beta, first]
    world = running(nodes=1)
    client = student(world)
    client.create(CRDS, "", crd)
    wait(world, 1)
    known = registry.of(world)
    assert known.by_name("ct").version == "v1"
    old = known.by_kind("stable.example.com/v1beta1", "CronTab")
    client.create(old.address, "default", {**crontab(), "apiVersion": old.api_version})
    assert client.get(CRONTABS, "default", "my")["apiVersion"] == "stable.example.com/v1"
    assert client.get(old.address, "default", "my")["apiVersion"] == old.api_version
    (item,) = client.list(old.address)["items"]
    assert item["apiVersion"] == old.api_version


def test_users_of_an_old_version_are_told_so() -> None:
    crd = definition()
    (first,) = crd["spec"]["versions"]
    old = {**first, "name": "v1alpha1", "storage": False, "deprecated": True}
    crd["spec"]["versions"] = [first, old]
    heard: list[str] = []
    client = student(running(nodes=1)).hearing(heard.append)
    client.create(CRDS, "", crd)
    wait(client.world, 1)
    client.list("crontabs.v1alpha1.stable.example.com")
    client.list(CRONTABS)
    assert heard == ["stable.example.com/v1alpha1 CronTab is deprecated"]


def test_a_name_that_is_taken_is_not_given_twice() -> None:
    client = learned()
    names = {"plural": "tables", "kind": "Table", "shortNames": ["ct"]}
    other = {**definition(names=names), "metadata": {"name": "tables.stable.example.com"}}
    client.create(CRDS, "", other)
    wait(client.world, 1)
    conditions = client.get(CRDS, "", "tables.stable.example.com")["status"]["conditions"]
    told = [(each["type"], each["status"], each["reason"], each["message"]) for each in conditions]
    assert told == [
        ("NamesAccepted", "False", "ShortNamesConflict", '"ct" is already in use'),
        ("Established", "False", "NotAccepted", "not all names are accepted"),
    ]
    client.delete(CRDS, "", CRONTABS)
    wait(client.world, 10)
    assert registry.of(client.world).by_name("ct").kind == "Table"


def test_a_kind_goes_after_its_objects() -> None:
    client = learned()
    held = crontab("held")
    held["metadata"]["finalizers"] = ["example.com/wait"]
    client.create(CRONTABS, "default", held)
    client.create(CRONTABS, "default", crontab("free"))
    client.delete(CRDS, "", CRONTABS)
    wait(client.world, 1)
    left = [each["metadata"]["name"] for each in client.list(CRONTABS)["items"]]
    assert left == ["held"]
    (terminating,) = [
        each
        for each in client.get(CRDS, "", CRONTABS)["status"]["conditions"]
        if each["type"] == "Terminating"
    ]
    assert terminating["reason"] == "InstanceDeletionInProgress"
    stored = client.get(CRONTABS, "default", "held")
    meta = {**stored["metadata"], "finalizers": []}
    client.update(CRONTABS, "default", {**stored, "metadata": meta})
    wait(client.world, 10)
    with pytest.raises(StatusError, match="not found"):
        client.get(CRDS, "", CRONTABS)
    with pytest.raises(registry.UnknownResource):
        client.list(CRONTABS)


def test_objects_of_a_custom_kind_own_and_are_owned() -> None:
    client = learned()
    owner = client.create(CRONTABS, "default", crontab())
    reference = {
        "apiVersion": owner["apiVersion"],
        "kind": "CronTab",
        "name": "my",
        "uid": owner["metadata"]["uid"],
    }
    for name, key, obj in (
        ("child", CRONTABS, crontab("child")),
        ("data", "configmaps", {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {}}),
    ):
        meta = {"name": name, "ownerReferences": [reference]}
        client.create(key, "default", {**obj, "metadata": meta})
    wait(client.world, 2)
    client.delete(CRONTABS, "default", "my")
    wait(client.world, 2)
    assert client.list(CRONTABS)["items"] == []
    assert client.world.store.get("configmaps", "default", "data") is None


def test_a_namespace_takes_its_custom_objects_along() -> None:
    client = learned()
    client.create("namespaces", "", {"metadata": {"name": "team"}})
    client.create(CRONTABS, "team", crontab())
    client.delete("namespaces", "", "team")
    wait(client.world, 5)
    assert client.list(CRONTABS)["items"] == []
    assert client.world.store.get("namespaces", "", "team") is None


def test_a_fork_and_a_restored_world_know_their_own_kinds() -> None:
    client = learned()
    client.create(CRONTABS, "default", crontab())
    twin = student(client.world.fork())
    twin.delete(CRDS, "", CRONTABS)
    wait(twin.world, 10)
    restored = student(load(system(), dump(client.world)))
    assert len(client.list(CRONTABS)["items"]) == len(restored.list(CRONTABS)["items"]) == 1
    with pytest.raises(registry.UnknownResource):
        twin.list(CRONTABS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"group": "example.com"},
            'metadata.name: Invalid value: "crontabs.stable.example.com": must be '
            'spec.names.plural+"."+spec.group',
        ),
        ({"scope": "World"}, 'spec.scope: Unsupported value: "World": supported values:'),
        (
            {"names": {"plural": "crontabs", "kind": "cron tab"}},
            'spec.names.kind: Invalid value: "cron tab": may have mixed case',
        ),
    ],
)
def test_a_definition_is_looked_at_closely(change: dict[str, Any], said: str) -> None:
    client = student(running(nodes=1))
    with pytest.raises(StatusError) as caught:
        client.create(CRDS, "", definition(**change))
    assert said in str(caught.value)


def test_kubectl_treats_a_custom_kind_as_any_other() -> None:
    kubectl = Kubectl(cluster())
    kubectl.files["crd.yaml"] = yaml.safe_dump(definition())
    kubectl.files["ct.yaml"] = yaml.safe_dump(crontab())
    missing = kubectl.run("apply -f ct.yaml")
    assert missing.err == (
        'error: resource mapping not found for name: "my" namespace: "" from "ct.yaml": no '
        'matches for kind "CronTab" in version "stable.example.com/v1"\n'
        "ensure CRDs are installed first\n"
    )
    kubectl.out("apply -f crd.yaml")
    kubectl.wait(1)
    assert kubectl.out("apply -f ct.yaml") == "crontab.stable.example.com/my created\n"
    kubectl.files["ct.yaml"] = yaml.safe_dump(crontab(mode="fast"))
    assert kubectl.out("apply -f ct.yaml") == "crontab.stable.example.com/my configured\n"
    assert kubectl.out("scale ct/my --replicas=4") == "crontab.stable.example.com/my scaled\n"
    assert kubectl.out("get ct") == (
        "NAME   SPEC        REPLICAS   AGE\nmy     5 0 * * *   4          0s\n"
    )
    assert "cron:1" in kubectl.out("get crontabs.v1.stable.example.com -o wide")
    assert kubectl.out("get ct --field-selector spec.mode=fast -o name") == (
        "crontab.stable.example.com/my\n"
    )
    explained = kubectl.out("explain crontab.spec.mode")
    assert "FIELD: mode <string>\nENUM:\n    fast\n    slow\n" in explained
    assert "crontabs   ct           stable.example.com/v1   true         CronTab" in kubectl.out(
        "api-resources --api-group=stable.example.com"
    )
    assert "stable.example.com/v1\n" in kubectl.out("api-versions")
    assert "Spec:\n  Cron Spec:     5 0 * * *\n" in kubectl.out("describe ct my")
