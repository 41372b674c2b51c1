"""The lives of jobs, claims and autoscalers, and what was refused, missed or skipped on the way."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.explain.refused import refused
from cluster_sim.world.explain.why import why
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from tests.world.explain.test_portraits import lab, types
from tests.world.kube.cluster import deployment, running, student, wait


def told(world: World, resource: str, name: str) -> list[tuple[str, dict[str, Any]]]:
    return [(m["fact"], m["args"]) for m in why(world, Key(resource, "default", name))]


def kinds(world: World, resource: str, name: str) -> list[str]:
    return [fact for fact, _args in told(world, resource, name)]


def test_a_job_tells_its_failures_and_what_it_gave_up_for() -> None:
    world = lab("jobs")
    types(world, "kubectl apply -f obstine.yaml", 300)
    life = told(world, "jobs.batch", "obstine")
    assert [fact for fact, _args in life][:2] == ["command.typed", "job.created"]
    failures = [args for fact, args in life if fact == "job.pod-failed"]
    assert [args["failed"] for args in failures] == [1, 2, 3, 4]
    assert failures[0]["limit"] == 3
    (given_up,) = [args for fact, args in life if fact == "job.given-up"]
    assert given_up["reason"] == "BackoffLimitExceeded"


def test_a_job_that_its_failure_policy_stops_says_so() -> None:
    world = lab("jobs")
    types(world, "sed -i 's/exit 1/exit 42/' obstine.yaml; kubectl apply -f obstine.yaml", 60)
    (given_up,) = [args for fact, args in told(world, "jobs.batch", "obstine") if "given" in fact]
    assert given_up["reason"] == "PodFailurePolicy"
    assert "failed with exit code 42" in given_up["message"]


def test_a_cron_job_that_may_not_overlap_says_that_it_skipped_a_run() -> None:
    world = running(nodes=1)
    container = {"name": "c", "image": "busybox:1.36", "command": ["sleep", "3600"]}
    template = {"spec": {"restartPolicy": "Never", "containers": [container]}}
    spec = {
        "schedule": "* * * * *",
        "concurrencyPolicy": "Forbid",
        "jobTemplate": {"spec": {"template": template}},
    }
    body = {"metadata": {"name": "lent"}, "spec": spec}
    student(world).create("cronjobs.batch", "default", body)
    wait(world, 150)
    facts = kinds(world, "cronjobs.batch", "lent")
    assert facts.count("cronjob.ran") == 1
    assert "cronjob.skipped" in facts


def test_a_claim_tells_how_it_came_to_its_volume() -> None:
    world = lab("stateful")
    facts = kinds(world, "persistentvolumeclaims", "data-db-0")
    order = ["claim.created", "claim.near", "volume.created", "claim.bound"]
    assert [fact for fact in facts if fact in order] == order


def test_a_set_tells_which_quota_refused_its_pods() -> None:
    world = running(nodes=1)
    client = student(world)
    quota = {"metadata": {"name": "petit"}, "spec": {"hard": {"pods": "1"}}}
    client.create("resourcequotas", "default", quota)
    wait(world, 1)
    client.create("deployments.apps", "default", deployment(replicas=2))
    wait(world, 30)
    (name,) = [key[1] for key in world.store.table("replicasets.apps")]
    refusals = [args for fact, args in told(world, "replicasets.apps", name) if "quota" in fact]
    assert refusals[-1]["name"] == "petit"
    assert refusals[-1]["owner"] == f"ReplicaSet {name}"


def test_a_pod_that_had_to_leave_names_the_one_it_left_for() -> None:
    world = lab("priorities")
    types(world, "kubectl apply -f paiement.yaml", 2)
    pods = {key[1] for key in world.store.table("pods") if key[0] == "default"}
    newcomers = [name for name in pods if name.startswith("paiement")]
    nominated = [
        args
        for name in sorted(newcomers)
        for fact, args in told(world, "pods", name)
        if fact == "pod.nominated"
    ]
    assert nominated
    leaving = [name for name in sorted(pods) if name in nominated[0]["victims"]]
    for name in leaving:
        (left,) = [args for fact, args in told(world, "pods", name) if fact == "pod.preempted"]
        assert left["by"] in newcomers
        assert left["theirs"] > left["priority"]


def test_an_autoscaler_tells_why_it_scaled() -> None:
    world = lab("autoscaling")
    types(world, "true", 150)
    facts = told(world, "horizontalpodautoscalers.autoscaling", "calcul")
    rescaled = [args for fact, args in facts if fact == "hpa.rescaled"]
    assert rescaled[-1]["size"] > 1
    assert "above target" in rescaled[-1]["why"]


@pytest.mark.parametrize(
    ("message", "kind", "named"),
    [
        (
            'pods "w" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, '
            "limited: pods=2",
            "refused.quota",
            {"name": "q", "requested": "pods=1", "used": "pods=2", "limited": "pods=2"},
        ),
        (
            'pods "w" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
            "refused.pod-security",
            {"level": "restricted", "why": "runAsNonRoot != true"},
        ),
        (
            'secrets is forbidden: User "marie" cannot list resource "secrets" in API group "" '
            'in the namespace "default"',
            "refused.access",
            {"user": "marie", "verb": "list", "resource": "secrets", "namespace": "default"},
        ),
        (
            "deployments.apps \"w\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' "
            "denied request: too many replicas",
            "refused.policy",
            {"name": "p", "why": "too many replicas"},
        ),
        ("something else", "refused.otherwise", {"message": "something else"}),
    ],
)
def test_a_refusal_is_taken_apart(message: str, kind: str, named: dict[str, str]) -> None:
    assert refused(message) == (kind, named)
