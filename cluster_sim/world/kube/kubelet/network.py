"""The network as the processes of a pod have it: asked at the moment, remembered for ever.

What a layer above offers under the name NETWORK answers (traffic: who is reached, what comes
back). A script is followed anew after a fork, or when somebody looks at what it wrote: then it
gets the answers that it got the first time, in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluster_sim.world.kernel.world import World

NETWORK = "pod network"
_MEMORY = "kubelet network answers"
# Of a process that asks for ever the first answers are kept, and the last one stands for the rest.
_MOST = 2_000

Answer = Mapping[str, Any]


class PodNetwork:
    """The network of one process: ``process`` is its id, ``pod`` its namespace/name.

    One object follows one run of the process: it counts the questions from the first.
    """

    def __init__(self, world: World, pod: str, process: str) -> None:
        self.world = world
        self.pod = pod
        self.process = process
        self.asked = 0

    def ask(self, at: int, question: Mapping[str, Any]) -> Answer | None:
        """The answer of then, or of now; None when ``at`` is still to come."""
        known: tuple[tuple[int, Answer], ...] = self.world.remember(_MEMORY).get(self.process, ())
        if self.asked < len(known):
            self.asked += 1
            return known[self.asked - 1][1]
        if at > self.world.unix:
            return None
        if len(known) >= _MOST and at < self.world.unix:
            return known[-1][1]
        answer = answer_of(self.world, self.pod, question)
        if len(known) < _MOST:
            self.world.remember(_MEMORY)[self.process] = (*known, (at, answer))
            self.asked += 1
        return answer

    def is_due(self, at: int) -> bool:
        """Whether the question can be answered now."""
        known = self.world.remember(_MEMORY).get(self.process, ())
        return self.asked < len(known) or at <= self.world.unix


class PresentNetwork:
    """The network for a command that is worked out at once, to its end: it is as it is now."""

    def __init__(self, world: World, pod: str) -> None:
        self.world = world
        self.pod = pod

    def ask(self, at: int, question: Mapping[str, Any]) -> Answer | None:
        """The answer as of now, whatever the time of the question."""
        return answer_of(self.world, self.pod, question)

    def is_due(self, at: int) -> bool:
        """Every question can be answered."""
        return True


def answer_of(world: World, pod: str, question: Mapping[str, Any]) -> Answer:
    """What the network says to a process of the pod; empty where nobody offers one."""
    offered = world.system.offers.get(NETWORK)
    found: Answer = offered(world, pod, question) if offered else {}
    return found


def forget(world: World, process: str) -> None:
    """The process is no more and nobody will follow it again."""
    world.remember(_MEMORY).pop(process, None)
