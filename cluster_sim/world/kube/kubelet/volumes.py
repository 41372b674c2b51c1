"""Volumes that a pod waits for: ConfigMaps and Secrets have to be there before it starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.api.resource import Object


def missing(world: World, pod: Object) -> str | None:
    """The FailedMount message of the first volume that cannot be set up, or None."""
    namespace = namespace_of(pod)
    for volume in pod["spec"].get("volumes") or ():
        for resource, name, keys in _sources(volume):
            stored = world.store.get(resource, namespace, name)
            head = f'MountVolume.SetUp failed for volume "{volume["name"]}" :'
            if stored is None:
                return f'{head} {resource[:-1]} "{name}" not found'
            absent = [key for key in keys if key not in (stored.get("data") or {})]
            if absent:
                kind = "configmap" if resource == "configmaps" else "secret"
                return f"{head} {kind} references non-existent {kind} key: {absent[0]}"
    return None


def _sources(volume: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    for field, resource, named in (
        ("configMap", "configmaps", "name"),
        ("secret", "secrets", "secretName"),
    ):
        source = volume.get(field)
        if source and not source.get("optional"):
            keys = [item["key"] for item in source.get("items") or ()]
            yield resource, source.get(named, ""), keys
