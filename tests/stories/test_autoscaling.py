"""A crowd comes and goes, and an autoscaler follows it with as many pods as it takes.

Kubernetes documentation: "Horizontal Pod Autoscaling" (docs/concepts/workloads/autoscaling) and its
walkthrough with php-apache (200m requested, 50 % aimed at). From the same page: a look every 15
seconds, desired = ceil(current × measured / aimed at), a tolerance of 0.1, five minutes before
replicas are taken away. Reasons and messages from pkg/controller/podautoscaler/horizontal.go. A
page of hpa-example costs 80 ms of a processor in these worlds, and idle PHP one thousandth.
"""

from __future__ import annotations

import json
from itertools import pairwise
from math import ceil
from typing import Any

import pytest

from cluster_sim.world.assembly import system
from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.scenarios.scenario import parse
from cluster_sim.world.scenarios.start import start
from cluster_sim.world.traffic import flows
from tests.world.shell.kubectl.bench import Kubectl

AUTOSCALERS = "horizontalpodautoscalers.autoscaling"
REQUESTED, PAGE, AIM = 200, 80, 50
ABOVE = "cpu resource utilization (percentage of request) above target"
BELOW = "All metrics below target"
LAB = """
id: lab
title: {fr: a, en: a}
summary: {fr: a, en: a}
start: "2026-01-05T08:00:00Z"
settle: 120
hosts: [{name: baie-1, cpu: 16, memory: 32Gi}]
vms: [{name: noeud-1, host: baie-1, cpu: 8, memory: 16Gi, node: noeud-1}]
"""


def wanted(rate: int) -> int:
    """The pods that so many requests a second take, by the formula of the documentation."""
    return ceil(rate * PAGE * 100 / (REQUESTED * AIM))


def lab(**rate: Any) -> Kubectl:
    """The walkthrough's php-apache with an autoscaler up to ten, two minutes old, and visitors."""
    world = start(system(), parse("lab", LAB), 3)
    kubectl = Kubectl(world)
    kubectl.out("create deployment php-apache --image=registry.k8s.io/hpa-example --port=80")
    kubectl.out("set resources deployment php-apache --requests=cpu=200m --limits=cpu=500m")
    kubectl.out("expose deployment php-apache")
    kubectl.out("autoscale deployment php-apache --cpu=50% --min=1 --max=10")
    kubectl.wait(120)
    if rate:
        flows.create(world, "visiteurs", "default", "php-apache", **rate)
    return kubectl


