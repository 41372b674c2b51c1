"""Operations of the scheduler: one plugin asked about one node, or for the scores of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from cluster_sim.world.kube.api.labels import Selector, of_set
from cluster_sim.world.kube.scheduler.cache import placed
from cluster_sim.world.kube.scheduler.cluster import Cluster
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin, normalised
from cluster_sim.world.kube.scheduler.plugins.allocation import (
    LeastAllocated,
    MostAllocated,
    RequestedToCapacityRatio,
    Strategy,
)
from cluster_sim.world.kube.scheduler.plugins.inter_pod_affinity import InterPodAffinity
from cluster_sim.world.kube.scheduler.plugins.node_affinity import NodeAffinity
from cluster_sim.world.kube.scheduler.plugins.node_resources_balanced_allocation import (
    NodeResourcesBalancedAllocation,
)
from cluster_sim.world.kube.scheduler.plugins.node_resources_fit import NodeResourcesFit
from cluster_sim.world.kube.scheduler.plugins.pod_topology_spread import PodTopologySpread
from cluster_sim.world.kube.scheduler.pod_kind import normalised_image
from cluster_sim.world.kube.scheduler.profile import DEFAULT

Question = dict[str, Any]


class _NamedWorkloads:
    """The services and namespaces that a case lists."""

    def __init__(self, objects: list[dict[str, Any]], namespaces: list[dict[str, Any]]) -> None:
        self._objects = objects
        self._namespaces = {
            each["metadata"]["name"]: each["metadata"].get("labels") or {} for each in namespaces
        }

    def namespace_labels(self, name: str) -> dict[str, str]:
        return self._namespaces.get(name, {})

    def selector(self, pod: dict[str, Any]) -> Selector | None:
        chosen: dict[str, str] = {}
        for each in self._objects:
            chosen.update(each["spec"].get("selector") or {})
        return of_set(chosen) if chosen else None


def _strategy(args: dict[str, Any]) -> Strategy:
    given = args.get("ScoringStrategy") or {}
    listed = given.get("Resources") or ()
    resources = tuple((each["Name"], each["Weight"]) for each in listed)
    if given.get("Type") == "MostAllocated":
        return MostAllocated(resources)
    if given.get("Type") == "RequestedToCapacityRatio":
        points = given["RequestedToCapacityRatio"]["Shape"]
        shape = [(point["Utilization"], point["Score"]) for point in points]
        return RequestedToCapacityRatio(shape, resources)
    return LeastAllocated(resources) if given else LeastAllocated()


def _fit(args: dict[str, Any]) -> Plugin:
    ignored = tuple(args.get("IgnoredResources") or ())
    return NodeResourcesFit(
        _strategy(args), ignored, tuple(args.get("IgnoredResourceGroups") or ())
    )


def _balanced(args: dict[str, Any]) -> Plugin:
    resources = tuple((each["Name"], each["Weight"]) for each in args["Resources"])
    return NodeResourcesBalancedAllocation(resources)


def _spread(args: dict[str, Any]) -> Plugin:
    if args.get("defaultingType") == "List":
        return PodTopologySpread((), system=False)
    return PodTopologySpread()


def _affinity(args: dict[str, Any]) -> Plugin:
    return NodeAffinity(args.get("AddedAffinity"))


def _pod_affinity(args: dict[str, Any]) -> Plugin:
    return InterPodAffinity(args.get("HardPodAffinityWeight", 1))


_WITH_ARGS: dict[str, Callable[[dict[str, Any]], Plugin]] = {
    "InterPodAffinity": _pod_affinity,
    "NodeAffinity": _affinity,
    "NodeResourcesFit": _fit,
    "NodeResourcesBalancedAllocation": _balanced,
    "PodTopologySpread": _spread,
}


def _plugin(question: Question) -> Plugin:
    args = question.get("args")
    make = _WITH_ARGS.get(question["plugin"])
    return make(args) if make and args else DEFAULT.plugin(question["plugin"])


def _cycle(question: Question) -> Cycle:
    cluster = Cluster()
    for node in (*question["nodes"], *(question.get("failedNodes") or ())):
        cluster.set_node(node)
    for number, pod in enumerate(question.get("pods") or ()):
        pod = _whole(pod)
        name = (pod["metadata"].get("namespace", ""), f"{pod['metadata'].get('name')}-{number}")
        cluster.add_pod(name, placed(pod, pod["spec"].get("nodeName", "")))
    cluster.settle()
    workloads = _NamedWorkloads(question.get("objects") or [], question.get("namespaces") or [])
    return Cycle(cluster, _whole(question["pod"]), workloads)


def _whole(pod: dict[str, Any]) -> dict[str, Any]:
    return {**pod, "metadata": pod.get("metadata") or {}, "spec": pod.get("spec") or {}}


def filter_node(question: Question) -> dict[str, Any]:
    plugin, cycle = _plugin(question), _cycle(question)
    place = cycle.cluster.places[question["node"]]
    status = plugin.pre_filter(cycle) or plugin.filter(cycle, place)
    only = plugin.only_nodes(cycle)
    if status is None and only is not None and question["node"] not in only:
        return {"code": "UnschedulableAndUnresolvable", "reasons": []}
    if status is None:
        return {"code": "Success", "reasons": []}
    return {"code": status.code, "reasons": list(status.reasons)}


def score_nodes(question: Question) -> dict[str, int]:
    plugin, cycle = _plugin(question), _cycle(question)
    names = [node["metadata"]["name"] for node in question["nodes"]]
    cycle.feasible = np.array([cycle.cluster.places[name] for name in names], dtype=np.int64)
    if not plugin.pre_score(cycle):
        return dict.fromkeys(names, 0)
    scores = plugin.normalise(cycle, plugin.scores(cycle))
    return {name: int(score) for name, score in zip(names, scores, strict=True)}


def normalise(question: Question) -> list[int]:
    scores = np.array(question["scores"], dtype=np.int64)
    return [int(score) for score in normalised(scores, question["reverse"])]


OPS: dict[str, Callable[[Any], Any]] = {
    "scheduler.filter": filter_node,
    "scheduler.score": score_nodes,
    "scheduler.normalize": normalise,
    "image.normalize": normalised_image,
}
