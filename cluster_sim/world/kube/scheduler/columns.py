"""The numbers of all nodes side by side, so that one operation looks at hundreds of nodes.

Every row is stored twice in a row: the nodes from any start on are one stretch, however far
round the cluster they reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cluster_sim.world.kube.scheduler.node_info import NodeInfo
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind
from cluster_sim.world.kube.scheduler.requests import CPU, EPHEMERAL, MEMORY, PODS

# A stretch of nodes or their places; places count twice round the cluster.
Places = slice | NDArray[np.int64]
Mask = NDArray[np.bool_]

CPU_ROW, MEMORY_ROW, EPHEMERAL_ROW, PODS_ROW, WEIGHED_CPU_ROW, WEIGHED_MEMORY_ROW = range(6)
_BASIC: Final = {CPU: CPU_ROW, MEMORY: MEMORY_ROW, EPHEMERAL: EPHEMERAL_ROW, PODS: PODS_ROW}
_WEIGHED: Final = {CPU: WEIGHED_CPU_ROW, MEMORY: WEIGHED_MEMORY_ROW}
_BASIC_ROWS: Final = 6


class Columns:
    """``allocatable`` and ``requested``: a row for each resource, a column for each node, twice.

    Rows 0 to 3 are cpu (thousandths), memory, ephemeral storage (bytes) and pods; 4 and 5 are cpu
    and memory as scores weigh them; extended resources follow in the order they came up.
    """

    __slots__ = ("allocatable", "extended", "requested", "size")

    def __init__(self, nodes: Sequence[NodeInfo]) -> None:
        self.size = len(nodes)
        self.extended: dict[str, int] = {}
        for node in nodes:
            for name in node.allocatable:
                if name not in _BASIC and name not in self.extended:
                    self.extended[name] = _BASIC_ROWS + len(self.extended)
        shape = (_BASIC_ROWS + len(self.extended), 2 * self.size)
        self.allocatable: Ints = np.zeros(shape, dtype=np.int64)
        self.requested: Ints = np.zeros(shape, dtype=np.int64)
        for place, node in enumerate(nodes):
            self.set_allocatable(place, node)

    def row(self, resource: str) -> int | None:
        """The row of a resource, None when no node has ever offered it."""
        return _BASIC.get(resource, self.extended.get(resource))

    def weighed_row(self, resource: str) -> int | None:
        """The row of ``requested`` that scores read for a resource."""
        return _WEIGHED.get(resource, self.row(resource))

    def set_allocatable(self, place: int, node: NodeInfo) -> None:
        """Take over what a node offers."""
        for name in node.allocatable:
            if name not in _BASIC and name not in self.extended:
                self._add_row(name)
        column = np.zeros(len(self.allocatable), dtype=np.int64)
        for name, value in node.allocatable.items():
            row = self.row(name)
            if row is not None:
                column[row] = value
        self.allocatable[:, place] = column
        self.allocatable[:, place + self.size] = column

    def add(self, place: int, kind: PodKind, sign: int) -> None:
        """Count a pod in (+1) or out (-1) of a node."""
        vector = kind.vector if sign > 0 else -kind.vector
        self.requested[:_BASIC_ROWS, place] += vector
        self.requested[:_BASIC_ROWS, place + self.size] += vector
        for name, value in kind.extended:
            row = self.row(name)
            if row is None:
                row = self._add_row(name)
            self.requested[row, place] += sign * value
            self.requested[row, place + self.size] += sign * value

    def _add_row(self, name: str) -> int:
        row = self.extended[name] = len(self.allocatable)
        empty = np.zeros((1, 2 * self.size), dtype=np.int64)
        self.allocatable = np.concatenate((self.allocatable, empty))
        self.requested = np.concatenate((self.requested, empty))
        return row
