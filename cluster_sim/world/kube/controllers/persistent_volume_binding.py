"""Binding, step by step: first the volume says whose it is, then the claim what it has.

pkg/controller/volume/persistentvolume/pv_controller.go (bind, unbindVolume, updateClaimStatus,
updateVolumePhase). Each step writes only what is not so yet, so that it can be taken up anywhere.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.claims import (
    BIND_COMPLETED,
    BOUND_BY_CONTROLLER,
    CLAIMS,
    VOLUMES,
    annotated,
    annotation,
    is_for,
    reference_to,
    without_annotation,
)
from cluster_sim.world.kube.client import Client

NAME: Final = "persistentvolume-controller"


def bind(client: Client, volume: Object, claim: Object) -> None:
    """Let volume and claim be each other's."""
    volume = _written(client, VOLUMES, volume, claimed(volume, claim))
    volume = set_phase(client, volume, "Bound")
    claim = _written(client, CLAIMS, claim, _with_volume(claim, volume))
    set_claim_status(client, claim, "Bound", volume)


def claimed(volume: Object, claim: Object) -> Object:
    """The volume with the reference to its claim; itself when it has it (GetBindVolumeToClaim)."""
    if is_for(volume, claim) and volume["spec"]["claimRef"].get("uid"):
        return volume
    ours = not is_for(volume, claim)
    volume = {**volume, "spec": {**volume["spec"], "claimRef": reference_to(claim)}}
    return annotated(volume, {BOUND_BY_CONTROLLER: "yes"}) if ours else volume


def _with_volume(claim: Object, volume: Object) -> Object:
    name, added = name_of(volume), {}
    if not annotation(claim, BIND_COMPLETED):
        added[BIND_COMPLETED] = "yes"
    if claim["spec"].get("volumeName") != name:
        added[BOUND_BY_CONTROLLER] = "yes"
        claim = {**claim, "spec": {**claim["spec"], "volumeName": name}}
    return annotated(claim, added) if added else claim


def unbind(client: Client, volume: Object) -> None:
    """Give the volume back: to everybody, or to the claim that somebody reserved it for."""
    spec = dict(volume["spec"])
    if annotation(volume, BOUND_BY_CONTROLLER):
        del spec["claimRef"]
        volume = without_annotation(volume, BOUND_BY_CONTROLLER)
    else:
        spec["claimRef"] = {k: v for k, v in spec["claimRef"].items() if k != "uid"}
    volume = client.update(VOLUMES, "", {**volume, "spec": spec})
    set_phase(client, volume, "Available")


def set_phase(client: Client, volume: Object, phase: str, message: str = "") -> Object:
    """The volume in that phase."""
    status = volume.get("status") or {}
    if status.get("phase") == phase:
        return volume
    since = timestamps.time(client.now)
    status = {"phase": phase, "lastPhaseTransitionTime": since}
    if message:
        status["message"] = message
    return client.update_status(VOLUMES, {**volume, "status": status})


def set_phase_with_event(
    client: Client, volume: Object, phase: str, reason: str, message: str
) -> Object:
    """The volume in a phase that people must know of."""
    if (volume.get("status") or {}).get("phase") == phase:
        return volume
    volume = set_phase(client, volume, phase, message)
    tell(client, volume, events.WARNING, reason, message)
    return volume


def set_claim_status(client: Client, claim: Object, phase: str, volume: Object | None) -> Object:
    """The claim in that phase, with the modes and the size of its volume."""
    status: dict[str, Any] = {**(claim.get("status") or {}), "phase": phase}
    if volume is None:
        status.pop("accessModes", None)
        status.pop("capacity", None)
    else:
        status["accessModes"] = volume["spec"]["accessModes"]
        if not status.get("capacity"):
            status["capacity"] = volume["spec"]["capacity"]
    if status == claim.get("status"):
        return claim
    return client.update_status(CLAIMS, {**claim, "status": status})


def lose_claim(client: Client, claim: Object, reason: str, message: str) -> None:
    """The claim's volume is gone: say so once."""
    if (claim.get("status") or {}).get("phase") != "Lost":
        claim = set_claim_status(client, claim, "Lost", None)
        tell(client, claim, events.WARNING, reason, message)


def tell(client: Client, about: Object, kind: str, reason: str, message: str) -> None:
    """Tell of a claim or volume in the controller's name."""
    events.record(client, about, kind, reason, message, NAME)


def _written(client: Client, resource: str, old: Object, new: Object) -> Object:
    return old if new is old else client.update(resource, namespace_of(old), new)
