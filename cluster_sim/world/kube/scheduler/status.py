"""Why a node was turned down, and how the scheduler sums that up.

Codes and texts follow k8s.io/kube-scheduler/framework (interface.go) and
pkg/scheduler/framework/types.go (FitError).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

UNSCHEDULABLE: Final = "Unschedulable"
UNRESOLVABLE: Final = "UnschedulableAndUnresolvable"
NO_NODES: Final = "no nodes available to schedule pods"


@dataclass(frozen=True, slots=True)
class Status:
    """A plugin's no: ``code`` UNRESOLVABLE means that removing pods would not help."""

    plugin: str
    code: str
    reasons: tuple[str, ...]


# Not yet: what a plugin waits for goes on.
WAITING: Final = Status("", "Wait", ())


def unschedulable(plugin: str, *reasons: str) -> Status:
    """A no that other pods' leaving may turn into a yes."""
    return Status(plugin, UNSCHEDULABLE, reasons)


def unresolvable(plugin: str, *reasons: str) -> Status:
    """A no that stays while the node and the pod are as they are."""
    return Status(plugin, UNRESOLVABLE, reasons)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Every node's no, counted: statuses with the number of nodes that gave them.

    ``pre_filter`` is the message when a plugin refused before any node was looked at.
    ``resolvable``: the places of the nodes that pods' leaving may open.
    """

    nodes: int
    counts: tuple[tuple[Status, int], ...]
    pre_filter: str = ""
    resolvable: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros(0, np.int64), compare=False
    )

    @property
    def plugins(self) -> tuple[str, ...]:
        """The plugins that said no, sorted."""
        return tuple(sorted({status.plugin for status, _count in self.counts if status.plugin}))

    def message(self, tail: str = "") -> str:
        """``0/3 nodes are available: 3 Insufficient cpu. …`` with what post-filters added."""
        text = f"0/{self.nodes} nodes are available:"
        if self.pre_filter:
            text += f" {self.pre_filter}."
        elif self.counts:
            text += f" {', '.join(_histogram(self.counts))}."
        return f"{text} {tail}" if tail else text


def _histogram(counts: Iterable[tuple[Status, int]]) -> list[str]:
    """Each reason after its number of nodes, sorted as texts."""
    totals: dict[str, int] = {}
    for status, count in counts:
        for reason in status.reasons:
            totals[reason] = totals.get(reason, 0) + count
    return sorted(f"{count} {reason}" for reason, count in totals.items())
