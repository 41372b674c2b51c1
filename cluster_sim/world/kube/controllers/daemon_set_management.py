"""What each node needs: a pod where there is none, fewer where there are too many.

pkg/controller/daemon/daemon_controller.go: manage, podsShouldBeOnNode
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.intstr import scaled_value
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.daemon_set_history import hash_of
from cluster_sim.world.kube.controllers.daemon_set_nodes import (
    Verdict,
    daemon_tolerations,
    verdict,
)
from cluster_sim.world.kube.controllers.daemon_set_pods import ByNode, by_node, oldest_first, tell
from cluster_sim.world.kube.pod_state import available_in, is_ready, phase_of
from cluster_sim.world.kube.timings import MINUTE, SECOND

# cmd/kube-controller-manager/app/apps.go: flowcontrol.NewBackOff(1*time.Second, 15*time.Minute)
_BACKOFF_FIRST: Final = 1 * SECOND
_BACKOFF_LONGEST: Final = 15 * MINUTE
_BACKOFF: Final = "daemonset-controller failed pods"


@dataclass
class Look:
    """A DaemonSet, the nodes and its pods as they were when the look began.

    ``deleted`` and ``needed``: the pods that are to go and the nodes that are to get one.
    ``again``: µs until a failed pod may be replaced, None when none waits.
    """

    client: Client
    daemon_set: Object
    pods: list[Object]
    hashed: str
    nodes: dict[str, Object] = field(init=False)
    verdicts: dict[str, Verdict] = field(init=False)
    on_node: ByNode = field(init=False)
    deleted: list[Object] = field(default_factory=list)
    needed: list[str] = field(default_factory=list)
    again: int | None = None

    def __post_init__(self) -> None:
        spec = self.daemon_set["spec"]["template"]["spec"]
        tolerations = daemon_tolerations(spec)
        self.nodes = {name_of(node): node for node in self.client.world.store.all("nodes")}
        self.verdicts = {
            name: verdict(node, spec, tolerations) for name, node in self.nodes.items()
        }
        self.on_node = by_node(self.pods)

    @property
    def wanted(self) -> int:
        """The number of nodes that should run a pod."""
        return sum(each.run for each in self.verdicts.values())

    def share(self, name: str, default: int) -> int:
        """``maxUnavailable`` or ``maxSurge`` as a number of nodes, percentages rounded up."""
        strategy = self.daemon_set["spec"]["updateStrategy"]
        if strategy["type"] != "RollingUpdate":
            return 0
        written = (strategy.get("rollingUpdate") or {}).get(name, default)
        return scaled_value(written, self.wanted, round_up=True)

    def surges(self) -> bool:
        """Whether the new pod may come before the old one goes."""
        strategy = self.daemon_set["spec"]["updateStrategy"]
        rolling: dict[str, Any] = strategy.get("rollingUpdate") or {}
        return strategy["type"] == "RollingUpdate" and rolling.get("maxSurge", 0) not in (0, "0%")

    def is_available(self, pod: Object) -> bool:
        """Whether the pod has been ready for ``minReadySeconds``."""
        seconds = self.daemon_set["spec"].get("minReadySeconds", 0)
        return available_in(pod, seconds, self.client.now) == 0

    def is_new(self, pod: Object) -> bool:
        """Whether the pod is of the present template."""
        return hash_of(pod) == self.hashed

    def manage(self) -> None:
        """See to every node, and to pods that wait for a node that is gone."""
        for name in self.nodes:
            self._manage_node(name)
        for name, pods in self.on_node.items():
            if name not in self.nodes:
                self.deleted += [pod for pod in pods if not pod["spec"].get("nodeName")]

    def _manage_node(self, node: str) -> None:
        run, stay = self.verdicts[node]
        pods = self.on_node.get(node)
        if run and pods is None:
            self.needed.append(node)
        elif stay:
            self._prune(node, [pod for pod in pods or () if not is_terminating(pod)])
        elif pods is not None:
            self.deleted += [pod for pod in pods if not is_terminating(pod)]

    def _prune(self, node: str, pods: list[Object]) -> None:
        """One pod is enough; while surging, an old one may stay until the new one is available."""
        running = []
        for pod in pods:
            if phase_of(pod) == "Failed":
                self._replace_failed(node, pod)
            elif phase_of(pod) == "Succeeded":
                self._tell_of(pod, node, "succeeded", "delete")
                self.deleted.append(pod)
            else:
                running.append(pod)
        if not self.surges():
            self.deleted += oldest_first(running)[1:]
        elif not running and self.verdicts[node].run:
            self.needed.append(node)
        elif len(running) > 1:
            self._prune_surge(oldest_first(running))

    def _prune_surge(self, running: list[Object]) -> None:
        new = [pod for pod in running if self.is_new(pod)]
        old = [pod for pod in running if not self.is_new(pod)]
        self.deleted += [*new[1:], *old[1:]]
        if new and old and (not is_ready(old[0]) or self.is_available(new[0])):
            self.deleted.append(old[0])

    def _replace_failed(self, node: str, pod: Object) -> None:
        """Delete a failed pod, but not again and again in a short time."""
        wait = _wait_of(self.client.world, self.daemon_set, node)
        if wait:
            self.again = wait if self.again is None else min(self.again, wait)
            return
        _fail(self.client.world, self.daemon_set, node)
        self._tell_of(pod, node, "failed", "kill")
        self.deleted.append(pod)

    def _tell_of(self, pod: Object, node: str, state: str, doing: str) -> None:
        full = f"{namespace_of(pod)}/{name_of(pod)}"
        message = f"Found {state} daemon pod {full} on node {node}, will try to {doing} it"
        kind = events.WARNING if state == "failed" else events.NORMAL
        tell(self.client, self.daemon_set, kind, f"{state.capitalize()}DaemonPod", message)


def _key(daemon_set: Object, node: str) -> tuple[str, int, str]:
    observed = (daemon_set.get("status") or {}).get("observedGeneration", 0)
    return daemon_set["metadata"]["uid"], observed, node


def _wait_of(world: World, daemon_set: Object, node: str) -> int:
    """The µs until a failed pod on the node may be replaced, 0 for now."""
    entry = world.remember(_BACKOFF).get(_key(daemon_set, node))
    if entry is None:
        return 0
    delay, since = entry
    return max(0, int(since + delay - world.now))


def _fail(world: World, daemon_set: Object, node: str) -> None:
    """Double the delay; what has not failed for twice the longest one starts anew."""
    memory, key = world.remember(_BACKOFF), _key(daemon_set, node)
    for old in [each for each in memory if world.now - memory[each][1] > 2 * _BACKOFF_LONGEST]:
        del memory[old]
    delay = memory[key][0] * 2 if key in memory else _BACKOFF_FIRST
    memory[key] = (min(delay, _BACKOFF_LONGEST), world.now)
