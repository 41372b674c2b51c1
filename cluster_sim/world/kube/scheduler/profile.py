"""A profile: which plugins take part, in which order, with which weight; and the default one.

pkg/scheduler/apis/config/v1/default_plugins.go
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cluster_sim.world.kube.scheduler.plugin import Plugin
from cluster_sim.world.kube.scheduler.plugins.image_locality import ImageLocality
from cluster_sim.world.kube.scheduler.plugins.inter_pod_affinity import InterPodAffinity
from cluster_sim.world.kube.scheduler.plugins.node_affinity import NodeAffinity
from cluster_sim.world.kube.scheduler.plugins.node_name import NodeName
from cluster_sim.world.kube.scheduler.plugins.node_ports import NodePorts
from cluster_sim.world.kube.scheduler.plugins.node_resources_balanced_allocation import (
    NodeResourcesBalancedAllocation,
)
from cluster_sim.world.kube.scheduler.plugins.node_resources_fit import NodeResourcesFit
from cluster_sim.world.kube.scheduler.plugins.node_unschedulable import NodeUnschedulable
from cluster_sim.world.kube.scheduler.plugins.node_volume_limits import NodeVolumeLimits
from cluster_sim.world.kube.scheduler.plugins.pod_topology_spread import PodTopologySpread
from cluster_sim.world.kube.scheduler.plugins.scheduling_gates import SchedulingGates
from cluster_sim.world.kube.scheduler.plugins.taint_toleration import TaintToleration
from cluster_sim.world.kube.scheduler.plugins.volume_binding import VolumeBinding
from cluster_sim.world.kube.scheduler.plugins.volume_restrictions import VolumeRestrictions
from cluster_sim.world.kube.scheduler.plugins.volume_zone import VolumeZone

NAME: Final = "default-scheduler"


# Who looks for victims when a pod fits nowhere: the one plugin that is not asked by a cycle.
PREEMPTION: Final = "DefaultPreemption"


@dataclass(frozen=True)
class Profile:
    """A scheduler name and its plugins in order; a plugin that scores has a weight.

    ``without``: the plugins that do not take part at an extension point (``filter``,
    ``preFilter``, ``postFilter``, ``score``, ``reserve``, ``preBind``), by their names.
    """

    name: str
    plugins: Sequence[Plugin]
    weights: dict[str, int]
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def plugin(self, name: str) -> Plugin:
        """The plugin of that name; KeyError when the profile has none."""
        for plugin in self.plugins:
            if plugin.name == name:
                return plugin
        raise KeyError(name)

    @cached_property
    def pre_filters(self) -> tuple[Plugin, ...]:
        """Who may turn the whole cluster down, or name the only nodes."""
        return self._at("preFilter", "pre_filter", "only_nodes")

    @cached_property
    def filters(self) -> tuple[Plugin, ...]:
        """Who may turn a node down."""
        return self._at("filter", "filter")

    @cached_property
    def reservers(self) -> tuple[Plugin, ...]:
        """Who sets something aside for a pod that has a node."""
        return self._at("reserve", "reserve", "unreserve")

    @cached_property
    def pre_binders(self) -> tuple[Plugin, ...]:
        """Who has something to do before a pod is bound."""
        return self._at("preBind", "pre_bind")

    @cached_property
    def scorers(self) -> tuple[tuple[Plugin, int], ...]:
        """Who scores, and with which weight."""
        weighed = ((each, self.weights.get(each.name, 0)) for each in self._at("score", "score"))
        return tuple((plugin, weight) for plugin, weight in weighed if weight)

    @property
    def preempts(self) -> bool:
        """Whether pods may be made to leave for others."""
        return PREEMPTION not in self.without.get("postFilter", ())

    def _at(self, point: str, *methods: str) -> tuple[Plugin, ...]:
        """The plugins that take part at a point and have one of its methods of their own."""
        absent = self.without.get(point, ())
        return tuple(
            plugin
            for plugin in self.plugins
            if plugin.name not in absent and any(_has(plugin, method) for method in methods)
        )


def _has(plugin: Plugin, method: str) -> bool:
    return getattr(type(plugin), method) is not getattr(Plugin, method)


DEFAULT: Final = Profile(
    NAME,
    (
        SchedulingGates(),
        NodeUnschedulable(),
        NodeName(),
        TaintToleration(),
        NodeAffinity(),
        NodePorts(),
        NodeResourcesFit(),
        VolumeRestrictions(),
        NodeVolumeLimits(),
        VolumeBinding(),
        VolumeZone(),
        PodTopologySpread(),
        InterPodAffinity(),
        NodeResourcesBalancedAllocation(),
        ImageLocality(),
    ),
    {
        "TaintToleration": 3,
        "NodeAffinity": 2,
        "NodeResourcesFit": 1,
        "PodTopologySpread": 2,
        "InterPodAffinity": 2,
        "NodeResourcesBalancedAllocation": 1,
        "ImageLocality": 1,
    },
)
