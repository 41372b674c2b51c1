"""The profiles of a world: the default one unless its scheduler was configured otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.scheduler import configuration
from cluster_sim.world.kube.scheduler.profile import DEFAULT, NAME, Profile

_MEMORY: Final = "scheduler configuration"
_CACHE: Final = "scheduler profiles"
_DEFAULTS: Final = {NAME: DEFAULT}


def configure(world: World, settings: Mapping[str, Any]) -> None:
    """Run the scheduler with a KubeSchedulerConfiguration; WrongConfiguration refuses it."""
    configuration.read(settings)
    world.remember(_MEMORY)["settings"] = dict(settings)
    world.caches.pop(_CACHE, None)


def of_world(world: World) -> dict[str, Profile]:
    """The profiles by scheduler name."""
    settings = world.remember(_MEMORY).get("settings")
    if settings is None:
        return _DEFAULTS
    profiles: dict[str, Profile] | None = world.caches.get(_CACHE)
    if profiles is None:
        profiles = world.caches[_CACHE] = configuration.read(settings)
    return profiles


def of_pod(world: World, pod: Object) -> Profile | None:
    """The profile that the pod asks for; None when nobody goes by that name."""
    return of_world(world).get(pod["spec"].get("schedulerName") or NAME)
