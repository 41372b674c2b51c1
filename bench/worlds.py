"""What a lab costs: time while it idles and while it works, memory, checkpoint, fork."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

from bench import Row
from bench._memory import resident
from cluster_sim.world.assembly import system
from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.scenarios.scenario import HostSpec, Scenario, VMSpec
from cluster_sim.world.scenarios.start import start

RUNS = 3
DAY = 24 * 3600 * SECOND
MEBIBYTE = 1024**2
LABS = 10
PODS = 20
BUSY_MINUTES = 60


def scenario(nodes: int) -> Scenario:
    """A host with one VM for each node, half an hour old."""
    names = range(1, nodes + 1)
    return Scenario(
        id="bench",
        title={},
        summary={},
        start="2026-01-05T08:00:00Z",
        settle=1800,
        hosts=[HostSpec(f"baie-{name}", 8, "32Gi") for name in names],
        vms=[VMSpec(f"noeud-{name}", f"baie-{name}", 4, "8Gi", f"noeud-{name}") for name in names],
    )


def lab(nodes: int, pods: int, seed: int = 1) -> World:
    """A lab whose pods, all of one Deployment, run; AssertionError when they do not."""
    world = start(system(), scenario(nodes), seed)
    labels = {"app": "web"}
    container = {"name": "web", "image": "nginx:1.25"}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [container]}}
    spec = {"replicas": pods, "selector": {"matchLabels": labels}, "template": template}
    deployment = {"metadata": {"name": "web"}, "spec": spec}
    Client(world, "bench").create("deployments.apps", "default", deployment)
    world.run_until(world.now + 120 * SECOND)
    mine = world.store.by_index("pods", NAMESPACE, "default")
    assert [pod["status"]["phase"] for pod in mine] == ["Running"] * pods
    return world


def seconds(work: Callable[[], object]) -> float:
    """The wall time of ``work``."""
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def idle_day(nodes: int) -> float:
    """The wall seconds of a day in which pods run, but nothing happens."""
    world = lab(nodes, PODS)
    return seconds(lambda: world.run_until(world.now + DAY))


def busy_speed() -> float:
    """Simulated seconds in a real one while a rollout follows upon the other."""
    world = lab(3, 10)

    def roll() -> None:
        client = Client(world, "bench")
        for turn in range(BUSY_MINUTES):
            template = {"metadata": {"annotations": {"turn": str(turn)}}}
            patch = {"spec": {"template": template}}
            client.patch("deployments.apps", "default", "web", patch)
            world.run_until(world.now + 60 * SECOND)

    return BUSY_MINUTES * 60 / seconds(roll)


def memory() -> float:
    """MiB for one of many labs of three nodes, each with its pods."""
    kept = [lab(3, PODS)]
    gc.collect()
    before = resident()
    kept += [lab(3, PODS, seed) for seed in range(2, LABS + 2)]
    gc.collect()
    return (resident() - before) / LABS / MEBIBYTE


def main() -> list[Row]:
    """The costs of a lab, medians of three where they are times."""
    # Memory first: what others leave behind would be used again instead of asked for.
    each = memory()
    small = lab(3, PODS)
    day = statistics.median(idle_day(20) for _turn in range(RUNS))
    fork = statistics.median(seconds(small.fork) for _turn in range(RUNS * 3))
    size = len(checkpoint.dump(small)) / 1024
    speed = statistics.median(busy_speed() for _turn in range(RUNS))
    return [
        (f"worlds: an idle day of 20 nodes and {PODS} pods", f"{day:.3f} s", "< 1 s"),
        ("worlds: 3 nodes, rollouts of 10 pods all the time", f"{speed:,.0f} × real time", ""),
        (f"worlds: memory of a lab of 3 nodes and {PODS} pods", f"{each:.1f} MiB", "< 4 MB"),
        (f"worlds: checkpoint of a lab of 3 nodes and {PODS} pods", f"{size:,.0f} KiB", ""),
        (f"worlds: fork of a lab of 3 nodes and {PODS} pods", f"{fork * 1000:.2f} ms", ""),
    ]
