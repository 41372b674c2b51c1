"""A plugin that few pods concern: its nodes are asked one by one, by its plain filter."""

from __future__ import annotations

import numpy as np

from cluster_sim.world.kube.scheduler.columns import Places
from cluster_sim.world.kube.scheduler.plugin import Cycle, Plugin
from cluster_sim.world.kube.scheduler.pod_kind import Ints
from cluster_sim.world.kube.scheduler.status import Status


class OneByOne(Plugin):
    """Derive and write ``concerns`` and ``filter`` (and ``score``): the rest follows from them."""

    def concerns(self, cycle: Cycle) -> bool:
        """Whether the pod has anything to do with this plugin; else every node will do."""
        return True

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """A number for each different status of ``filter``, 0 for none."""
        if not self.concerns(cycle):
            return None
        asked = np.arange(2 * len(cycle.cluster.nodes))[places]
        found = (self._number(cycle, self.filter(cycle, int(place))) for place in asked)
        return np.fromiter(found, np.int64, len(asked))

    def _number(self, cycle: Cycle, status: Status | None) -> int:
        if status is None:
            return 0
        known = self._statuses(cycle)
        if status not in known:
            known.append(status)
        return known.index(status) + 1

    def _statuses(self, cycle: Cycle) -> list[Status]:
        known: list[Status] = cycle.state.setdefault(f"{self.name} statuses", [])
        return known

    def status(self, cycle: Cycle, code: int) -> Status:
        """The status behind a number."""
        return self._statuses(cycle)[code - 1]

    def scores(self, cycle: Cycle) -> Ints:
        """``score`` of every feasible node."""
        asked = np.arange(2 * len(cycle.cluster.nodes))[cycle.feasible]
        return np.fromiter((self.score(cycle, int(p)) for p in asked), np.int64, len(asked))
