"""VolumeBinding: the pod goes where its volumes are, or where they can be made.

pkg/scheduler/framework/plugins/volumebinding (volume_binding.go, binder.go). Bound claims must be
reachable from the node. Claims whose class waits for a consumer are bound or provisioned for the
node that is chosen, before the pod is bound to it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.meta import controller_of, is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.quantity_order import rank
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.persistentvolumeclaims import requested
from cluster_sim.world.kube.claims import (
    CLAIMS,
    CLASSES,
    CSI_DRIVERS,
    CSI_NODES,
    NO_PROVISIONER,
    SELECTED_NODE,
    VOLUMES,
    annotated,
    annotation,
    claims_of,
    class_of,
    fits_node,
    is_bound,
    is_delayed,
)
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.persistent_volume_binding import claimed
from cluster_sim.world.kube.controllers.persistent_volume_matching import best_match
from cluster_sim.world.kube.scheduler import cluster_event
from cluster_sim.world.kube.scheduler.cluster_event import ClusterEvent
from cluster_sim.world.kube.scheduler.plugin import Cycle
from cluster_sim.world.kube.scheduler.plugins.one_by_one import OneByOne
from cluster_sim.world.kube.scheduler.status import WAITING, Status, unresolvable
from cluster_sim.world.kube.timings import SECOND

NAME: Final = "VolumeBinding"
NODE_CONFLICT: Final = "node(s) didn't match PersistentVolume's node affinity"
BIND_CONFLICT: Final = "node(s) didn't find available persistent volumes to bind"
NO_VOLUME: Final = "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)"
UNBOUND: Final = "pod has unbound immediate PersistentVolumeClaims"
# VolumeBindingArgs: bindTimeoutSeconds.
_BIND_TIMEOUT: Final = 600 * SECOND
_TIMED_OUT: Final = "binding volumes: context deadline exceeded"
_BEGUN: Final = "scheduler volumes begun"
_STORAGE: Final = (CLAIMS, VOLUMES, CLASSES, CSI_NODES, CSI_DRIVERS)


class Wanted(NamedTuple):
    """The claims of a pod: those that have their volume, and those that still wait for one."""

    bound: tuple[Object, ...]
    waiting: tuple[Object, ...]


class VolumeBinding(OneByOne):
    """Turns down nodes that cannot reach, or be given, the pod's volumes."""

    name = NAME
    heeds_pods = False

    def pre_filter(self, cycle: Cycle) -> Status | None:
        """A no when a claim is not there, on its way out, or must be bound by somebody else."""
        names = claims_of(cycle.pod)
        if not names:
            return None
        found = []
        for name in names:
            claim = cycle.store.get(CLAIMS, cycle.namespace, name)
            problem = _problem(cycle.pod, name, claim)
            if problem or claim is None:
                return unresolvable(self.name, problem)
            found.append(claim)
        wanted = _sorted_out(cycle.store, found)
        if wanted is None:
            return unresolvable(self.name, UNBOUND)
        cycle.state[self.name] = wanted
        return None

    def concerns(self, cycle: Cycle) -> bool:
        """Whether the pod has claims."""
        return self.name in cycle.state

    def filter(self, cycle: Cycle, place: int) -> Status | None:
        """Why the volumes and the node do not come together (FindPodVolumes)."""
        wanted: Wanted | None = cycle.state.get(self.name)
        if wanted is None:
            return None
        node = cycle.node(place).node
        reasons = _bound_conflicts(cycle.store, wanted.bound, node)
        if wanted.waiting and not _can_have(cycle.store, wanted.waiting, node):
            reasons.insert(1 if NODE_CONFLICT in reasons else 0, BIND_CONFLICT)
        return unresolvable(self.name, *reasons) if reasons else None

    def reserve(self, cycle: Cycle, client: Client, node: str) -> Status | None:
        """Choose or order for this node what the pod has not got yet.

        The real scheduler assumes it here and writes it a moment later, before the binding: no
        other pod gets the volume either way.
        """
        wanted: Wanted | None = cycle.state.get(self.name)
        if wanted is None or not wanted.waiting:
            return None
        known = client.world.store.get("nodes", "", node)
        if known is None:
            return unresolvable(self.name, NODE_CONFLICT)
        for claim in wanted.waiting:
            current = client.world.store.get(CLAIMS, cycle.namespace, name_of(claim))
            if current is None or not _ordered(client, current, known):
                return unresolvable(self.name, BIND_CONFLICT)
        return None

    def pre_bind(self, client: Client, pod: Object, node: str) -> Status | None:
        """Wait until all claims are bound, to volumes that the node reaches."""
        if not claims_of(pod):
            return None
        store, uid = client.world.store, pod["metadata"]["uid"]
        found = [store.get(CLAIMS, namespace_of(pod), name) for name in claims_of(pod)]
        claims = [claim for claim in found if claim is not None]
        known = store.get("nodes", "", node)
        begun = client.world.remember(_BEGUN)
        if known is None or len(claims) < len(found) or not _reachable(store, claims, known):
            begun.pop(uid, None)
            return unresolvable(self.name, NODE_CONFLICT)
        if all(map(is_bound, claims)):
            begun.pop(uid, None)
            return None
        since = _since(client.world, uid)
        if client.world.now - since >= _BIND_TIMEOUT:
            del begun[uid]
            raise errors.StatusError(errors.failure(504, "Timeout", _TIMED_OUT))
        return WAITING

    def unreserve(self, client: Client, pod: Object, node: str) -> None:
        """Nothing is waited for any more."""
        client.world.remember(_BEGUN).pop(pod["metadata"]["uid"], None)

    def requeues(self, pod: Object, event: ClusterEvent) -> bool:
        """A claim of the pod changed, or anything that volumes come from."""
        names = claims_of(pod)
        if not names:
            return False
        if event.kind in (cluster_event.NODE_ADDED, cluster_event.NODE_LABELS):
            return True
        if event.kind != CLAIMS:
            return event.kind in _STORAGE and event.new is not None
        claim = event.new
        return (
            claim is not None
            and namespace_of(claim) == namespace_of(pod)
            and (name_of(claim) in names)
        )


