"""What external provisioners have in common: they make volumes for claims, and delete them.

As sigs.k8s.io/sig-storage-lib-external-provisioner (controller.go): a claim is theirs when its
annotation names them; the volume is called ``pvc-`` and the claim's uid; what fails is tried
again with a growing delay; a released volume with the policy Delete is deleted by whoever made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.meta import full_name, is_terminating, name_of, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.persistentvolumeclaims import requested
from cluster_sim.world.kube.claims import (
    CLAIMS,
    CLASSES,
    PROVISIONED_BY,
    SELECTED_NODE,
    STORAGE_PROVISIONER,
    VOLUMES,
    annotation,
    class_of,
    is_delayed,
    mode_of,
    reference_to,
)
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.timings import PROVISION_RETRY, PROVISION_RETRY_LONGEST

# Queue keys of volumes; those of claims have a slash inside.
_VOLUME: Final = "volume "


class ProvisionError(Exception):
    """The storage behind the provisioner cannot make this volume; the message says why."""


Part = dict[str, Any]
# The source of a new volume with its annotations, and the nodes that reach it (None: all).
Made = tuple[Part, dict[str, str], Part | None]
Make = Callable[[World, Object, Object], Made]


@dataclass(frozen=True)
class Provisioner:
    """``make(world, claim, storage_class)`` gives the parts of a volume or raises ProvisionError.

    ``create`` and ``delete``: the shortest and longest time that each takes. ``hold(world,
    volume)``: why the volume cannot be deleted yet, empty when it can. ``finalizer``: what the
    provisioner marks its volumes with, so that none is forgotten behind its back.
    """

    name: str
    component: str
    make: Make
    create: tuple[int, int]
    delete: tuple[int, int]
    hold: Callable[[World, Object], str]
    finalizer: str = ""
    controller: Controller = field(init=False)

    def __post_init__(self) -> None:
        watches = {CLAIMS: self._of_claim, VOLUMES: self._of_volume}
        made = Controller(f"provisioner {self.name}", watches, self._sync)
        object.__setattr__(self, "controller", made)

    def register(self, system: System) -> None:
        """Let worlds of this system run the provisioner."""
        self.controller.register(system)

    def _of_claim(self, world: World, change: Change) -> Iterator[str]:
        claim = change.new
        if claim is not None and annotation(claim, STORAGE_PROVISIONER) == self.name:
            yield full_name(claim)

    def _of_volume(self, world: World, change: Change) -> Iterator[str]:
        volume = change.new
        if volume is not None and self._is_to_go(volume):
            yield f"{_VOLUME}{name_of(volume)}"

    def _sync(self, client: Client, key: str) -> int | None:
        if key.startswith(_VOLUME):
            volume = client.world.store.get(VOLUMES, "", key.removeprefix(_VOLUME))
            return None if volume is None else self._delete(client, volume)
        claim = client.world.store.get(CLAIMS, *split_name(key))
        return self._provision(client, claim) if claim is not None else None

    def _wants(self, client: Client, claim: Object) -> Object | None:
        """The class of a claim that a volume has to be made for (shouldProvision)."""
        store = client.world.store
        if claim["spec"].get("volumeName") or is_terminating(claim):
            return None
        if is_delayed(store, claim) and not annotation(claim, SELECTED_NODE):
            return None
        if store.get(VOLUMES, "", volume_name(claim)) is not None:
            return None
        return store.get(CLASSES, "", class_of(claim))

    def _provision(self, client: Client, claim: Object) -> int | None:
        world, uid = client.world, claim["metadata"]["uid"]
        storage_class, works = self._wants(client, claim), self._works(world)
        if storage_class is None:
            works.pop(uid, None)
            return None
        known = works.get(uid, (world.now, 0, False))
        if world.now < known[0]:
            return known[0] - world.now
        try:
            if not known[2]:
                return self._begin(client, claim, storage_class, known[1])
            self._create(client, claim, storage_class)
        except ProvisionError as problem:
            return self._failed(client, claim, storage_class, known[1], str(problem))
        del works[uid]
        message = f"Successfully provisioned volume {volume_name(claim)}"
        self._tell(client, claim, events.NORMAL, "ProvisioningSucceeded", message)
        return None

    def _begin(self, client: Client, claim: Object, storage_class: Object, failures: int) -> int:
        """Begin to make the volume; µs until it is there. Raises ProvisionError."""
        message = f'External provisioner is provisioning volume for claim "{full_name(claim)}"'
        self._tell(client, claim, events.NORMAL, "Provisioning", message)
        self.make(client.world, claim, storage_class)
        takes = client.world.chance.between(self.name, *self.create)
        self._plan(client, claim, takes, failures, True)
        return takes

    def _plan(
        self, client: Client, about: Object, delay: int, failures: int, under_way: bool
    ) -> None:
        due = client.world.now + delay
        self._works(client.world)[about["metadata"]["uid"]] = (due, failures, under_way)

    def _failed(
        self, client: Client, claim: Object, storage_class: Object, failures: int, problem: str
    ) -> int:
        head = f'failed to provision volume with StorageClass "{name_of(storage_class)}"'
        self._tell(client, claim, events.WARNING, "ProvisioningFailed", f"{head}: {problem}")
        delay = min(PROVISION_RETRY << min(failures, 20), PROVISION_RETRY_LONGEST)
        self._plan(client, claim, delay, failures + 1, False)
        return delay

    def _create(self, client: Client, claim: Object, storage_class: Object) -> None:
        source, annotations, affinity = self.make(client.world, claim, storage_class)
        spec: Part = {
            "accessModes": claim["spec"]["accessModes"],
            "capacity": {"storage": requested(claim["spec"])},
            "claimRef": reference_to(claim),
            "persistentVolumeReclaimPolicy": storage_class["reclaimPolicy"],
            "storageClassName": name_of(storage_class),
            "volumeMode": mode_of(claim),
            **source,
        }
        if affinity is not None:
            spec["nodeAffinity"] = {"required": {"nodeSelectorTerms": [affinity]}}
        if storage_class.get("mountOptions"):
            spec["mountOptions"] = storage_class["mountOptions"]
        meta: Part = {
            "name": volume_name(claim),
            "annotations": {**annotations, PROVISIONED_BY: self.name},
        }
        if self.finalizer:
            meta["finalizers"] = [self.finalizer]
        client.create(VOLUMES, "", {"metadata": meta, "spec": spec})

    def _is_to_go(self, volume: Object) -> bool:
        """Whether the provisioner has to delete the volume (shouldDelete)."""
        if annotation(volume, PROVISIONED_BY) != self.name:
            return False
        if volume["spec"].get("persistentVolumeReclaimPolicy") != "Delete":
            return False
        finalizers = volume["metadata"].get("finalizers") or []
        if is_terminating(volume) and self.finalizer not in finalizers:
            return False
        return bool((volume.get("status") or {}).get("phase") in ("Released", "Failed"))

    def _delete(self, client: Client, volume: Object) -> int | None:
        world, uid = client.world, volume["metadata"]["uid"]
        works = self._works(world)
        if not self._is_to_go(volume):
            works.pop(uid, None)
            return None
        if uid not in works:
            takes = world.chance.between(self.name, *self.delete)
            self._plan(client, volume, takes, 0, True)
        due, failures, _ = works[uid]
        if world.now < due:
            return due - world.now
        held = self.hold(world, volume)
        if held:
            self._tell(client, volume, events.WARNING, "VolumeFailedDelete", held)
            delay = min(PROVISION_RETRY << min(failures, 20), PROVISION_RETRY_LONGEST)
            self._plan(client, volume, delay, failures + 1, True)
            return delay
        del works[uid]
        self._forget(client, volume)
        return None

    def _forget(self, client: Client, volume: Object) -> None:
        name, meta = name_of(volume), volume["metadata"]
        if not is_terminating(volume):
            client.delete(VOLUMES, "", name)
        stored = client.world.store.get(VOLUMES, "", name)
        if stored is not None and self.finalizer:
            kept = [each for each in meta.get("finalizers") or () if each != self.finalizer]
            client.update(VOLUMES, "", _with_finalizers(stored, kept))

    def _works(self, world: World) -> dict[str, tuple[int, int, bool]]:
        """What is being made or deleted, by uid: next due when, failed how often, under way."""
        return world.remember(f"provisioner {self.name} works")

    def _tell(self, client: Client, about: Object, kind: str, reason: str, message: str) -> None:
        events.record(client, about, kind, reason, message, self.component)


def volume_name(claim: Object) -> str:
    """The name of the volume that is made for a claim."""
    return f"pvc-{claim['metadata']['uid']}"


def _with_finalizers(obj: Object, finalizers: list[str]) -> Object:
    return {**obj, "metadata": {**obj["metadata"], "finalizers": finalizers}}
