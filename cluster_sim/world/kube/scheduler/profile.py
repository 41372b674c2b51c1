"""The default profile: which plugins take part, in which order, with which weight.

pkg/scheduler/apis/config/v1/default_plugins.go
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from cluster_sim.world.kube.scheduler.plugins.pod_topology_spread import PodTopologySpread
from cluster_sim.world.kube.scheduler.plugins.scheduling_gates import SchedulingGates
from cluster_sim.world.kube.scheduler.plugins.taint_toleration import TaintToleration
from cluster_sim.world.kube.scheduler.plugins.volume_restrictions import VolumeRestrictions

NAME: Final = "default-scheduler"


@dataclass(frozen=True)
class Profile:
    """A scheduler name and its plugins in order; a plugin that scores has a weight."""

    name: str
    plugins: Sequence[Plugin]
    weights: dict[str, int]

    def plugin(self, name: str) -> Plugin:
        """The plugin of that name; KeyError when the profile has none."""
        for plugin in self.plugins:
            if plugin.name == name:
                return plugin
        raise KeyError(name)


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
