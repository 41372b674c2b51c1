"""Static pods: those that a kubelet runs from files of its own machine, shown as mirror pods.

kube-proxy is one on every node here; a scenario puts more manifests into a node's folder
(/etc/kubernetes/manifests). Mirror pods bear the name of the node behind their own, belong to
it, and come back when somebody deletes them: only the picture was deleted, the containers go on
(pkg/kubelet/pod/mirror_client.go, pkg/kubelet/config/common.go).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import md5
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.version import GIT_VERSION

IMAGE = f"registry.k8s.io/kube-proxy:{GIT_VERSION}"
ANNOTATION = "kubernetes.io/config.mirror"
NAMESPACE = "kube-system"
_MEMORY = "kubelet manifests"


def is_mirror(pod: Object) -> bool:
    """Whether the pod stands for one that its kubelet runs from a file."""
    return ANNOTATION in (pod["metadata"].get("annotations") or {})


def place(world: World, node: str, manifests: Sequence[Object]) -> None:
    """Put manifests of pods into the folder that the node's kubelet reads."""
    world.remember(_MEMORY)[node] = tuple(manifests)


def ensure(client: Client, node: str) -> None:
    """Make the mirror pods of the node that are missing."""
    stored = client.world.store.get("nodes", "", node)
    if stored is None:
        return
    for manifest in (_kube_proxy(node), *client.world.remember(_MEMORY).get(node, ())):
        _mirror(client, stored, manifest)


def told_of(pod: Object) -> Object:
    """The pod that events are about: the kubelet speaks of its own, whose uid is the hash."""
    if not is_mirror(pod):
        return pod
    meta = pod["metadata"]
    return {**pod, "metadata": {**meta, "uid": meta["annotations"][ANNOTATION]}}


def renew(client: Client, pod: Object) -> None:
    """Somebody deleted a mirror pod: it goes at once, and a new one takes its place."""
    meta = pod["metadata"]
    options = DeleteOptions(grace_seconds=0, uid=meta.get("uid", ""))
    client.delete("pods", meta["namespace"], meta["name"], options)
    ensure(client, pod["spec"]["nodeName"])


def _mirror(client: Client, node: Object, manifest: Object) -> None:
    name = f"{manifest['metadata']['name']}-{node['metadata']['name']}"
    namespace = manifest["metadata"].get("namespace", "default")
    if client.world.store.get("pods", namespace, name) is not None:
        return
    try:
        client.create("pods", namespace, _pod(manifest, node, name, namespace, client.now))
    except StatusError:
        # Without the namespace, or at a limit: the pod runs all the same and is not shown.
        return


def _pod(manifest: Object, node: Object, name: str, namespace: str, now: int) -> Object:
    content = json.dumps([manifest, node["metadata"]["name"]], sort_keys=True)
    digest = md5(content.encode(), usedforsecurity=False).hexdigest()
    given: Mapping[str, Any] = manifest["metadata"]
    owner = {
        "apiVersion": "v1",
        "kind": "Node",
        "name": node["metadata"]["name"],
        "uid": node["metadata"]["uid"],
        "controller": True,
    }
    annotations = {
        **(given.get("annotations") or {}),
        "kubernetes.io/config.hash": digest,
        ANNOTATION: digest,
        "kubernetes.io/config.seen": timestamps.time(now),
        "kubernetes.io/config.source": "file",
    }
    meta: dict[str, Any] = {"name": name, "namespace": namespace}
    if given.get("labels"):
        meta["labels"] = given["labels"]
    meta.update(annotations=annotations, ownerReferences=[owner])
    spec = {
        **manifest["spec"],
        "nodeName": node["metadata"]["name"],
        "tolerations": [{"effect": "NoExecute", "operator": "Exists"}],
    }
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec}


def _kube_proxy(node: str) -> Object:
    labels = {"component": "kube-proxy", "tier": "node"}
    container = {
        "name": "kube-proxy",
        "image": IMAGE,
        "command": ["/usr/local/bin/kube-proxy", f"--hostname-override={node}"],
        "imagePullPolicy": "IfNotPresent",
    }
    spec = {
        "hostNetwork": True,
        "priorityClassName": "system-node-critical",
        "containers": [container],
    }
    meta = {"name": "kube-proxy", "namespace": NAMESPACE, "labels": labels}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec}
