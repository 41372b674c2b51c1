"""The storage drivers of a node: its CSINode (pkg/volume/csi/nodeinfomanager).

On every node runs the node part of csi.grappe.example; kubelet tells of it when it starts.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import CSI_NODES, ZONE
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.provisioner_block import NAME as DRIVER

# The disks that a machine takes, as on machines of public clouds.
MOST_DISKS: Final = 25


def register(client: Client, node: Object) -> None:
    """Write the node's CSINode, once."""
    meta = node["metadata"]
    if client.world.store.get(CSI_NODES, "", meta["name"]) is not None:
        return
    driver = {
        "name": DRIVER,
        "nodeID": meta["name"],
        "topologyKeys": [ZONE],
        "allocatable": {"count": MOST_DISKS},
    }
    owner = {"apiVersion": "v1", "kind": "Node", "name": meta["name"], "uid": meta["uid"]}
    client.create(
        CSI_NODES,
        "",
        {
            "metadata": {"name": meta["name"], "ownerReferences": [owner]},
            "spec": {"drivers": [driver]},
        },
    )
