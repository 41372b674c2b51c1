"""Which revision a StatefulSet has and which it is on its way to.

pkg/controller/statefulset/stateful_set_control.go: getStatefulSetRevisions, truncateHistory
"""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller_history import (
    create_revision,
    data_of,
    forget,
    number_of,
    renumber,
)
from cluster_sim.world.kube.controllers.stateful_set_identity import revision_of


class Revisions(NamedTuple):
    """The present and the wanted revision, and how many names collided so far."""

    current: Object
    update: Object
    collisions: int


def find_revisions(client: Client, stateful_set: Object, history: list[Object]) -> Revisions:
    """The set's revisions among its ``history``, the oldest first; a new one where none fits.

    Raises StatusError when a revision cannot be written.
    """
    status = stateful_set.get("status") or {}
    collisions = int(status.get("collisionCount", 0))
    data = data_of(stateful_set["spec"]["template"])
    equal = [each for each in history if each["data"] == data]
    following = number_of(history[-1]) + 1 if history else 1
    if equal and history[-1]["data"] == data:
        update = history[-1]
    elif equal:
        update = renumber(client, equal[-1], following)
    else:
        update, collisions = create_revision(client, stateful_set, following, collisions)
    named = [each for each in history if name_of(each) == status.get("currentRevision")]
    return Revisions(named[0] if named else update, update, collisions)


def truncate(
    client: Client,
    stateful_set: Object,
    pods: list[Object],
    history: list[Object],
    revisions: Revisions,
) -> None:
    """Delete the oldest revisions that nothing uses, but for ``revisionHistoryLimit`` of them;
    a limit below 0 keeps them all."""
    live = {name_of(revisions.current), name_of(revisions.update), *map(revision_of, pods)}
    unused = [each for each in history if name_of(each) not in live]
    limit = int(stateful_set["spec"]["revisionHistoryLimit"])
    surplus = len(unused) - limit if limit >= 0 else 0
    for revision in unused[: max(0, surplus)]:
        forget(client, revision)
