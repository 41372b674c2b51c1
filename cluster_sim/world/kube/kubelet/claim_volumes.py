"""The volumes behind a pod's claims: awaited, mounted, told as in use, given back.

pkg/kubelet/volumemanager (reconciler, WaitForAttachAndMount) and pkg/kubelet/nodestatus: a volume
that has to be attached is mounted once the node's status says both that it is in use and, by the
attach/detach controller's hand, that it is attached.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.hypervisor.vms import RUNNING, VMS, phase_of
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.workqueue import WorkQueue
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import full_name, namespace_of, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import (
    CLAIMS,
    PODS,
    claim_name,
    claims_of,
    driver_of,
    is_bound,
    needs_attachment,
    unique_name,
    volume_of,
)
from cluster_sim.world.kube.indexes import CLAIM
from cluster_sim.world.kube.kubelet import claim_data, claim_growth, machines
from cluster_sim.world.kube.kubelet.claim_records import Waiting, keep, keep_all, known
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.kubelet.queues import POD_QUEUE
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.timings import (
    MILLISECOND,
    MOUNT_BLOCK,
    MOUNT_TIMEOUT,
    SECOND,
    VOLUMES_IN_USE_LOOK,
)

# pkg/kubelet/volumemanager: reconcilerLoopSleepPeriod.
_RECONCILE: Final = 100 * MILLISECOND


def ready(turn: Turn) -> bool:
    """Whether all volumes of the pod's claims are mounted; otherwise they are worked on."""
    if not claims_of(turn.pod):
        return True
    waiting = known(turn.world, turn.node).get(turn.key)
    if waiting is None or waiting["uid"] != turn.record["uid"]:
        waiting = {"uid": turn.record["uid"], "since": turn.now, "mount": None, "told": 0}
        keep(turn.world, turn.node, turn.key, waiting)
        if any(map(_name_in_use(turn.world, turn.pod).get, claims_of(turn.pod))):
            delay = turn.world.chance.below("kubelet volumes", VOLUMES_IN_USE_LOOK)
            IN_USE_QUEUE.add(turn.world, turn.node, delay)
    if waiting.get("mounted"):
        return True
    missing = [name for name in claims_of(turn.pod) if not _is_there(turn, name)]
    if missing:
        _wait(turn, waiting, missing)
        return False
    return _mount(turn, waiting)


def _mount(turn: Turn, waiting: Waiting) -> bool:
    if waiting["mount"] is None:
        waiting = {**waiting, "mount": turn.now + _mounting_time(turn)}
        keep(turn.world, turn.node, turn.key, waiting)
    if turn.now < waiting["mount"]:
        turn.wake(waiting["mount"])
        return False
    keep(turn.world, turn.node, turn.key, {**waiting, "mounted": True})
    claim_growth.mounted(turn.world, turn.pod)
    return True


def _mounting_time(turn: Turn) -> int:
    volumes = (volume_of(turn.world.store, turn.pod, name) for name in claims_of(turn.pod))
    return MOUNT_BLOCK if any(v is not None and driver_of(v) for v in volumes) else 0


def _is_there(turn: Turn, name: str) -> bool:
    """Whether the claim's volume can be mounted here and now."""
    store = turn.world.store
    claim = store.get(CLAIMS, namespace_of(turn.pod), name)
    volume = volume_of(store, turn.pod, name)
    if claim is None or volume is None:
        return False
    if not needs_attachment(store, volume):
        return True
    status = (store.get("nodes", "", turn.node) or {}).get("status") or {}
    here = [each.get("name") for each in status.get("volumesAttached") or ()]
    wanted = unique_name(volume)
    return wanted in here and wanted in (status.get("volumesInUse") or ())


def _wait(turn: Turn, waiting: Waiting, missing: list[str]) -> None:
    """Tell of the wait whenever it has lasted its time."""
    passed = (turn.now - waiting["since"]) // MOUNT_TIMEOUT
    if passed > waiting["told"]:
        turn.warning(None, "FailedMount", _complaint(turn, missing))
        waiting = {**waiting, "told": passed}
        keep(turn.world, turn.node, turn.key, waiting)
    turn.wake(waiting["since"] + (passed + 1) * MOUNT_TIMEOUT)


def _complaint(turn: Turn, missing: list[str]) -> str:
    volumes = turn.pod["spec"].get("volumes") or ()
    names = [each["name"] for each in volumes if claim_name(turn.pod, each) in missing]
    unattached, unprocessed = names, ""
    problem = _unusable(turn, missing[0])
    if problem:
        unattached, unprocessed = [], " ".join(names)
    return (
        f"Unable to attach or mount volumes: unmounted volumes=[{' '.join(names)}], "
        f"unattached volumes=[{' '.join(unattached)}], failed to process volumes=[{unprocessed}]: "
        f"{problem or 'context deadline exceeded'}"
    )


