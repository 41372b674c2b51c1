"""What holds an object back, followed to what lies behind it: one small world for each chain."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from cluster_sim.world.explain.obstacles import obstacles
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from tests.world.explain.test_portraits import lab, types
from tests.world.kube.cluster import deployment, running, student, wait

OBSTACLES = Path("cluster_sim/world/explain/obstacles")
WORDS = Path("static/js/words")
CLAIM = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}


def chain(world: World, resource: str, namespace: str, name: str) -> list[tuple[int, str]]:
    return [(o["depth"], o["fact"]) for o in obstacles(world, Key(resource, namespace, name))]


def args(world: World, resource: str, namespace: str, name: str) -> dict[str, Any]:
    """The arguments of the first obstacle."""
    first: dict[str, Any] = obstacles(world, Key(resource, namespace, name))[0]["args"]
    return first


def pod(name: str, **spec: Any) -> dict[str, Any]:
    container = {"name": "c", "image": "nginx:1.27"}
    return {"metadata": {"name": name}, "spec": {"containers": [container], **spec}}


def mounting(claim: str) -> list[dict[str, Any]]:
    return [{"name": "v", "persistentVolumeClaim": {"claimName": claim}}]


def test_a_pod_waits_for_its_claim_and_the_claim_for_a_class_that_is_not_there() -> None:
    world = running(nodes=1)
    client = student(world)
    spec = {**CLAIM, "storageClassName": "rapide"}
    client.create("persistentvolumeclaims", "default", {"metadata": {"name": "data"}, "spec": spec})
    client.create("pods", "default", pod("web", volumes=mounting("data")))
    wait(world, 5)
    assert chain(world, "pods", "default", "web") == [
        (0, "pod.claim-unbound"),
        (1, "claim.class-missing"),
    ]
    assert args(world, "persistentvolumeclaims", "default", "data") == {"name": "rapide"}
    client.create("pods", "default", pod("lost", volumes=mounting("nowhere")))
    wait(world, 5)
    assert chain(world, "pods", "default", "lost") == [(0, "pod.claim-missing")]


def test_a_claim_of_a_patient_class_waits_for_a_pod_and_then_for_the_pods_node() -> None:
    world = lab("stateful")
    client = student(world)
    client.create(
        "persistentvolumeclaims", "default", {"metadata": {"name": "data"}, "spec": CLAIM}
    )
    wait(world, 5)
    assert chain(world, "persistentvolumeclaims", "default", "data") == [
        (0, "claim.first-consumer")
    ]
    far = pod("far", volumes=mounting("data"), nodeSelector={"disque": "rapide"})
    client.create("pods", "default", far)
    wait(world, 5)
    told = chain(world, "persistentvolumeclaims", "default", "data")
    assert told == [(0, "claim.pod-first"), (1, "pod.claim-unbound")]


def test_a_stateful_set_stands_still_for_its_first_ordinal() -> None:
    world = lab("stateful")
    types(world, "kubectl cordon noeud-1 noeud-2 noeud-3")
    types(world, "kubectl delete pod db-0 db-1", 30)
    told = obstacles(world, Key("statefulsets.apps", "default", "db"))
    assert [(o["depth"], o["fact"]) for o in told] == [
        (0, "set.ordinal-first"),
        (1, "pod.fits-nowhere"),
    ]
    assert told[0]["args"] == {"pod": "db-0", "next": "db-1"}
    assert told[0]["key"] == ["pods", "default", "db-0"]


def test_a_claim_in_use_is_not_deleted_before_its_pod() -> None:
    world = lab("stateful")
    types(world, "kubectl delete pvc data-db-0 --wait=false", 5)
    assert chain(world, "persistentvolumeclaims", "default", "data-db-0") == [(0, "claim.in-use")]
    assert args(world, "persistentvolumeclaims", "default", "data-db-0") == {"pod": "db-0"}


def test_a_deployment_lacks_pods_because_a_quota_refuses_them() -> None:
    world = running(nodes=1)
    client = student(world)
    hard = {"metadata": {"name": "petit"}, "spec": {"hard": {"pods": "2"}}}
    client.create("resourcequotas", "default", hard)
    wait(world, 1)
    client.create("deployments.apps", "default", deployment(replicas=3))
    wait(world, 30)
    told = obstacles(world, Key("deployments.apps", "default", "web"))
    assert [o["fact"] for o in told] == ["rollout.set-lacks-pods", "refused.quota"]
    assert told[1]["args"]["name"] == "petit"
    assert told[1]["args"]["limited"] == "pods=2"
    assert told[1]["key"] == ["resourcequotas", "default", "petit"]


def test_a_rollout_is_stuck_behind_an_image_that_does_not_come() -> None:
    world = running(nodes=1)
    client = student(world)
    client.create("deployments.apps", "default", deployment(progressDeadlineSeconds=60))
    wait(world, 30)
    image = {"spec": {"containers": [{"name": "nginx", "image": "nginx:nulle-part"}]}}
    client.patch("deployments.apps", "default", "web", {"spec": {"template": image}})
    wait(world, 120)
    facts = [fact for _depth, fact in chain(world, "deployments.apps", "default", "web")]
    assert facts == ["rollout.stuck", "rollout.set-lacks-pods", "set.pod-unready", "pod.image"]


def test_a_budget_keeps_a_pod_on_a_node_that_is_drained() -> None:
    world = lab("drain")
    pods = world.store.all("pods")
    cache = next(p for p in pods if (p["metadata"].get("labels") or {}).get("app") == "cache")
    node, name = cache["spec"]["nodeName"], cache["metadata"]["name"]
    types(world, f"kubectl drain {node} --ignore-daemonsets --timeout=90s", 80)
    told = obstacles(world, Key("nodes", "", node))
    assert (told[0]["fact"], told[0]["args"]) == (
        "node.undrained",
        {"pod": name, "budget": "cache"},
    )
    assert told[1]["fact"] == "budget.needs-all"
    assert chain(world, "pods", "default", name)[0] == (0, "pod.kept-by-budget")


def test_a_namespace_goes_only_when_nothing_is_left_in_it() -> None:
    world = running(nodes=1)
    client = student(world)
    client.create("namespaces", "", {"metadata": {"name": "essai"}})
    wait(world, 1)
    kept = {"metadata": {"name": "garde", "finalizers": ["example.com/sauvegarde"]}}
    client.create("configmaps", "essai", kept)
    client.delete("namespaces", "", "essai")
    wait(world, 10)
    told = obstacles(world, Key("namespaces", "", "essai"))
    assert [o["fact"] for o in told] == ["namespace.kept", "held.finalizers"]
    assert told[0]["key"] == ["configmaps", "essai", "garde"]
    assert chain(world, "configmaps", "essai", "garde") == [(0, "held.finalizers")]


def test_a_job_waits_after_a_failure_and_says_at_last_what_ended_it() -> None:
    world = lab("jobs")
    types(world, "kubectl apply -f obstine.yaml", 12)
    waits = obstacles(world, Key("jobs.batch", "default", "obstine"))[0]
    assert waits["fact"] == "job.waits"
    assert waits["args"]["failures"] == 1
    types(world, "true", 300)
    assert args(world, "jobs.batch", "default", "obstine")["reason"] == "BackoffLimitExceeded"


def test_a_service_says_that_nobody_is_behind_it_or_that_nobody_is_ready() -> None:
    world = running(nodes=1)
    client = student(world)
    spec = {"selector": {"app": "web"}, "ports": [{"port": 80}]}
    client.create("services", "default", {"metadata": {"name": "web"}, "spec": spec})
    wait(world, 5)
    assert chain(world, "services", "default", "web") == [(0, "service.chooses-nobody")]
    client.create("deployments.apps", "default", deployment(replicas=1))
    assert not wait(world, 0.2)
    assert chain(world, "services", "default", "web")[0] == (0, "service.nobody-ready")
    wait(world, 30)
    assert chain(world, "services", "default", "web") == []


def test_what_is_well_has_no_obstacle() -> None:
    for name in ("stateful", "drain", "priorities", "zones", "access"):
        world = lab(name)
        for resource in world.store.resources():
            for key in [Key(resource, *place) for place in world.store.table(resource)]:
                if key.resource not in ("poddisruptionbudgets.policy", "services"):
                    assert obstacles(world, key) == [], key


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_obstacle_has_words_and_every_word_an_obstacle(language: str) -> None:
    source = "".join(path.read_text("utf-8") for path in sorted(OBSTACLES.glob("*.py")))
    told = set(re.findall(r'"([a-z]+\.[a-z-]+)"', source))
    told = {t for t in told if not t.endswith((".apps", ".batch", ".policy", ".autoscaling"))}
    words = (WORDS / language / "obstacles.js").read_text("utf-8").partition("const obstacles")[2]
    facts = (WORDS / language / "facts.js").read_text("utf-8")
    pattern = re.compile(r'^ {2}"([a-z]+\.[a-z-]+)":', re.MULTILINE)
    own, others = set(pattern.findall(words)), set(pattern.findall(facts))
    assert own <= told
    assert told <= own | others
