"""Looking at many nodes at once says what looking at them one by one says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kube.scheduler.cache import placed
from cluster_sim.world.kube.scheduler.cluster import Cluster
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin
from cluster_sim.world.kube.scheduler.plugins.allocation import (
    LeastAllocated,
    MostAllocated,
    RequestedToCapacityRatio,
)
from cluster_sim.world.kube.scheduler.plugins.node_resources_balanced_allocation import (
    NodeResourcesBalancedAllocation,
)
from cluster_sim.world.kube.scheduler.plugins.node_resources_fit import NodeResourcesFit
from cluster_sim.world.kube.scheduler.profile import DEFAULT
from tests.world.kube.scheduler.worlds import HOSTNAME, OneWorkload, clusters, pods

THREE = (("cpu", 2), ("memory", 1), ("example.com/gpu", 3))
SHAPE = ((0, 2), (40, 10), (100, 0))
OTHERS: tuple[Plugin, ...] = (
    NodeResourcesFit(LeastAllocated(THREE)),
    NodeResourcesFit(MostAllocated(THREE)),
    NodeResourcesFit(RequestedToCapacityRatio(SHAPE, THREE)),
    NodeResourcesBalancedAllocation(THREE),
)


@given(clusters(), pods)
@settings(max_examples=300)
def test_filters_agree(cluster: Cluster, pod: dict[str, Any]) -> None:
    size = len(cluster.nodes)
    for plugin in DEFAULT.plugins:
        cycle = Cycle(cluster, pod, OneWorkload())
        codes = plugin.codes(cycle, slice(0, 2 * size))
        codes = np.zeros(2 * size, np.int64) if codes is None else codes
        mask = plugin.passes(cycle, slice(0, 2 * size))
        for place, code in enumerate(codes):
            found = plugin.status(cycle, int(code)) if code else None
            assert found == plugin.filter(cycle, place), plugin.name
            assert mask is None or bool(mask[place]) == (code == 0), plugin.name


@given(clusters(), pods, st.data())
@settings(max_examples=300)
def test_scores_agree(cluster: Cluster, pod: dict[str, Any], data: st.DataObject) -> None:
    size = len(cluster.nodes)
    chosen = data.draw(st.lists(st.integers(0, size - 1), min_size=1, unique=True).map(sorted))
    for plugin in (*DEFAULT.plugins, *OTHERS):
        for feasible in (np.array(chosen), slice(chosen[0], chosen[0] + size)):
            cycle = Cycle(cluster, pod, OneWorkload())
            cycle.feasible = feasible
            if plugin.pre_score(cycle):
                places = np.arange(2 * size)[feasible]
                one_by_one = [plugin.score(cycle, int(place)) for place in places]
                assert plugin.scores(cycle).tolist() == one_by_one, plugin.name
                normalised = plugin.normalise(cycle, plugin.scores(cycle))
                assert all(0 <= score <= 100 for score in normalised), plugin.name


@pytest.mark.parametrize(("max_skew", "expected"), [(1, [20, 60, 100, 0]), (2, [33, 66, 100, 16])])
def test_a_larger_skew_waters_the_differences_down(max_skew: int, expected: list[int]) -> None:
    """Four hosts with 2, 1, 0 and 3 pods, as scoring_test.go of Kubernetes 1.36 has them."""
    cluster = Cluster()
    for name, count in zip("abcd", (2, 1, 0, 3), strict=True):
        cluster.set_node({"metadata": {"name": name, "labels": {HOSTNAME: name}}})
        for number in range(count):
            web = {"metadata": {"labels": {"app": "web"}}, "spec": {}}
            cluster.add_pod(("default", f"{name}{number}"), placed(web, name))
    cluster.settle()
    constraint = {
        "maxSkew": max_skew,
        "topologyKey": HOSTNAME,
        "whenUnsatisfiable": "ScheduleAnyway",
        "labelSelector": {"matchLabels": {"app": "web"}},
    }
    pod = {
        "metadata": {"namespace": "default", "labels": {"app": "web"}},
        "spec": {"topologySpreadConstraints": [constraint]},
    }
    cycle = Cycle(cluster, pod, OneWorkload())
    cycle.feasible = slice(0, 4)
    spread = DEFAULT.plugin("PodTopologySpread")
    assert spread.normalise(cycle, spread.scores(cycle)).tolist() == expected


@pytest.mark.parametrize("wrong", ["taint", "cordon"])
def test_a_toleration_of_everything_opens_every_node(wrong: str) -> None:
    cluster = Cluster()
    taints = [{"key": "gpu", "effect": "NoSchedule"}] if wrong == "taint" else []
    cluster.set_node(
        {
            "metadata": {"name": "n0"},
            "spec": {"taints": taints, "unschedulable": wrong == "cordon"},
            "status": {"allocatable": {"pods": "3"}},
        }
    )
    cluster.settle()
    refused = {"metadata": {"name": "p"}, "spec": {"containers": []}}
    tolerant = {**refused, "spec": {"containers": [], "tolerations": [{"operator": "Exists"}]}}
    for pod, fits in ((refused, False), (tolerant, True)):
        cycle = Cycle(cluster, pod, OneWorkload())
        assert all(plugin.filter(cycle, 0) is None for plugin in DEFAULT.plugins) is fits
