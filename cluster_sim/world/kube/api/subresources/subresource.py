"""What a sub-resource is: what of an object it shows, and what may be done through it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.resource import Object, Resource

# Each gets the call, the resource, the namespace and the name that the request is about.
Get = Callable[[Call, Resource, str, str], Object]
Send = Callable[[Call, Resource, str, str, Any], Object]


@dataclass(frozen=True, slots=True)
class Subresource:
    """One sub-resource; a verb that is None is not allowed. A patch is a get, then an update.

    ``get(call, resource, namespace, name)`` gives what the sub-resource shows of the object;
    ``update`` and ``create`` get a body more: what replaces that, or what is asked for.
    ``of(resource)`` is the kind that it shows and takes: Scale for ``scale``.
    """

    name: str
    get: Get | None = None
    update: Send | None = None
    create: Send | None = None
    of: Callable[[Resource], Resource] = lambda resource: resource
