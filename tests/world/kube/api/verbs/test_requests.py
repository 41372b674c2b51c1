"""What the options of a request do: validation of fields, dry runs, names, preconditions."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions, options_of
from cluster_sim.world.kube.api.verbs.patch import JSON, MERGE
from tests.world.kube.cluster import DEPLOYMENTS, deployment, running, student, wait

PDB = {
    "apiVersion": "policy/v1",
    "kind": "PodDisruptionBudget",
    "metadata": {"name": "db"},
    "spec": {"minAvailable": 1, "selector": {"matchLabels": {"app": "db"}}},
}


@pytest.fixture
def world() -> World:
    return running(1)


def config(name: str = "cfg", **data: str) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data}


def test_unknown_fields_are_refused_told_or_dropped(world: World) -> None:
    heard: list[str] = []
    client = student(world).hearing(heard.append)
    wrong = deployment(colour="red")
    with pytest.raises(StatusError, match=r'strict decoding error: unknown field "spec\.colour"'):
        client.create(DEPLOYMENTS, "default", wrong)
    client.validating("Ignore").dry().create(DEPLOYMENTS, "default", wrong)
    assert heard == []
    made = client.validating("Warn").create(DEPLOYMENTS, "default", wrong)
    assert heard == ['unknown field "spec.colour"']
    assert "colour" not in made["spec"]
    with pytest.raises(StatusError, match='Unsupported value: "Maybe": supported values'):
        client.validating("Maybe").create(DEPLOYMENTS, "default", wrong)


def test_a_patch_with_unknown_fields_is_at_fault(world: World) -> None:
    client = student(world)
    client.create(DEPLOYMENTS, "default", deployment())
    with pytest.raises(StatusError) as problem:
        client.patch(DEPLOYMENTS, "default", "web", {"spec": {"colour": "red"}})
    assert str(problem.value) == (
        ' "" is invalid: patch: Invalid value: "map[spec:map[colour:red]]": strict decoding '
        'error: unknown field "spec.colour"'
    )
    with pytest.raises(StatusError, match="unrecognized type: int32"):
        client.patch(DEPLOYMENTS, "default", "web", {"spec": {"replicas": "many"}})
    with pytest.raises(StatusError, match="cannot unmarshal string into Go struct field"):
        client.patch(DEPLOYMENTS, "default", "web", {"spec": {"replicas": "many"}}, MERGE)
    gone = [{"op": "remove", "path": "/spec/nothing"}]
    with pytest.raises(StatusError, match="the server rejected our request due to an error"):
        client.patch(DEPLOYMENTS, "default", "web", gone, JSON)
    with pytest.raises(StatusError, match="the body of the request was in an unknown format") as no:
        client.patch(DEPLOYMENTS, "default", "web", {}, "text/plain")
    assert no.value.code == 415


def test_a_dry_run_of_any_verb_changes_nothing(world: World) -> None:
    client = student(world)
    client.create(DEPLOYMENTS, "default", deployment(replicas=1))
    wait(world, 20)
    before, trial = world.revision, client.dry()
    assert trial.scale(DEPLOYMENTS, "default", "web", 4)["spec"]["replicas"] == 4
    trial.patch(DEPLOYMENTS, "default", "web", {"metadata": {"labels": {"a": "b"}}})
    trial.patch(DEPLOYMENTS, "default", "web", {"status": {"replicas": 0}}, MERGE, "status")
    trial.delete(DEPLOYMENTS, "default", "web", DeleteOptions(propagation="Foreground"))
    trial.delete_collection("pods", "default")
    name = client.list("pods", "default")["items"][0]["metadata"]["name"]
    trial.evict("default", name)
    assert world.revision == before


def test_names_are_made_up_until_one_is_free(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = student(world)
    asked = config()
    asked["metadata"] = {"generateName": "cfg-"}
    first = client.create("configmaps", "default", asked)["metadata"]
    assert first["name"].startswith("cfg-")
    assert first["generateName"] == "cfg-"
    drawn = iter([0, 0, 0, 1, *[0, 1] * 4])
    monkeypatch.setattr(type(world.chance), "below", lambda *_: next(drawn))
    one = client.create("configmaps", "default", asked)["metadata"]["name"]
    other = client.create("configmaps", "default", asked)["metadata"]["name"]
    assert one != other
    with pytest.raises(StatusError) as problem:
        client.create("configmaps", "default", asked)
    assert str(problem.value) == (
        f'configmaps "{other}" already exists, the server was not able to generate a unique name '
        "for the object"
    )
    assert problem.value.reason == "AlreadyExists"


def test_some_kinds_are_only_replaced_by_who_has_read_them(world: World) -> None:
    client = student(world)
    client.create("configmaps", "default", config(a="1"))
    assert client.update("configmaps", "default", config(a="2"))["data"] == {"a": "2"}
    client.create("poddisruptionbudgets.policy", "default", PDB)
    with pytest.raises(StatusError) as problem:
        client.update("poddisruptionbudgets.policy", "default", PDB)
    assert str(problem.value) == (
        'poddisruptionbudgets.policy "db" is invalid: metadata.resourceVersion: Invalid value: 0: '
        "must be specified for an update"
    )


def test_the_name_in_the_body_is_the_name_in_the_address(world: World) -> None:
    client = student(world)
    client.create("configmaps", "default", config())
    with pytest.raises(StatusError) as problem:
        client.update("configmaps", "default", config("other"), "cfg")
    assert str(problem.value) == (
        "the name of the object (other) does not match the name on the URL (cfg)"
    )
    elsewhere = config()
    elsewhere["metadata"]["namespace"] = "kube-system"
    with pytest.raises(StatusError, match="the namespace of the provided object does not match"):
        client.update("configmaps", "default", elsewhere)


def test_what_identifies_an_object_stays(world: World) -> None:
    client = student(world)
    made = client.create("configmaps", "default", config())
    changed = {**made["metadata"], "creationTimestamp": "2001-01-01T00:00:00Z", "generation": 9}
    after = client.update("configmaps", "default", {**made, "metadata": changed})
    assert after["metadata"] == made["metadata"]
    with pytest.raises(StatusError, match="Precondition failed: UID in precondition: another"):
        client.update(
            "configmaps", "default", {**made, "metadata": {"name": "cfg", "uid": "another"}}
        )


def test_preconditions_are_told_in_the_servers_words(world: World) -> None:
    client = student(world)
    made = client.create("configmaps", "default", config())["metadata"]
    with pytest.raises(StatusError) as problem:
        client.delete("configmaps", "default", "cfg", DeleteOptions(resource_version="1"))
    assert str(problem.value) == (
        'Operation cannot be fulfilled on configmaps "cfg": Precondition failed: ResourceVersion '
        f"in precondition: 1, ResourceVersion in object meta: {made['resourceVersion']}"
    )
    client.delete("configmaps", "default", "cfg", DeleteOptions(uid=made["uid"]))


def test_options_of_a_deletion_must_make_sense() -> None:
    options = options_of(
        {
            "gracePeriodSeconds": 5,
            "orphanDependents": True,
            "preconditions": {"uid": "u"},
            "dryRun": ["All"],
        }
    )
    assert options == DeleteOptions(5, "Orphan", "u", "", dry_run=True)
    with pytest.raises(StatusError, match='Unsupported value: "Upwards": supported values'):
        options_of({"propagationPolicy": "Upwards"})
    with pytest.raises(StatusError, match="cannot be both set"):
        options_of({"propagationPolicy": "Orphan", "orphanDependents": True})


def test_a_collection_goes_as_its_selector_says(world: World) -> None:
    client = student(world)
    for name in ("a", "b", "c"):
        made = config(name)
        made["metadata"]["labels"] = {"keep": str(name == "c")}
        client.create("configmaps", "default", made)
    gone = client.delete_collection("configmaps", "default", labels="keep=False")
    assert [each["metadata"]["name"] for each in gone["items"]] == ["a", "b"]
    left = [each["metadata"]["name"] for each in client.list("configmaps", "default")["items"]]
    assert "c" in left
    assert "a" not in left
    with pytest.raises(StatusError, match="does not allow this method"):
        client.delete_collection("namespaces")