def _unusable(turn: Turn, name: str) -> str:
    """Why the kubelet cannot even begin with the claim, empty when it can."""
    namespace = namespace_of(turn.pod)
    claim = turn.world.store.get(CLAIMS, namespace, name)
    head = f"error processing PVC {namespace}/{name}: "
    if claim is None:
        text = f'failed to fetch PVC from API server: persistentvolumeclaims "{name}" not found'
        return head + text
    return "" if is_bound(claim) else f"{head}PVC is not bound"


def _name_in_use(world: World, pod: Object) -> dict[str, str]:
    """The names of those volumes of the pod that have to be attached, by claim."""
    found = {}
    for name in claims_of(pod):
        volume = volume_of(world.store, pod, name)
        if volume is not None and needs_attachment(world.store, volume):
            found[name] = unique_name(volume)
    return found


def hear_pod(world: World, change: Change) -> None:
    """Watcher: a pod that ended or went gives its volumes back."""
    pod = change.old
    if pod is None or not pod["spec"].get("volumes"):
        return
    node = pod["spec"].get("nodeName", "")
    if full_name(pod) not in known(world, node):
        return
    if change.new is None or is_finished(change.new):
        IN_USE_QUEUE.add(world, node, world.chance.below("kubelet volumes", VOLUMES_IN_USE_LOOK))


def hear_node(world: World, change: Change) -> None:
    """Watcher: a volume was attached to a node, whose pods may be waiting for it."""
    old, new = change.old, change.new
    if new is None or old is None:
        return
    attached = (new.get("status") or {}).get("volumesAttached")
    if attached and attached != (old.get("status") or {}).get("volumesAttached"):
        _wake(world, change.key.name)


def hear_claim(world: World, change: Change) -> None:
    """Watcher: a claim was bound that a pod of some node waits for."""
    claim = change.new
    if claim is None or not is_bound(claim) or (change.old and is_bound(change.old)):
        return
    for pod in world.store.by_index(PODS, CLAIM, full_name(claim)):
        node = pod["spec"].get("nodeName", "")
        if full_name(pod) in known(world, node):
            POD_QUEUE.add(world, full_name(pod), _RECONCILE)
            IN_USE_QUEUE.add(world, node, _RECONCILE)


def hear_machine(world: World, change: Change) -> None:
    """Watcher: a machine that is back tells anew what it uses."""
    vm = change.new
    node = vm["spec"]["node"] if vm else ""
    if vm is not None and phase_of(vm) == RUNNING and known(world, node):
        IN_USE_QUEUE.add(world, node, VOLUMES_IN_USE_LOOK)


def _wake(world: World, node: str) -> None:
    for key, waiting in known(world, node).items():
        if not waiting.get("mounted"):
            POD_QUEUE.add(world, key, world.chance.below("kubelet volumes", _RECONCILE))


def _tell_in_use(world: World, node: str) -> int | None:
    """Write what the node's pods use of attached volumes into its status."""
    stored = world.store.get("nodes", "", node)
    if stored is None or not known(world, node):
        return None
    if not machines.is_up(world, node):
        return None
    used: list[str] = []
    kept = {}
    for key, waiting in known(world, node).items():
        pod = world.store.get(PODS, *split_name(key))
        if pod is None or pod["metadata"]["uid"] != waiting["uid"] or is_finished(pod):
            continue
        kept[key] = waiting
        used += _name_in_use(world, pod).values()
    keep_all(world, node, kept)
    status = {k: v for k, v in (stored.get("status") or {}).items() if k != "volumesInUse"}
    if used:
        status["volumesInUse"] = sorted(dict.fromkeys(used))
    try:
        if status != stored.get("status"):
            machines.client_of(world, node).update_status("nodes", {**stored, "status": status})
    except StatusError:
        return SECOND
    _wake(world, node)
    return None


IN_USE_QUEUE = WorkQueue("kubelet volumes in use", _tell_in_use)


def register(system: System) -> None:
    """Let worlds of this system mount volumes."""
    IN_USE_QUEUE.register(system)
    claim_growth.GROWTH_QUEUE.register(system)
    claim_data.register(system)
    system.watch(PODS, hear_pod)
    system.watch("nodes", hear_node)
    system.watch(CLAIMS, hear_claim)
    system.watch(CLAIMS, claim_growth.hear_claim)
    system.watch(VMS, hear_machine)
