"""Making, mending and deleting the pods of a StatefulSet, and telling of it.

pkg/controller/statefulset/stateful_pod_control.go
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.stateful_set_claims import (
    NAME,
    claims_match_policy,
    create_claims,
    follow_policy,
)
from cluster_sim.world.kube.controllers.stateful_set_identity import (
    identity_matches,
    ordinal_of,
    storage_matches,
    with_claims,
    with_identity,
)

_ALREADY_EXISTS: Final = "AlreadyExists"


def create_pod(client: Client, stateful_set: Object, pod: Object) -> None:
    """Create a pod, its claims first. Raises StatusError."""
    try:
        create_claims(client, stateful_set, pod)
        client.create("pods", namespace_of(stateful_set), pod)
    except StatusError as refused:
        if refused.reason != _ALREADY_EXISTS:
            _tell(client, stateful_set, "create", pod, refused)
        raise
    _follow(client, stateful_set, pod)
    _tell(client, stateful_set, "create", pod)


def create_missing_claims(client: Client, stateful_set: Object, pod: Object) -> None:
    """The claims of a pod that waits for them. Raises StatusError."""
    create_claims(client, stateful_set, pod)
    _follow(client, stateful_set, pod)


def _follow(client: Client, stateful_set: Object, pod: Object) -> None:
    try:
        follow_policy(client, stateful_set, pod)
    except StatusError as refused:
        _tell(client, stateful_set, "update", pod, refused)
        raise


def mend_pod(client: Client, stateful_set: Object, pod: Object) -> None:
    """Give a pod its labels, its volumes and the owners of its claims back. Raises StatusError.

    Volumes of a pod cannot change: with those of another template the server refuses.
    """
    mended = pod if identity_matches(stateful_set, pod) else with_identity(pod)
    try:
        if not storage_matches(stateful_set, pod):
            spec = with_claims(stateful_set, mended["spec"], ordinal_of(pod))
            mended = {**mended, "spec": spec}
            create_claims(client, stateful_set, pod)
        consistent = mended is pod
        if not claims_match_policy(client, stateful_set, pod):
            follow_policy(client, stateful_set, pod)
            consistent = False
        if consistent:
            return
        client.update("pods", namespace_of(pod), mended)
    except StatusError as refused:
        _tell(client, stateful_set, "update", pod, refused)
        raise
    _tell(client, stateful_set, "update", pod)


def delete_pod(client: Client, stateful_set: Object, pod: Object) -> None:
    """Ask a pod to go. Raises StatusError."""
    try:
        client.delete("pods", namespace_of(pod), name_of(pod))
    except StatusError as refused:
        _tell(client, stateful_set, "delete", pod, refused)
        raise
    _tell(client, stateful_set, "delete", pod)


def _tell(
    client: Client,
    stateful_set: Object,
    verb: str,
    pod: Object,
    refused: StatusError | None = None,
) -> None:
    """Events with the verb capitalised, as version 1.36 writes them."""
    done = verb.capitalize()
    message = f"{done} Pod {name_of(pod)} in StatefulSet {name_of(stateful_set)}"
    if refused is None:
        kind, reason, message = events.NORMAL, f"Successful{done}", f"{message} successful"
    else:
        kind, reason = events.WARNING, f"Failed{done}"
        message = f"{message} failed error: {refused}"
    events.record(client, stateful_set, kind, reason, message, NAME)
