"""The templates that a DaemonSet has had.

pkg/controller/daemon/update.go: constructHistory, snapshot, cleanupHistory
"""

from __future__ import annotations

from functools import partial
from typing import Final

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.hash import pod_template_hash
from cluster_sim.world.kube.api.meta import controller_reference, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.claiming import claim, selects
from cluster_sim.world.kube.controllers.controller_history import (
    POD_REVISION,
    REVISIONS,
    data_of,
    forget,
    in_order,
    number_of,
    renumber,
)

DAEMONSETS: Final = "daemonsets.apps"


def hash_of(obj: Object) -> str:
    """The hash of the template that a pod was made from, or that a revision keeps."""
    return str((obj["metadata"].get("labels") or {}).get(POD_REVISION, ""))


def construct(
    client: Client, daemon_set: Object, pods: list[Object]
) -> tuple[Object, list[Object]]:
    """The revision of the present template, made if need be, and the older ones.

    Raises StatusError when a revision cannot be written.
    """
    history = claim(client, REVISIONS, daemon_set, partial(selects, daemon_set))
    data = data_of(daemon_set["spec"]["template"])
    old = in_order([each for each in history if each["data"] != data])
    equal = in_order([each for each in history if each["data"] == data])
    number = max(map(number_of, old), default=0) + 1
    if not equal:
        return _snapshot(client, daemon_set, data, number), old
    current = equal[-1]
    _merge(client, current, equal[:-1], pods)
    if number_of(current) < number:
        current = renumber(client, current, number)
    return current, old


def _merge(client: Client, current: Object, twins: list[Object], pods: list[Object]) -> None:
    """One revision of a template is enough; its pods are told that they are of that one."""
    if not twins:
        return
    body = {"metadata": {"labels": {POD_REVISION: hash_of(current)}}}
    for pod in pods:
        if hash_of(pod) != hash_of(current):
            client.patch("pods", namespace_of(pod), name_of(pod), body)
    for twin in twins:
        forget(client, twin)


def _snapshot(client: Client, daemon_set: Object, data: Object, number: int) -> Object:
    template, status = daemon_set["spec"]["template"], daemon_set.get("status") or {}
    hashed = pod_template_hash(template, status.get("collisionCount"))
    given = template["metadata"].get("labels") or {}
    meta = {
        "name": f"{name_of(daemon_set)}-{hashed}",
        "labels": {**given, POD_REVISION: hashed},
        "annotations": daemon_set["metadata"].get("annotations") or {},
        "ownerReferences": [controller_reference(daemon_set)],
    }
    body = {"metadata": meta, "data": data, "revision": number}
    namespace = namespace_of(daemon_set)
    try:
        return client.create(REVISIONS, namespace, body)
    except StatusError as refused:
        if refused.reason != "AlreadyExists":
            raise
        present = client.get(REVISIONS, namespace, str(meta["name"]))
        if present["data"] == data:
            return present
        # Another template has the name: the next look hashes with a higher count.
        counted = {**status, "collisionCount": status.get("collisionCount", 0) + 1}
        client.update_status(DAEMONSETS, {**daemon_set, "status": counted})
        raise


def clean_up(client: Client, daemon_set: Object, old: list[Object], pods: list[Object]) -> None:
    """Delete the oldest revisions without pods, but for ``revisionHistoryLimit`` of them."""
    surplus = len(old) - int(daemon_set["spec"]["revisionHistoryLimit"])
    live = [hash_of(pod) for pod in pods]
    for revision in [each for each in old if hash_of(each) not in live][: max(0, surplus)]:
        forget(client, revision)
