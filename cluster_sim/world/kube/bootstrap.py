"""What a cluster holds from its first moment: its namespaces and the way to the API server.

As ``kubeadm init`` and the API server itself make them (pkg/controlplane/controller).
"""

from __future__ import annotations

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.admission import lab_limits
from cluster_sim.world.kube.api.validation.priorityclasses import SYSTEM_CLASSES
from cluster_sim.world.kube.bootstrap_access import create_access
from cluster_sim.world.kube.claims import CLASSES, CSI_DRIVERS
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers import provisioner_block, provisioner_local_path

SYSTEM_NAMESPACES = ("default", "kube-node-lease", "kube-public", "kube-system")
API_SERVER_IP = "10.0.0.10"
# pkg/apis/scheduling/v1/helpers.go
_PRIORITY_CLASSES = {
    "system-node-critical": (
        "Used for system critical pods that must not be moved from their current node."
    ),
    "system-cluster-critical": (
        "Used for system critical pods that must run in the cluster, but can be moved to another "
        "node if necessary."
    ),
}
_SECURE_PORT = 6443
_APISERVER = "kube-apiserver"


def create_cluster(world: World, limits: dict[str, int]) -> None:
    """Write the objects that every cluster has; ``limits``: the most objects of a kind."""
    world.remember(lab_limits.MEMORY).update(limits)
    client = Client(world, _APISERVER)
    for name in SYSTEM_NAMESPACES:
        meta = {"name": name, "labels": {"kubernetes.io/metadata.name": name}}
        client.create("namespaces", "", {"metadata": meta})
    _create_storage(client)
    _create_service(client)
    _create_endpoints(client)
    _create_priority_classes(client)
    create_access(client)


def _create_storage(client: Client) -> None:
    """The default class, as kind has it, and the driver of the network's disks."""
    annotations = {"storageclass.kubernetes.io/is-default-class": "true"}
    client.create(
        CLASSES,
        "",
        {
            "metadata": {"name": "standard", "annotations": annotations},
            "provisioner": provisioner_local_path.NAME,
            "reclaimPolicy": "Delete",
            "volumeBindingMode": "WaitForFirstConsumer",
        },
    )
    spec = {"attachRequired": True, "podInfoOnMount": False}
    meta = {"name": provisioner_block.NAME}
    client.create(CSI_DRIVERS, "", {"metadata": meta, "spec": spec})


def _create_service(client: Client) -> None:
    labels = {"component": "apiserver", "provider": "kubernetes"}
    port = {"name": "https", "port": 443, "protocol": "TCP", "targetPort": _SECURE_PORT}
    spec = {"clusterIP": "10.96.0.1", "type": "ClusterIP", "ports": [port]}
    meta = {"name": "kubernetes", "labels": labels}
    client.create("services", "default", {"metadata": meta, "spec": spec})


def _create_endpoints(client: Client) -> None:
    port = {"name": "https", "port": _SECURE_PORT, "protocol": "TCP"}
    slice_meta = {"name": "kubernetes", "labels": {"kubernetes.io/service-name": "kubernetes"}}
    endpoint = {"addresses": [API_SERVER_IP], "conditions": {"ready": True}}
    client.create(
        "endpointslices.discovery.k8s.io",
        "default",
        {
            "metadata": slice_meta,
            "addressType": "IPv4",
            "endpoints": [endpoint],
            "ports": [port],
        },
    )
    skip = {"endpointslice.kubernetes.io/skip-mirror": "true"}
    subset = {"addresses": [{"ip": API_SERVER_IP}], "ports": [port]}
    meta = {"name": "kubernetes", "labels": skip}
    client.create("endpoints", "default", {"metadata": meta, "subsets": [subset]})


def _create_priority_classes(client: Client) -> None:
    for name, description in _PRIORITY_CLASSES.items():
        value = SYSTEM_CLASSES[name]
        body = {"metadata": {"name": name}, "value": value, "description": description}
        client.create("priorityclasses.scheduling.k8s.io", "", body)
