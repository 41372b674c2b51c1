"""rancher.io/local-path: a directory of the node that a claim's pod was placed on.

As kind and k3s have it (github.com/rancher/local-path-provisioner, provisioner.go).
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import SELECTED_NODE, annotation
from cluster_sim.world.kube.controllers.provisioner import (
    Made,
    Provisioner,
    ProvisionError,
    volume_name,
)
from cluster_sim.world.kube.timings import LOCAL_PATH_FIRST, LOCAL_PATH_LAST

NAME: Final = "rancher.io/local-path"
DIRECTORY: Final = "/var/local-path-provisioner"
_MODES: Final = ("ReadWriteOnce", "ReadWriteOncePod")


def _make(world: World, claim: Object, storage_class: Object) -> Made:
    if any(mode not in _MODES for mode in claim["spec"]["accessModes"]):
        text = "NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes"
        raise ProvisionError(text)
    node = annotation(claim, SELECTED_NODE)
    if not node:
        raise ProvisionError("configuration error, no node was specified")
    known = world.store.get("nodes", "", node)
    if known is None:
        raise ProvisionError(f'failed to get target node: node "{node}" not found')
    meta = claim["metadata"]
    directory = f"{volume_name(claim)}_{meta['namespace']}_{meta['name']}"
    source = {"hostPath": {"path": f"{DIRECTORY}/{directory}", "type": "DirectoryOrCreate"}}
    host = (known["metadata"].get("labels") or {}).get("kubernetes.io/hostname", node)
    asked = {"key": "kubernetes.io/hostname", "operator": "In", "values": [host]}
    selected = {"local.path.provisioner/selected-node": node}
    return source, selected, {"matchExpressions": [asked]}


def _hold(world: World, volume: Object) -> str:
    return ""


PROVISIONER: Final = Provisioner(
    name=NAME,
    component=f"{NAME}_local-path-provisioner",
    make=_make,
    create=(LOCAL_PATH_FIRST, LOCAL_PATH_LAST),
    delete=(LOCAL_PATH_FIRST, LOCAL_PATH_LAST),
    hold=_hold,
)
