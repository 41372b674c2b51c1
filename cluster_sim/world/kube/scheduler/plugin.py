"""What a scheduler plugin is, and what it is asked in a scheduling cycle.

The extension points are those of the real framework (kubernetes.io/docs/concepts/
scheduling-eviction/scheduling-framework): ``framework.py`` tells in which order they are asked.
Filter and score exist twice: for one node, the plain form that tables and explanations use, and
for a stretch of nodes at once, the form that a cycle uses. Both say the same; a test holds them
to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.scheduler.cluster import Cluster
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.columns import Mask, Places
from cluster_sim.world.kube.scheduler.node_info import NodeInfo
from cluster_sim.world.kube.scheduler.pod_kind import Ints, PodKind, kind_of
from cluster_sim.world.kube.scheduler.status import Status
from cluster_sim.world.kube.scheduler.tally import Placed, PodName
from cluster_sim.world.kube.scheduler.workloads import Workloads

BEST = 100

# A kind of change and its arguments, which the page puts into words.
Remedy = tuple[str, dict[str, str]]

Guests = Mapping[int, Sequence[tuple[PodName, Placed]]]
_NO_GUESTS: Final[Guests] = {}


class Cycle:
    """One attempt to place a pod.

    ``feasible`` is set after filtering: the places that scores are given for. ``state`` is where
    plugins keep what they worked out for this cycle. ``store``: everything else that the
    scheduler's informers know (claims, volumes, storage classes), to be read only. ``guests``:
    pods by the place that is kept free for them, none of them less important than the pod.
    """

    __slots__ = ("cluster", "feasible", "guests", "kind", "pod", "state", "store", "workloads")

    def __init__(
        self,
        cluster: Cluster,
        pod: Object,
        workloads: Workloads,
        store: Store | None = None,
        guests: Guests = _NO_GUESTS,
        kind: PodKind | None = None,
    ) -> None:
        self.cluster = cluster
        self.pod = pod
        self.kind: PodKind = kind or kind_of(pod["spec"])
        self.workloads = workloads
        self.store = Store({}) if store is None else store
        self.guests = guests
        self.feasible: Places = slice(0, 0)
        self.state: dict[str, Any] = {}

    def again(self, guests: Guests | None = None) -> Cycle:
        """The same question anew, after the cluster has changed."""
        known = self.guests if guests is None else guests
        return Cycle(self.cluster, self.pod, self.workloads, self.store, known, self.kind)

    @property
    def priority(self) -> int:
        """The pod's priority."""
        return int(self.pod["spec"].get("priority") or 0)

    @property
    def feasible_count(self) -> int:
        """How many nodes fit."""
        places = self.feasible
        return places.stop - places.start if isinstance(places, slice) else len(places)

    @property
    def namespace(self) -> str:
        """The pod's namespace."""
        return str(self.pod["metadata"].get("namespace", ""))

    @property
    def labels(self) -> dict[str, str]:
        """The pod's labels."""
        return self.pod["metadata"].get("labels") or {}

    def node(self, place: int) -> NodeInfo:
        """The node at a place, which may count on round the cluster."""
        return self.cluster.nodes[place % len(self.cluster.nodes)]


class Plugin:
    """A plugin that has nothing to say; real ones override what they take part in.

    ``heeds_pods``: whether its filter depends on which pods are where.
    """

    name: ClassVar[str] = ""
    scoring: ClassVar[bool] = False
    heeds_pods: ClassVar[bool] = True

    def pre_enqueue(self, pod: Object) -> str:
        """Why the pod must not even be queued yet, empty when it may."""
        return ""

    def pre_filter(self, cycle: Cycle) -> Status | None:
        """A no for the whole cluster, before any node is looked at."""
        return None

    def only_nodes(self, cycle: Cycle) -> list[str] | None:
        """The names of the only nodes worth looking at, None for all."""
        return None

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """Why the node at ``place`` cannot take the pod, None when it can."""
        return None

    def codes(self, cycle: Cycle, places: Places) -> Ints | None:
        """``filter`` of many nodes: 0 where the pod fits; None when it fits everywhere."""
        return None

    def passes(self, cycle: Cycle, places: Places) -> Mask | None:
        """Which of many nodes the pod fits on; None when it fits everywhere."""
        codes = self.codes(cycle, places)
        return None if codes is None else codes == 0

    def status(self, cycle: Cycle, code: int) -> Status:
        """What a code other than 0 stands for."""
        raise NotImplementedError(f"{self.name} turns no node down")

    def remedy(self, cycle: Cycle, place: int) -> Remedy | None:
        """The one change that would make this plugin accept the node, None when it takes more."""
        return None

    def pre_score(self, cycle: Cycle) -> bool:
        """Whether the plugin has a score to give for ``cycle.feasible``."""
        return self.scoring

    def score(self, cycle: Cycle, place: int) -> int:
        """The raw score of one node."""
        raise NotImplementedError(f"{self.name} gives no scores")

    def scores(self, cycle: Cycle) -> Ints:
        """The raw scores of ``cycle.feasible``, in its order."""
        raise NotImplementedError(f"{self.name} gives no scores")

    def normalise(self, cycle: Cycle, scores: Ints) -> Ints:
        """Scores from 0 to 100 out of the raw ones of all feasible nodes."""
        return scores

    def reserve(self, cycle: Cycle, client: Client, node: str) -> Status | None:
        """Set aside what the pod will take on ``node``; a no ends the attempt.

        What must outlive the cycle goes to ``client.world.remember(...)``, keyed by the pod.
        """
        return None

    def unreserve(self, client: Client, pod: Object, node: str) -> None:
        """Give back what ``reserve`` set aside, if it did: the pod does not come after all."""

    def pre_bind(self, client: Client, pod: Object, node: str) -> Status | None:
        """What must be done before the pod is bound; None when it is.

        WAITING: asked again a second later. Any other status, or a StatusError, ends the attempt.
        """
        return None

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """Whether what happened may turn this plugin's no into a yes (a queueing hint)."""
        return False


def normalised(scores: Ints, reverse: bool = False) -> Ints:
    """Scores stretched to 0..100 by their highest (plugins/helper/normalize_score.go)."""
    highest = int(scores.max(initial=0))
    if highest == 0:
        return scores * 0 + BEST if reverse else scores
    stretched: Ints = scores * BEST // highest
    return BEST - stretched if reverse else stretched
