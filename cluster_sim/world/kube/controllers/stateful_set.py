"""StatefulSet controller: pods with an identity, one after the other.

pkg/controller/statefulset/stateful_set.go
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.meta import (
    controller_of,
    full_name,
    is_terminating,
    namespace_of,
    split_name,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.claiming import adopt_orphans, claim
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.controller_history import REVISIONS, revisions_of
from cluster_sim.world.kube.controllers.stateful_set_claims import NAME
from cluster_sim.world.kube.controllers.stateful_set_identity import is_member
from cluster_sim.world.kube.controllers.stateful_set_revisions import find_revisions, truncate
from cluster_sim.world.kube.controllers.stateful_set_status import STATEFULSETS, report
from cluster_sim.world.kube.controllers.stateful_set_update import Look
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.kube.pod_state import available_in
from cluster_sim.world.kube.timings import SECOND

# The real controller waits for its next event; nothing tells it that a claim has gone.
_CLAIM_GOES = 1 * SECOND


def _of_itself(world: World, change: Change) -> Iterator[str]:
    if change.new is not None:
        yield full_name(change.new)


def _of_pod(world: World, change: Change) -> Iterator[str]:
    for pod in (change.old, change.new):
        owner = controller_of(pod) if pod is not None else None
        if pod is not None and owner is not None and owner["kind"] == "StatefulSet":
            yield f"{namespace_of(pod)}/{owner['name']}"
    pod = change.new
    if pod is not None and controller_of(pod) is None and not is_terminating(pod):
        for candidate in world.store.by_index(STATEFULSETS, NAMESPACE, namespace_of(pod)):
            if is_member(candidate, pod) and _selects(candidate, pod):
                yield full_name(candidate)


def _selects(stateful_set: Object, obj: Object) -> bool:
    selector = labels.of_object(stateful_set["spec"]["selector"])
    return selector.matches(obj["metadata"].get("labels"))


def _sync(client: Client, key: str) -> int | None:
    namespace, name = split_name(key)
    stateful_set = client.world.store.get(STATEFULSETS, namespace, name)
    if stateful_set is None:
        return None
    found: Object = stateful_set
    adopt_orphans(client, REVISIONS, found, lambda revision: _selects(found, revision))
    pods = claim(client, "pods", found, lambda pod: is_member(found, pod) and _selects(found, pod))
    history = revisions_of(client, found)
    if is_terminating(found) and not history:
        return None
    return _bring_closer(client, found, pods, history)


def _bring_closer(
    client: Client, stateful_set: Object, pods: list[Object], history: list[Object]
) -> int | None:
    """Act and report; the µs after which to look again, when time alone changes something."""
    revisions = find_revisions(client, stateful_set, history)
    look = Look(client, stateful_set, revisions, pods)
    look.bring_closer()
    report(client, stateful_set, look.counts, revisions)
    truncate(client, stateful_set, pods, history, revisions)
    if look.refusal is not None:
        raise look.refusal
    return _CLAIM_GOES if look.waits_for_claims else _next_available(client, stateful_set, pods)


def _next_available(client: Client, stateful_set: Object, pods: list[Object]) -> int | None:
    seconds = stateful_set["spec"].get("minReadySeconds", 0)
    if not seconds:
        return None
    waits = [available_in(pod, seconds, client.now) for pod in pods]
    return min((wait for wait in waits if wait), default=None)


CONTROLLER = Controller(NAME, {STATEFULSETS: _of_itself, "pods": _of_pod}, _sync)
