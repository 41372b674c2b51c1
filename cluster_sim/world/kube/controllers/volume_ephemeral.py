"""Generic ephemeral volumes: a claim for each, which belongs to its pod and goes with it.

pkg/controller/volume/ephemeral/controller.go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import (
    controller_of,
    controller_reference,
    full_name,
    is_terminating,
    namespace_of,
    split_name,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import CLAIMS, PODS, claim_name
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller

NAME: Final = "ephemeral_volume"


def _of_pod(world: World, change: Change) -> Iterator[str]:
    pod = change.new
    if pod is None or is_terminating(pod) or change.old is not None:
        return
    if any("ephemeral" in volume for volume in pod["spec"].get("volumes") or ()):
        yield full_name(pod)


def _of_claim(world: World, change: Change) -> Iterator[str]:
    """A claim that went is made again while its pod is there."""
    owner = controller_of(change.old) if change.new is None and change.old else None
    if owner is not None and owner["kind"] == "Pod":
        yield f"{change.key.namespace}/{owner['name']}"


def _sync(client: Client, key: str) -> None:
    pod = client.world.store.get(PODS, *split_name(key))
    if pod is None or is_terminating(pod):
        return
    for volume in pod["spec"].get("volumes") or ():
        if "ephemeral" in volume:
            _ensure(client, pod, volume)


def _ensure(client: Client, pod: Object, volume: dict[str, Any]) -> None:
    name = claim_name(pod, volume)
    if client.world.store.get(CLAIMS, namespace_of(pod), name) is not None:
        return
    template = volume["ephemeral"].get("volumeClaimTemplate") or {}
    meta = {
        **{f: v for f, v in (template.get("metadata") or {}).items() if f in _COPIED},
        "name": name,
        "ownerReferences": [controller_reference(pod)],
    }
    try:
        client.create(CLAIMS, namespace_of(pod), {"metadata": meta, "spec": template["spec"]})
    except StatusError as refused:
        message = f"ephemeral volume controller failed to create PVC {name}: {refused}"
        reason = "FailedToCreateEphemeralVolume"
        events.record(client, pod, events.WARNING, reason, message, NAME)
        raise


_COPIED: Final = ("labels", "annotations")

CONTROLLER = Controller(NAME, {PODS: _of_pod, CLAIMS: _of_claim}, _sync)
