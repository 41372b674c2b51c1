"""File systems that grow with their disks, under the pods that use them.

pkg/volume/util/operationexecutor/node_expander.go: the kubelet of the node where the volume is
mounted does it, at once or when the next pod mounts it.
"""

from __future__ import annotations

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.workqueue import WorkQueue
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import full_name, namespace_of, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import CLAIMS, VOLUMES, claims_of, users_of
from cluster_sim.world.kube.controllers.volume_resizer import NODE_PENDING, finish, node_status
from cluster_sim.world.kube.kubelet import machines, telling
from cluster_sim.world.kube.kubelet.claim_records import known
from cluster_sim.world.kube.timings import GROW_FILE_SYSTEM, SECOND


def hear_claim(world: World, change: Change) -> None:
    """Watcher: a disk has grown, its file system has not."""
    if change.new is not None and node_status(change.new) == NODE_PENDING:
        GROWTH_QUEUE.add(world, full_name(change.new), GROW_FILE_SYSTEM)


def mounted(world: World, pod: Object) -> None:
    """The pod's volumes have been mounted: those that wait for it grow now."""
    for name in claims_of(pod):
        claim = world.store.get(CLAIMS, namespace_of(pod), name)
        if claim is not None and node_status(claim) == NODE_PENDING:
            GROWTH_QUEUE.add(world, full_name(claim), GROW_FILE_SYSTEM)


def _grow(world: World, key: str) -> int | None:
    claim = world.store.get(CLAIMS, *split_name(key))
    if claim is None or node_status(claim) != NODE_PENDING:
        return None
    volume = world.store.get(VOLUMES, "", claim["spec"].get("volumeName") or "")
    users = [pod for pod in users_of(world.store, claim) if _has_mounted(world, pod)]
    if volume is None or not users:
        return None
    node = users[0]["spec"]["nodeName"]
    client = machines.client_of(world, node)
    try:
        claim = finish(client, claim, volume["spec"]["capacity"]["storage"])
    except StatusError:
        return SECOND
    name = volume["metadata"]["name"]
    message = f'MountVolume.NodeExpandVolume succeeded for volume "{name}" {node}'
    for about in (*users, claim):
        telling.normal(client, about, "FileSystemResizeSuccessful", message)
    return None


def _has_mounted(world: World, pod: Object) -> bool:
    node = pod["spec"].get("nodeName", "")
    waiting = known(world, node).get(full_name(pod))
    return bool(waiting and waiting.get("mounted")) and machines.is_up(world, node)


GROWTH_QUEUE = WorkQueue("kubelet file systems", _grow)
