"""StatefulSets: pods with a name of their own, one after the other, whatever people do to them."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.pod_state import is_ready
from tests.world.kube.cluster import messages, pods, running, student, wait

STATEFULSETS, REVISIONS = "statefulsets.apps", "controllerrevisions.apps"
CLAIMS = "persistentvolumeclaims"
CREATED = ["Create Pod web-0 in StatefulSet web successful"]


def stateful_set(name: str = "web", replicas: int = 3, **spec: Any) -> dict[str, Any]:
    """A StatefulSet of nginx whose pods go at once when they are asked to."""
    labels = {"app": name}
    template = {
        "metadata": {"labels": labels},
        "spec": {
            "containers": [{"name": "nginx", "image": "nginx:1.25"}],
            "terminationGracePeriodSeconds": 5,
        },
    }
    body = {"serviceName": name, "selector": {"matchLabels": labels}, "template": template}
    return {
        "apiVersion": "apps/v1",
        "kind": "StatefulSet",
        "metadata": {"name": name},
        "spec": {"replicas": replicas, **body, **spec},
    }


def image(text: str) -> dict[str, Any]:
    return {"spec": {"template": {"spec": {"containers": [{"name": "nginx", "image": text}]}}}}


def created(seconds: float = 30, **options: Any) -> World:
    world = running()
    student(world).create(STATEFULSETS, "default", stateful_set(**options))
    wait(world, seconds)
    return world


def patched(world: World, body: dict[str, Any]) -> None:
    student(world).patch(STATEFULSETS, "default", "web", body)


def names(world: World) -> list[str]:
    return sorted(pod["metadata"]["name"] for pod in pods(world))


def status(world: World) -> dict[str, Any]:
    stored = world.store.get(STATEFULSETS, "default", "web")
    assert stored is not None
    found: dict[str, Any] = stored["status"]
    return found


def images(world: World) -> dict[str, str]:
    return {pod["metadata"]["name"]: pod["spec"]["containers"][0]["image"] for pod in pods(world)}


def revisions(world: World) -> dict[str, int]:
    return {each["metadata"]["name"]: each["revision"] for each in world.store.all(REVISIONS)}


def pod_changes(world: World) -> list[Change]:
    found = world.history.changes
    return [each for each in found if each.key[:2] == ("pods", "default")]


def test_a_set_has_the_revision_that_the_real_one_has() -> None:
    """The name is the one of a real 1.36.2 for this template: the hash is exact."""
    world = running()
    body = stateful_set()
    body["spec"]["template"]["spec"]["containers"][0]["ports"] = [{"containerPort": 80}]
    student(world).create(STATEFULSETS, "default", body)
    wait(world, 1)
    assert revisions(world) == {"web-74dcc6bc46": 1}


def test_pods_know_who_they_are() -> None:
    world = created(replicas=1)
    (pod,) = pods(world)
    assert (pod["spec"]["hostname"], pod["spec"]["subdomain"]) == ("web-0", "web")
    assert pod["metadata"]["labels"] == {
        "app": "web",
        "apps.kubernetes.io/pod-index": "0",
        "controller-revision-hash": status(world)["updateRevision"],
        "statefulset.kubernetes.io/pod-name": "web-0",
    }
    assert messages(world, "SuccessfulCreate") == CREATED


def test_ordinals_may_begin_anywhere() -> None:
    assert names(created(replicas=2, ordinals={"start": 5})) == ["web-5", "web-6"]


def test_in_parallel_nobody_waits() -> None:
    world = running()
    body = stateful_set(podManagementPolicy="Parallel")
    student(world).create(STATEFULSETS, "default", body)
    wait(world, 0.1)
    assert names(world) == ["web-0", "web-1", "web-2"]


def test_on_delete_waits_for_the_deletion() -> None:
    world = created(updateStrategy={"type": "OnDelete"})
    patched(world, image("nginx:1.26"))
    wait(world, 30)
    assert set(images(world).values()) == {"nginx:1.25"}
    student(world).delete("pods", "default", "web-1")
    wait(world, 30)
    assert images(world) == {"web-0": "nginx:1.25", "web-1": "nginx:1.26", "web-2": "nginx:1.25"}


def test_several_may_be_missed_when_the_set_says_so() -> None:
    rolling = {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 2}}
    world = created(replicas=4, updateStrategy=rolling)
    patched(world, image("nginx:1.26"))
    wait(world, 0.1)
    assert names(world) == ["web-0", "web-1"]
    wait(world, 60)
    assert set(images(world).values()) == {"nginx:1.26"}


def test_a_pod_must_have_been_ready_for_a_while_before_the_next_one_comes() -> None:
    world = created(seconds=8, replicas=2, minReadySeconds=10)
    assert names(world) == ["web-0"]
    assert (status(world)["readyReplicas"], status(world)["availableReplicas"]) == (1, 0)
    wait(world, 10)
    assert names(world) == ["web-0", "web-1"]


def test_the_oldest_revisions_are_forgotten() -> None:
    world = created(replicas=1, revisionHistoryLimit=2)
    for number in range(6):
        patched(world, image(f"nginx:1.{number}"))
        wait(world, 20)
    assert sorted(revisions(world).values()) == [5, 6, 7]


def test_an_old_template_becomes_the_newest_revision_again() -> None:
    world = created(replicas=1)
    first = status(world)["updateRevision"]
    patched(world, image("nginx:1.26"))
    wait(world, 20)
    patched(world, image("nginx:1.25"))
    wait(world, 20)
    assert status(world)["currentRevision"] == first
    assert revisions(world)[first] == 3


def test_a_failed_pod_is_made_again_under_its_name() -> None:
    world = created(replicas=1)
    (pod,) = pods(world)
    failed = {**pod, "status": {**pod["status"], "phase": "Failed"}}
    student(world).update_status("pods", failed)
    wait(world, 30)
    (after,) = pods(world)
    assert after["metadata"]["uid"] != pod["metadata"]["uid"]
    assert messages(world, "SuccessfulDelete") == ["Delete Pod web-0 in StatefulSet web successful"]


def test_orphans_are_adopted_with_their_history() -> None:
    world = created()
    before = {pod["metadata"]["name"]: pod["metadata"]["uid"] for pod in pods(world)}
    student(world).delete(STATEFULSETS, "default", "web", DeleteOptions(propagation="Orphan"))
    wait(world, 5)
    assert len(pods(world)) == 3
    student(world).create(STATEFULSETS, "default", stateful_set())
    wait(world, 5)
    assert {pod["metadata"]["name"]: pod["metadata"]["uid"] for pod in pods(world)} == before
    assert len(revisions(world)) == 1
    assert status(world)["readyReplicas"] == 3


def test_a_pod_on_a_silent_node_has_no_twin_until_somebody_gives_it_up() -> None:
    """docs/tasks/run-application/force-delete-stateful-set-pod: the name may still be in use."""
    world = created()
    lost = next(pod for pod in pods(world) if pod["metadata"]["name"] == "web-1")
    host = lost["spec"]["nodeName"].replace("noeud", "baie")
    world.command("power-off", {"host": host}, "student")
    wait(world, 900)
    assert names(world) == ["web-0", "web-2"]
    student(world).delete("pods", "default", "web-1", DeleteOptions(grace_seconds=0))
    wait(world, 60)
    assert names(world) == ["web-0", "web-1", "web-2"]
    assert status(world)["readyReplicas"] == 3


def claimed(**policy: str) -> World:
    template = {
        "metadata": {"name": "www"},
        "spec": {
            "accessModes": ["ReadWriteOnce"],
            "resources": {"requests": {"storage": "1Gi"}},
        },
    }
    spec: dict[str, Any] = {"volumeClaimTemplates": [template], "podManagementPolicy": "Parallel"}
    if policy:
        spec["persistentVolumeClaimRetentionPolicy"] = policy
    return created(seconds=5, **spec)


def claims(world: World) -> list[str]:
    return sorted(each["metadata"]["name"] for each in world.store.all(CLAIMS))


def test_claims_outlive_pods_and_sets() -> None:
    world = claimed()
    assert claims(world) == ["www-web-0", "www-web-1", "www-web-2"]
    wanted = "Create Claim www-web-0 Pod web-0 in StatefulSet web success"
    assert wanted in messages(world, "SuccessfulCreate")
    patched(world, {"spec": {"replicas": 1}})
    wait(world, 60)
    student(world).delete(STATEFULSETS, "default", "web")
    wait(world, 60)
    assert pods(world) == []
    assert len(claims(world)) == 3


def test_claims_go_with_what_is_scaled_away() -> None:
    world = claimed(whenScaled="Delete")
    patched(world, {"spec": {"replicas": 1}})
    wait(world, 60)
    assert claims(world) == ["www-web-0"]
    patched(world, {"spec": {"replicas": 2}})
    wait(world, 60)
    assert claims(world) == ["www-web-0", "www-web-1"]


def test_claims_go_with_the_set() -> None:
    world = claimed(whenDeleted="Delete")
    patched(world, {"spec": {"replicas": 1}})
    wait(world, 60)
    assert len(claims(world)) == 3
    student(world).delete(STATEFULSETS, "default", "web")
    wait(world, 60)
    assert claims(world) == []


DEEDS = st.one_of(
    st.tuples(st.just("scale"), st.integers(0, 4)),
    st.tuples(st.just("image"), st.integers(24, 27)),
    st.tuples(st.just("partition"), st.integers(0, 3)),
    st.tuples(st.just("kill"), st.integers(0, 3)),
    st.tuples(st.just("wait"), st.integers(1, 30)),
)


def do(world: World, deed: tuple[str, int]) -> None:
    what, number = deed
    if what == "scale":
        student(world).scale(STATEFULSETS, "default", "web", number)
    elif what == "image":
        patched(world, image(f"nginx:1.{number}"))
    elif what == "partition":
        rolling = {"rollingUpdate": {"partition": number}}
        patched(world, {"spec": {"updateStrategy": rolling}})
    elif what == "kill":
        try:
            student(world).delete("pods", "default", f"web-{number}")
        except StatusError as gone:
            assert gone.reason == "NotFound"
    wait(world, number if what == "wait" else 0.3)


def lived(deeds: list[tuple[str, int]], **spec: Any) -> World:
    world = created(**spec)
    for deed in deeds:
        do(world, deed)
    wait(world, 240)
    return world


def assert_in_order(world: World) -> None:
    """At each birth of a pod all those before it were ready."""
    alive: dict[str, dict[str, Any]] = {}
    for change in pod_changes(world):
        name = change.key.name
        if change.old is None:
            before = [f"web-{number}" for number in range(int(name.removeprefix("web-")))]
            for each in before:
                assert each in alive, (each, name)
                assert is_ready(alive[each]), (each, name)
                assert not is_terminating(alive[each]), (each, name)
        if change.new is None:
            del alive[name]
        else:
            alive[name] = change.new


@settings(max_examples=12, deadline=None)
@given(st.lists(DEEDS, max_size=8))
def test_pods_come_in_order_and_in_the_end_all_is_as_asked(deeds: list[tuple[str, int]]) -> None:
    world = lived(deeds)
    assert_in_order(world)
    stored = world.store.get(STATEFULSETS, "default", "web")
    assert stored is not None
    wanted = stored["spec"]["replicas"]
    assert names(world) == [f"web-{number}" for number in range(wanted)]
    assert status(world)["replicas"] == wanted
    assert status(world).get("readyReplicas", 0) == wanted
    partition = stored["spec"]["updateStrategy"]["rollingUpdate"]["partition"]
    new = stored["spec"]["template"]["spec"]["containers"][0]["image"]
    updated = [images(world)[f"web-{number}"] for number in range(partition, wanted)]
    assert set(updated) <= {new}


@settings(max_examples=6, deadline=None)
@given(st.lists(DEEDS, max_size=6))
def test_the_same_deeds_give_the_same_history(deeds: list[tuple[str, int]]) -> None:
    once, again = (lived(deeds, podManagementPolicy="Parallel") for _ in range(2))
    assert once.history.changes == again.history.changes


def test_two_billion_pods_are_asked_for_and_as_many_made_as_there_may_be():
    world = running()
    world.remember("limits")["pods"] = len(world.store.table("pods")) + 20
    most = 2**31 - 1
    wanted = stateful_set(replicas=most, podManagementPolicy="Parallel", ordinals={"start": most})
    student(world).create(STATEFULSETS, "default", wanted)
    wait(world, 30)
    assert names(world) == [f"web-{most + number}" for number in range(20)]