def _since(world: World, uid: str) -> int:
    """When the wait for a pod's volumes began; pods that nobody waits for any more are dropped."""
    begun = world.remember(_BEGUN)
    for old in [each for each, at in begun.items() if world.now - at > 2 * _BIND_TIMEOUT]:
        del begun[old]
    return int(begun.setdefault(uid, world.now))


def _problem(pod: Object, name: str, claim: Object | None) -> str:
    """Why the pod cannot use the claim at all (podHasPVCs)."""
    ephemeral = _is_ephemeral(pod, name)
    if claim is None:
        if ephemeral:
            what = "waiting for ephemeral volume controller to create the persistentvolumeclaim"
            return f'{what} "{name}"'
        return f'persistentvolumeclaim "{name}" not found'
    if (claim.get("status") or {}).get("phase") == "Lost":
        volume = claim["spec"].get("volumeName", "")
        text = f'bound to non-existent persistentvolume "{volume}"'
        return f'persistentvolumeclaim "{name}" {text}'
    if is_terminating(claim):
        return f'persistentvolumeclaim "{name}" is being deleted'
    owner = controller_of(claim)
    if ephemeral and (owner is None or owner["uid"] != pod["metadata"]["uid"]):
        return f"PVC {namespace_of(pod)}/{name} is not owned by pod"
    return ""


def _is_ephemeral(pod: Object, name: str) -> bool:
    return any(
        "ephemeral" in volume and f"{name_of(pod)}-{volume['name']}" == name
        for volume in pod["spec"].get("volumes") or ()
    )


def _sorted_out(store: Store, claims: list[Object]) -> Wanted | None:
    """None when a claim has no volume yet and is not the scheduler's business."""
    bound, waiting = [], []
    for claim in claims:
        if is_bound(claim):
            bound.append(claim)
        elif is_delayed(store, claim) and not claim["spec"].get("volumeName"):
            waiting.append(claim)
        else:
            return None
    return Wanted(tuple(bound), tuple(sorted(waiting, key=_size)))


def _size(claim: Object) -> tuple[int, int]:
    return rank(requested(claim["spec"]) or "0")


def _bound_conflicts(store: Store, claims: tuple[Object, ...], node: Object) -> list[str]:
    for claim in claims:
        volume = store.get(VOLUMES, "", claim["spec"]["volumeName"])
        if volume is None:
            return [NO_VOLUME]
        if not fits_node(volume, node):
            return [NODE_CONFLICT]
    return []


def _reachable(store: Store, claims: list[Object], node: Object) -> bool:
    bound = tuple(claim for claim in claims if is_bound(claim))
    return not _bound_conflicts(store, bound, node)


def _can_have(store: Store, claims: tuple[Object, ...], node: Object) -> bool:
    """Whether each claim can get a volume on the node: one that is there, or a new one."""
    taken: list[str] = []
    for claim in claims:
        selected = annotation(claim, SELECTED_NODE)
        if selected:
            if selected != name_of(node):
                return False
            continue
        volume = best_match(store, claim, node, taken=taken)
        if volume is not None:
            taken.append(name_of(volume))
        elif not _can_be_made(store, claim, node):
            return False
    return True


def _can_be_made(store: Store, claim: Object, node: Object) -> bool:
    storage_class = store.get(CLASSES, "", class_of(claim))
    if storage_class is None or storage_class["provisioner"] in ("", NO_PROVISIONER):
        return False
    terms = storage_class.get("allowedTopologies")
    labels = node["metadata"].get("labels") or {}
    return not terms or any(_selects(term, labels) for term in terms)


def _selects(term: Object, labels: dict[str, str]) -> bool:
    asked = term.get("matchLabelExpressions") or ()
    return bool(asked) and all(labels.get(each["key"]) in (each["values"] or ()) for each in asked)


def _ordered(client: Client, claim: Object, node: Object) -> bool:
    """Whether the claim has, or now gets, a volume on its way to this node."""
    selected = annotation(claim, SELECTED_NODE)
    if selected:
        return selected == name_of(node)
    volume = best_match(client.world.store, claim, node)
    if volume is not None:
        wanted = claimed(volume, claim)
        if wanted is not volume:
            client.update(VOLUMES, "", wanted)
        return True
    if not _can_be_made(client.world.store, claim, node):
        return False
    client.update(CLAIMS, namespace_of(claim), annotated(claim, {SELECTED_NODE: name_of(node)}))
    return True
