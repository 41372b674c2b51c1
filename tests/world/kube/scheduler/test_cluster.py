"""What the scheduler keeps up to date is what it would find if it looked anew."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cluster_sim.world.kube.api.labels import of_set
from cluster_sim.world.kube.scheduler.cache import placed
from cluster_sim.world.kube.scheduler.cluster import Cluster
from cluster_sim.world.kube.scheduler.node_info import NodeInfo
from tests.world.kube.scheduler.worlds import HOSTNAME, ZONE, nodes, residents

NAMES = [f"n{number}" for number in range(4)]
WEB = of_set({"app": "web"})


def _taints(node: NodeInfo) -> int:
    return len(node.taints)


def read(cluster: Cluster) -> dict[str, Any]:
    """Everything that plugins read, by node."""
    cluster.settle()
    columns = cluster.columns
    resources = ("cpu", "memory", "ephemeral-storage", "pods", "example.com/gpu")
    rows = {name: columns.row(name) for name in resources}
    found: dict[str, Any] = {"order": [node.name for node in cluster.nodes]}
    for name, row in rows.items():
        for table in ("requested", "allocatable"):
            values = getattr(columns, table)
            blank = [0] * (2 * columns.size)
            found[f"{table} {name}"] = blank if row is None else values[row].tolist()
    found["web"] = cluster.tally("default", WEB).tolist()
    found["leaving too"] = cluster.tally("default", WEB, leaving=True).tolist()
    found["attached"] = {
        (namespace, id(kind)): counts.tolist() for namespace, kind, counts in cluster.attached()
    }
    found["taints"] = cluster.for_each_node("taints", _taints).tolist()
    found["nginx"] = cluster.image_sizes("nginx:latest").tolist()
    for label in (HOSTNAME, ZONE):
        ids, size = cluster.topology(label)
        found[label] = (ids.tolist(), size)
    return found


class ClusterStory(RuleBasedStateMachine):
    """Nodes and pods come, change and go; the store is kept beside."""

    def __init__(self) -> None:
        super().__init__()
        self.cluster = Cluster()
        self.nodes: dict[str, Any] = {}
        self.pods: dict[tuple[str, str], tuple[Any, str]] = {}

    @rule(data=st.data(), name=st.sampled_from(NAMES))
    def set_node(self, data: st.DataObject, name: str) -> None:
        self.nodes[name] = data.draw(nodes(name))
        self.cluster.set_node(self.nodes[name])

    @rule(name=st.sampled_from(NAMES))
    def drop_node(self, name: str) -> None:
        self.nodes.pop(name, None)
        self.cluster.drop_node(name)

    @rule(pod=residents, node=st.sampled_from(NAMES), name=st.sampled_from("abc"))
    def add_pod(self, pod: dict[str, Any], node: str, name: str) -> None:
        self.pods["default", name] = (pod, node)
        self.cluster.add_pod(("default", name), placed(pod, node))

    @rule(name=st.sampled_from("abc"))
    def remove_pod(self, name: str) -> None:
        self.pods.pop(("default", name), None)
        self.cluster.remove_pod(("default", name))

    @rule()
    def read_it(self) -> None:
        read(self.cluster)

    @invariant()
    def kept_is_anew(self) -> None:
        anew = Cluster()
        for node in self.nodes.values():
            anew.set_node(node)
        for name, (pod, node) in self.pods.items():
            anew.add_pod(name, placed(pod, node))
        assert read(self.cluster) == read(anew)


TestClusterStory = ClusterStory.TestCase
