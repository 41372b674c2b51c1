"""The sub-resources, each a module of its own; ``RESOURCE.subresources`` says who has which.

Those that are streams (log, exec, attach, portforward, proxy) are no reading or writing of
objects and have no door here.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.subresources import (
    approval,
    binding,
    ephemeral_containers,
    eviction,
    finalize,
    resize,
    scale,
    status,
    token,
)
from cluster_sim.world.kube.api.subresources.subresource import Subresource

_ALL: Final = (
    approval.SUBRESOURCE,
    binding.SUBRESOURCE,
    ephemeral_containers.SUBRESOURCE,
    eviction.SUBRESOURCE,
    finalize.SUBRESOURCE,
    resize.SUBRESOURCE,
    scale.SUBRESOURCE,
    status.SUBRESOURCE,
    token.SUBRESOURCE,
)
_BY_NAME: Final = {each.name: each for each in _ALL}
_METHODS: Final = {"get": "get", "create": "post", "update": "put", "patch": "patch"}


def door(resource: Resource, name: str, verb: str) -> Subresource:
    """The sub-resource of a resource; StatusError when it has none, or none with such a verb.

    ``verb`` is get, create, update or patch.
    """
    found = _BY_NAME.get(name) if name in resource.subresources else None
    if found is None:
        raise errors.no_such_path(_METHODS[verb], resource.group, resource.plural, name)
    functions = {"get": found.get, "create": found.create, "update": found.update}
    if functions.get(verb if verb != "patch" else "update") is None:
        raise errors.method_not_allowed(_METHODS[verb], resource.group, resource.plural, name)
    return found
