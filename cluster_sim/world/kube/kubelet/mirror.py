"""Pods that a kubelet runs from files of its own machine, and shows as mirror pods.

Here that is kube-proxy: its pods have the mirror annotation, belong to the node, and come back
when somebody deletes them (pkg/kubelet/pod/mirror_client.go).
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.version import GIT_VERSION

IMAGE = f"registry.k8s.io/kube-proxy:{GIT_VERSION}"
ANNOTATION = "kubernetes.io/config.mirror"
NAMESPACE = "kube-system"


def is_mirror(pod: Object) -> bool:
    """Whether the pod stands for one that its kubelet runs from a file."""
    return ANNOTATION in (pod["metadata"].get("annotations") or {})


def ensure(client: Client, node: str) -> None:
    """Make the mirror pods of the node that are missing."""
    world, name = client.world, f"kube-proxy-{node}"
    stored = world.store.get("nodes", "", node)
    if stored is None or world.store.get("pods", NAMESPACE, name) is not None:
        return
    try:
        client.create("pods", NAMESPACE, _kube_proxy(world, node, stored))
    except StatusError:
        # Without kube-system, or at a limit: the pod runs all the same and is not shown.
        return


def _kube_proxy(world: World, node: str, stored: Object) -> Object:
    meta: dict[str, Any] = {
        "name": f"kube-proxy-{node}",
        "namespace": NAMESPACE,
        "labels": {"component": "kube-proxy", "tier": "node"},
        "annotations": {
            "kubernetes.io/config.source": "file",
            ANNOTATION: f"{stored['metadata']['uid'].replace('-', '')}",
        },
        "ownerReferences": [
            {
                "apiVersion": "v1",
                "kind": "Node",
                "name": node,
                "uid": stored["metadata"]["uid"],
                "controller": True,
            }
        ],
    }
    container = {
        "name": "kube-proxy",
        "image": IMAGE,
        "command": ["/usr/local/bin/kube-proxy", f"--hostname-override={node}"],
        "imagePullPolicy": "IfNotPresent",
    }
    spec = {
        "nodeName": node,
        "hostNetwork": True,
        "priorityClassName": "system-node-critical",
        "tolerations": [{"operator": "Exists"}],
        "containers": [container],
    }
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec}
