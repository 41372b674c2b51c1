"""The images of a node: which are there, which pull is under way, how long the next one takes.

Pulls come one after the other (KubeletConfiguration serializeImagePulls). In a machine's memory
``images`` maps a reference in full to (digest, size in bytes, there since), ``layers`` a digest
to when it is there, ``puller`` is when the last pull that was asked for will be done.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.containers import images
from cluster_sim.world.containers.images import Image
from cluster_sim.world.containers.references import parse
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet.machines import Machine, change, machine_of


def is_present(world: World, node: str, text: str) -> bool:
    """Whether the node has the image now."""
    machine = machine_of(world, node) or {}
    found = machine.get("images", {}).get(parse(text).full)
    return found is not None and found[2] <= world.unix


def start_pull(world: World, node: str, image: Image) -> tuple[int, int]:
    """Ask for a pull: when it will begin and when it will be done (Unix µs)."""
    machine = machine_of(world, node) or {}
    begin = max(world.unix, int(machine.get("puller", 0)))
    layers = machine.get("layers", {})
    missing = [layer for layer in image.layers if layer.digest not in layers]
    salt = world.chance.between(f"pull {node}", 950, 1050)
    done = begin + images.pull_time(image, missing) * salt // 1000
    layers = {**layers, **{layer.digest: done for layer in missing}}
    names = {**machine.get("images", {})}
    names.setdefault(image.reference, (image.digest, image.size, done))
    change(world, node, puller=done, layers=layers, images=names)
    return begin, done


def start_failure(world: World, node: str) -> tuple[int, int]:
    """Ask the registry for what it does not have: when that begins and fails."""
    machine = machine_of(world, node) or {}
    begin = max(world.unix, int(machine.get("puller", 0)))
    done = begin + images.RESOLVE * world.chance.between(f"pull {node}", 900, 1300) // 1000
    change(world, node, puller=done)
    return begin, done


def preload(world: World, node: str, text: str) -> None:
    """An image that was there before the kubelet started."""
    image, machine = images.find(text), machine_of(world, node) or {}
    layers = {**machine.get("layers", {}), **{layer.digest: world.unix for layer in image.layers}}
    names = {**machine.get("images", {})}
    names.setdefault(image.reference, (image.digest, image.size, world.unix))
    change(world, node, layers=layers, images=names)


def without_unfinished(machine: Machine, stopped: int) -> dict[str, Any]:
    """The fields of a machine whose pull was cut short at ``stopped``."""
    return {
        "images": {k: v for k, v in machine.get("images", {}).items() if v[2] <= stopped},
        "layers": {k: v for k, v in machine.get("layers", {}).items() if v <= stopped},
        "puller": 0,
    }


def listed(machine: Machine, now: int) -> list[dict[str, Any]]:
    """``status.images`` of the node, the largest first, at most 50 (nodeStatusMaxImages)."""
    present = [(name, *found) for name, found in machine.get("images", {}).items()]
    present = [found for found in present if found[3] <= now]
    present.sort(key=lambda found: (-found[2], found[0]))
    return [
        {"names": [f"{_repository(name)}@{digest}", name], "sizeBytes": size}
        for name, digest, size, _ in present[:50]
    ]


def _repository(name: str) -> str:
    return parse(name).repository
