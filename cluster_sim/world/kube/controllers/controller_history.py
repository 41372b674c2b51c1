"""The templates that a StatefulSet or a DaemonSet has had, kept as ControllerRevisions.

pkg/controller/history/controller_history.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.hash import fnv32, safe_encode
from cluster_sim.world.kube.api.meta import controller_reference, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.claiming import selects
from cluster_sim.world.kube.indexes import OWNER

REVISIONS: Final = "controllerrevisions.apps"
HASH: Final = "controller.kubernetes.io/hash"
# What tells a pod's revision: the name of a StatefulSet's, the hash of a DaemonSet's.
POD_REVISION: Final = "controller-revision-hash"
_LONGEST_PREFIX: Final = 223


def data_of(template: Object) -> Object:
    """What a revision keeps: a patch that puts the pod template back."""
    return {"spec": {"template": {**template, "$patch": "replace"}}}


def template_of(revision: Object) -> Object:
    """The pod template that a revision keeps."""
    template = revision["data"]["spec"]["template"]
    return {field: value for field, value in template.items() if field != "$patch"}


def data_hash(data: Object, collisions: int) -> str:
    """The hash in a StatefulSet's revision: FNV-1 over the JSON and the count of collisions."""
    text = json_text(data) + str(collisions)
    return safe_encode(str(fnv32(text.encode("utf-8", "surrogatepass"))))


def revision_name(owner: Object, hashed: str) -> str:
    """``web-74dcc6bc46``."""
    return f"{name_of(owner)[:_LONGEST_PREFIX]}-{hashed}"


def revisions_of(client: Client, owner: Object) -> list[Object]:
    """The revisions that ``owner`` controls and selects, the oldest first."""
    owned = client.world.store.by_index(REVISIONS, OWNER, owner["metadata"]["uid"])
    return in_order([each for each in owned if selects(owner, each)])


def in_order(revisions: list[Object]) -> list[Object]:
    """Revisions by their number, those of one number by age and name."""
    return sorted(revisions, key=_place)


def _place(revision: Object) -> tuple[Any, ...]:
    meta = revision["metadata"]
    return number_of(revision), meta["creationTimestamp"], meta["name"]


def number_of(revision: Object) -> int:
    """``revision``; the server leaves a 0 out."""
    return int(revision.get("revision", 0))


def create_revision(
    client: Client, owner: Object, number: int, collisions: int
) -> tuple[Object, int]:
    """A new revision of the owner's present template, and the count of name collisions then.

    A name that is taken by the same data is that revision; one that is taken by other data
    raises the count and with it the hash.
    """
    data = data_of(owner["spec"]["template"])
    first = data_hash(data, collisions)
    while True:
        name = revision_name(owner, data_hash(data, collisions))
        try:
            body = _body(owner, name, first, data, number)
            return client.create(REVISIONS, namespace_of(owner), body), collisions
        except StatusError as refused:
            if refused.reason != "AlreadyExists":
                raise
        present = client.get(REVISIONS, namespace_of(owner), name)
        if present["data"] == data:
            return present, collisions
        collisions += 1


def _body(owner: Object, name: str, hashed: str, data: Object, number: int) -> Object:
    wanted = owner["spec"]["template"]["metadata"].get("labels") or {}
    meta = {
        "name": name,
        "labels": {**wanted, HASH: hashed},
        "annotations": owner["metadata"].get("annotations") or {},
        "ownerReferences": [controller_reference(owner)],
    }
    return {"metadata": meta, "data": data, "revision": number}


def renumber(client: Client, revision: Object, number: int) -> Object:
    """The revision with another number: an old template is the newest again."""
    if number_of(revision) == number:
        return revision
    return client.update(REVISIONS, namespace_of(revision), {**revision, "revision": number})


def forget(client: Client, revision: Object) -> None:
    """Delete a revision."""
    client.delete(REVISIONS, namespace_of(revision), name_of(revision))
