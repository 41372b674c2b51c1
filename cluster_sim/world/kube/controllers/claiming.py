"""Which objects a controller calls its own: those it controls and those it adopts.

pkg/controller/controller_ref_manager.go (BaseControllerRefManager.ClaimObject)
"""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import (
    controller_reference,
    is_terminating,
    namespace_of,
    owners_of,
    with_owners,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.indexes import ORPHAN, OWNER

Fits = Callable[[Object], bool]


def selects(owner: Object, obj: Object) -> bool:
    """Whether the owner's ``spec.selector`` matches the object's labels."""
    selector = labels.of_object(owner["spec"]["selector"])
    return selector.matches(obj["metadata"].get("labels"))


def claim(
    client: Client, resource: str, owner: Object, fits: Fits, adopts: Fits | None = None
) -> list[Object]:
    """The objects of a resource that belong to ``owner``: what fits and nobody controls is
    adopted, what does not fit any more is let go. An owner that is going does neither.

    ``adopts`` says what is adopted, where that is not all that fits. Raises StatusError when an
    object cannot be adopted.
    """
    store, uid = client.world.store, owner["metadata"]["uid"]
    mine = []
    for each in store.by_index(resource, OWNER, uid):
        if fits(each):
            mine.append(each)
        elif not is_terminating(owner):
            release(client, resource, owner, each)
    return mine + adopt_orphans(client, resource, owner, adopts or fits)


def adopt_orphans(client: Client, resource: str, owner: Object, fits: Fits) -> list[Object]:
    """The objects that nobody controlled and that fit, adopted. Raises StatusError."""
    if is_terminating(owner):
        return []
    nobodys = client.world.store.by_index(resource, OWNER, ORPHAN + namespace_of(owner))
    return [
        _adopted(client, resource, owner, each)
        for each in nobodys
        if not is_terminating(each) and fits(each)
    ]


def _adopted(client: Client, resource: str, owner: Object, obj: Object) -> Object:
    owners = [*owners_of(obj), controller_reference(owner)]
    return client.update(resource, namespace_of(obj), with_owners(obj, owners))


def release(client: Client, resource: str, owner: Object, obj: Object) -> None:
    """Take the owner's reference off an object, if it is still there."""
    others = [each for each in owners_of(obj) if each["uid"] != owner["metadata"]["uid"]]
    try:
        client.update(resource, namespace_of(obj), with_owners(obj, others))
    except StatusError as problem:
        if problem.reason not in ("NotFound", "Invalid"):
            raise