def sizes(world: World) -> list[tuple[int, int]]:
    """The moments (seconds) at which the autoscaler set another number of replicas."""
    found, before = [], None
    for change in world.history.changes:
        if change.key.resource == AUTOSCALERS and change.new:
            last = change.new["status"].get("lastScaleTime")
            if last is not None and last != before:
                found.append((change.time // SECOND, change.new["status"]["desiredReplicas"]))
                before = last
    return found


def reasons(kubectl: Kubectl) -> list[str]:
    lines = kubectl.out(
        "get events --field-selector reason=SuccessfulRescale "
        "-o jsonpath='{range .items[*]}{.message}{\"\\n\"}{end}'"
    )
    return lines.splitlines()


def targets(kubectl: Kubectl) -> str:
    return kubectl.out("get hpa php-apache --no-headers").split("cpu: ")[1].split()[0]


def test_pods_are_added_within_a_minute_and_taken_away_after_five() -> None:
    kubectl = lab(rate=[[0, 0.5], [180, 8], [480, 0.5]])
    world = kubectl.world
    world.run_until(180 * SECOND)
    assert targets(kubectl) == "20%/50%"
    assert sizes(world) == []
    world.run_until(480 * SECOND)
    grown = sizes(world)
    # One pod at its limit of 500m is at 250 %, five times the aim, but from one pod no more than
    # four are reached at once; then as many as the load takes.
    assert [size for _, size in grown] == [4, wanted(8)]
    assert all(180 < at <= 240 for at, _ in grown)
    # 8 × 80m shared by seven, and what each takes when idle: 92m of 200m.
    assert targets(kubectl) == "46%/50%"
    world.run_until(1200 * SECOND)
    shrunk = sizes(world)[len(grown) :]
    assert shrunk[-1][1] == 1
    # The last look that wanted many saw the last measurement of the crowd.
    assert 480 + 300 <= shrunk[0][0] <= 480 + 300 + 30
    assert reasons(kubectl) == [
        f"New size: 4; reason: {ABOVE}",
        f"New size: {wanted(8)}; reason: {ABOVE}",
        *(f"New size: {size}; reason: {BELOW}" for _, size in shrunk),
    ]


def test_the_conditions_say_why_nothing_happens() -> None:
    kubectl = lab(rate=[[0, 1], [180, 40], [360, 1]])

    def condition(kind: str) -> str:
        path = f'{{.status.conditions[?(@.type=="{kind}")].reason}}'
        return kubectl.out(f"get hpa php-apache -o jsonpath='{path}'")

    kubectl.world.run_until(170 * SECOND)
    assert [condition(kind) for kind in ("AbleToScale", "ScalingActive", "ScalingLimited")] == [
        *("ReadyForNewScale", "ValidMetricFound", "DesiredWithinRange")
    ]
    kubectl.world.run_until(350 * SECOND)
    assert kubectl.out("get hpa php-apache -o jsonpath={.status.currentReplicas}") == "10"
    assert condition("ScalingLimited") == "TooManyReplicas"
    kubectl.world.run_until(420 * SECOND)
    assert condition("AbleToScale") == "ScaleDownStabilized"
    # What it wanted in the crowd is still more than it may have.
    assert condition("ScalingLimited") == "TooManyReplicas"


def test_a_load_within_a_tenth_of_the_aim_changes_nothing() -> None:
    # 1.3 requests a second and pod are 104m of 200m: 52 %, and 1.04 times the aim.
    kubectl = lab(rate=1.3)
    kubectl.wait(600)
    assert targets(kubectl) == "52%/50%"
    assert sizes(kubectl.world) == []


def test_rules_of_its_own_make_it_slow_on_the_way_up_and_quick_on_the_way_down() -> None:
    kubectl = lab(rate=[[0, 0.5], [180, 10], [480, 0.5]])
    up = {"policies": [{"type": "Pods", "value": 1, "periodSeconds": 60}]}
    rules = {"scaleUp": up, "scaleDown": {"stabilizationWindowSeconds": 0}}
    patch = json.dumps({"spec": {"behavior": rules}})
    kubectl.out(f"patch hpa php-apache -p '{patch}'")
    kubectl.world.run_until(480 * SECOND)
    grown = sizes(kubectl.world)
    assert [size for _, size in grown] == [2, 3, 4, 5, 6][: len(grown)]
    assert all(after - before >= 60 for (before, _), (after, _) in pairwise(grown))
    kubectl.world.run_until(600 * SECOND)
    assert sizes(kubectl.world)[-1][1] == 1


def test_new_pods_are_not_measured_at_once() -> None:
    kubectl = lab()
    pods = "get pods -o name"
    kubectl.out("create deployment late --image=nginx:1.27")
    kubectl.wait(12)
    name = next(each for each in kubectl.out(pods).split() if "late" in each).removeprefix("pod/")
    missing = kubectl.run(f"top pod {name}")
    assert missing.err == (
        f'Error from server (NotFound): podmetrics.metrics.k8s.io "default/{name}" not found\n'
    )
    assert kubectl.run("top pod -l app=late").err == "error: metrics not available yet\n"
    # Seen twice by the metrics server, which looks every 15 seconds.
    kubectl.wait(30)
    assert kubectl.out(f"top pod {name} --no-headers").split() == [name, "1m", "9Mi"]


def test_the_walkthrough_s_load_generator_is_load() -> None:
    kubectl = lab()
    loop = "while sleep 0.01; do wget -q -O- http://php-apache; done"
    kubectl.out(f"run load-generator --image=busybox:1.28 --restart=Never -- /bin/sh -c '{loop}'")
    kubectl.wait(120)
    count = "get deploy php-apache -o jsonpath={.spec.replicas}"
    assert int(kubectl.out(count)) > 2
    kubectl.out("delete pod load-generator --now")
    kubectl.wait(420)
    assert kubectl.out(count) == "1"


def test_without_a_metrics_server_it_only_complains() -> None:
    kubectl = lab(rate=20)
    kubectl.out("delete apiservice v1beta1.metrics.k8s.io")
    kubectl.wait(60)
    assert kubectl.run("top pod").err == "error: Metrics API not available\n"
    why = kubectl.out("describe hpa php-apache")
    assert "the server could not find the requested resource (get pods.metrics.k8s.io)" in why


@pytest.mark.parametrize("minute", [4, 9])
def test_a_fork_and_a_restored_world_go_the_same_way(minute: int) -> None:
    kubectl = lab(rate=[[0, 0.5], [180, 10], [480, 0.5]])
    world = kubectl.world
    world.run_until(minute * 60 * SECOND)
    worlds = [world, world.fork(), checkpoint.load(system(), checkpoint.dump(world))]
    for each in worlds:
        each.run_until(1200 * SECOND)
    assert sizes(worlds[0]) == sizes(worlds[1]) == sizes(worlds[2])
