"""Which Ingresses a controller takes care of, by their classes."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import full_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.ingresses import CLASS_ANNOTATION

INGRESSES: Final = "ingresses.networking.k8s.io"
CLASSES: Final = "ingressclasses.networking.k8s.io"
# What the classes of ingress-nginx name as their controller.
NGINX: Final = "k8s.io/ingress-nginx"


def served(world: World) -> list[Object]:
    """The Ingresses of the classes of ingress-nginx, oldest first, of equals by name."""
    found = [each for each in world.store.all(INGRESSES) if is_served(world, each)]
    return sorted(found, key=lambda e: (e["metadata"]["creationTimestamp"], full_name(e)))


def is_served(world: World, ingress: Object) -> bool:
    """Whether the Ingress is of a class of ingress-nginx."""
    found = world.store.get(CLASSES, "", _class_of(ingress))
    return found is not None and found["spec"].get("controller") == NGINX


def _class_of(ingress: Object) -> str:
    named = ingress["spec"].get("ingressClassName")
    annotations = ingress["metadata"].get("annotations") or {}
    return str(named if named is not None else annotations.get(CLASS_ANNOTATION, ""))
