"""ImageLocality: nodes that have the images already (plugins/imagelocality)."""

from __future__ import annotations

from typing import Final

import numpy as np

from cluster_sim.world.kube.scheduler.plugin import BEST, Cycle, Plugin
from cluster_sim.world.kube.scheduler.pod_kind import Ints

_MEBIBYTE: Final = 1024 * 1024
LEAST: Final = 23 * _MEBIBYTE
MOST_PER_CONTAINER: Final = 1000 * _MEBIBYTE


class ImageLocality(Plugin):
    """Scores the bytes that need not be pulled, less for images that few nodes have."""

    name = "ImageLocality"
    scoring = True

    def pre_score(self, cycle: Cycle) -> bool:
        """Nothing to say while no node has any of the images."""
        return any(cycle.cluster.image_sizes(image).any() for image in cycle.kind.images)

    def score(self, cycle: Cycle, place: int) -> int:
        """The score of one node, out of 100 already."""
        nodes, here = cycle.cluster.nodes, cycle.node(place)
        total = 0
        for image in cycle.kind.images:
            if image in here.images:
                having = sum(image in node.images for node in nodes)
                total += int(float(here.images[image]) * (having / len(nodes)))
        most = MOST_PER_CONTAINER * len(cycle.kind.images)
        clipped = min(max(total, LEAST), most)
        return BEST * (clipped - LEAST) // (most - LEAST)

    def scores(self, cycle: Cycle) -> Ints:
        """The same for all feasible nodes."""
        nodes = len(cycle.cluster.nodes)
        total: Ints = np.zeros(cycle.feasible_count, np.int64)
        for image in cycle.kind.images:
            sizes = cycle.cluster.image_sizes(image)
            spread = np.count_nonzero(sizes) // 2 / nodes
            total = total + (sizes[cycle.feasible] * spread).astype(np.int64)
        most = MOST_PER_CONTAINER * len(cycle.kind.images)
        clipped = np.clip(total, LEAST, most)
        scores: Ints = BEST * (clipped - LEAST) // (most - LEAST)
        return scores
