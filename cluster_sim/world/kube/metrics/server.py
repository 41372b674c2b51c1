"""The API of the metrics server (metrics-server, pkg/api): get and list of what it knows."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors, registry, timestamps
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs import measured
from cluster_sim.world.kube.api.verbs.read import Test
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.kube.metrics.scrape import node_metrics, pod_metrics
from cluster_sim.world.kube.pod_state import phase_of

PODS: Final = "pods.metrics.k8s.io"
NODES: Final = "nodes.metrics.k8s.io"
_GROUP: Final = "metrics.k8s.io"
_ACTOR: Final = "metrics-server"
_READER: Final[Object] = {
    "metadata": {
        "name": "system:aggregated-metrics-reader",
        "labels": {
            "k8s-app": "metrics-server",
            **{
                f"rbac.authorization.k8s.io/aggregate-to-{role}": "true"
                for role in ("admin", "edit", "view")
            },
        },
    },
    "rules": [
        {"apiGroups": [_GROUP], "resources": ["pods", "nodes"], "verbs": ["get", "list", "watch"]}
    ],
}


def register(system: System) -> None:
    """Let worlds of this system tell what pods and nodes use."""
    measured.offer(system, PODS, _get_pod, _list_pods)
    measured.offer(system, NODES, _get_node, _list_nodes)


def install(world: World) -> None:
    """Let the API server send what is asked of metrics.k8s.io to the metrics server.

    As components.yaml of its releases does, and let those who may view read it.
    """
    client = Client(world, _ACTOR)
    client.create("clusterroles.rbac.authorization.k8s.io", "", _READER)
    spec: dict[str, Any] = {
        "group": _GROUP,
        "groupPriorityMinimum": 100,
        "insecureSkipTLSVerify": True,
        "service": {"name": "metrics-server", "namespace": "kube-system", "port": 443},
        "version": "v1beta1",
        "versionPriority": 100,
    }
    meta = {"name": registry.METRICS_SERVICE, "labels": {"k8s-app": "metrics-server"}}
    made = client.create(registry.API_SERVICES, "", {"metadata": meta, "spec": spec})
    passed = {
        "type": "Available",
        "status": "True",
        "lastTransitionTime": timestamps.time(world.unix),
        "reason": "Passed",
        "message": "all checks passed",
    }
    client.update_status(registry.API_SERVICES, {**made, "status": {"conditions": [passed]}})


def _get_pod(call: Call, namespace: str, name: str) -> Object:
    pod = call.world.store.get("pods", namespace, name)
    if pod is None or phase_of(pod) != "Running":
        raise errors.not_found("", "pods", name)
    found = pod_metrics(call.world, pod)
    if found is None:
        raise errors.not_found(_GROUP, "podmetrics", f"{namespace}/{name}")
    return found


def _list_pods(call: Call, namespace: str | None, test: Test) -> list[Object]:
    store = call.world.store
    if namespace is None:
        places = sorted(store.table("pods"))
    else:
        places = sorted(store.bucket("pods", NAMESPACE, namespace))
    table = store.table("pods")
    pods = (table[place] for place in places)
    chosen = (pod for pod in pods if phase_of(pod) == "Running" and test(pod))
    found = (pod_metrics(call.world, pod) for pod in chosen)
    return [each for each in found if each is not None]


def _get_node(call: Call, namespace: str, name: str) -> Object:
    node = call.world.store.get("nodes", "", name)
    if node is None:
        raise errors.not_found("", "nodes", name)
    found = node_metrics(call.world, node)
    if found is None:
        raise errors.not_found(_GROUP, "nodemetrics", name)
    return found


def _list_nodes(call: Call, namespace: str | None, test: Test) -> list[Object]:
    table = call.world.store.table("nodes")
    nodes = (table[place] for place in sorted(table))
    found = (node_metrics(call.world, node) for node in nodes if test(node))
    return [each for each in found if each is not None]
