"""Claims in use and volumes that are bound stay until nobody needs them any more.

pkg/controller/volume/pvcprotection/pvc_protection_controller.go and
pkg/controller/volume/pvprotection/pv_protection_controller.go
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.admission.storage_protection import (
    CLAIM_FINALIZER,
    VOLUME_FINALIZER,
)
from cluster_sim.world.kube.api.meta import full_name, is_terminating, namespace_of, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import CLAIMS, PODS, VOLUMES, claims_of, users_of
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.pod_state import is_finished


def _of_itself(world: World, change: Change) -> Iterator[str]:
    """What is to go, and what somebody took the protection from."""
    new = change.new
    if new is None:
        return
    protected = change.key.resource == CLAIMS and CLAIM_FINALIZER in _finalizers(new)
    protected = protected or VOLUME_FINALIZER in _finalizers(new)
    if is_terminating(new) == protected:
        yield full_name(new)


def _of_pod(world: World, change: Change) -> Iterator[str]:
    """A pod that went, or that ended or was marked, may have been a claim's last user."""
    pod = change.old
    if pod is None or not pod["spec"].get("volumes"):
        return
    if change.new is not None and not (is_finished(change.new) or is_terminating(change.new)):
        return
    for name in claims_of(pod):
        claim = world.store.get(CLAIMS, namespace_of(pod), name)
        if claim is not None and is_terminating(claim):
            yield full_name(claim)


def _sync_claim(client: Client, key: str) -> None:
    claim = client.world.store.get(CLAIMS, *split_name(key))
    if claim is None:
        return
    if not is_terminating(claim):
        _protect(client, CLAIMS, claim, CLAIM_FINALIZER)
    elif not any(pod["spec"].get("nodeName") for pod in users_of(client.world.store, claim)):
        _let_go(client, CLAIMS, claim, CLAIM_FINALIZER)


def _sync_volume(client: Client, key: str) -> None:
    volume = client.world.store.get(VOLUMES, *split_name(key))
    if volume is None:
        return
    if not is_terminating(volume):
        _protect(client, VOLUMES, volume, VOLUME_FINALIZER)
    elif (volume.get("status") or {}).get("phase") != "Bound":
        _let_go(client, VOLUMES, volume, VOLUME_FINALIZER)


def _protect(client: Client, resource: str, obj: Object, finalizer: str) -> None:
    present = _finalizers(obj)
    if finalizer not in present:
        _write(client, resource, obj, [*present, finalizer])


def _let_go(client: Client, resource: str, obj: Object, finalizer: str) -> None:
    present = _finalizers(obj)
    if finalizer in present:
        _write(client, resource, obj, [each for each in present if each != finalizer])


def _finalizers(obj: Object) -> list[str]:
    return obj["metadata"].get("finalizers") or []


def _write(client: Client, resource: str, obj: Object, finalizers: list[str]) -> None:
    meta = {**obj["metadata"], "finalizers": finalizers}
    client.update(resource, namespace_of(obj), {**obj, "metadata": meta})


CLAIM_CONTROLLER = Controller(
    "pvc-protection-controller", {CLAIMS: _of_itself, PODS: _of_pod}, _sync_claim
)
VOLUME_CONTROLLER = Controller("pv-protection-controller", {VOLUMES: _of_itself}, _sync_volume)
