"""StatefulSet controller: pods with an identity, one after the other.

pkg/controller/statefulset/stateful_set.go
"""

from __future__ import annotations

from functools import partial

from cluster_sim.world.kube.api.meta import (
    is_terminating,
    split_name,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.claiming import adopt_orphans, claim, selects
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.controller_history import REVISIONS, revisions_of
from cluster_sim.world.kube.controllers.stateful_set_claims import NAME
from cluster_sim.world.kube.controllers.stateful_set_identity import is_member
from cluster_sim.world.kube.controllers.stateful_set_revisions import find_revisions, truncate
from cluster_sim.world.kube.controllers.stateful_set_status import STATEFULSETS, report
from cluster_sim.world.kube.controllers.stateful_set_update import Look
from cluster_sim.world.kube.controllers.watching import of_itself, of_pods
from cluster_sim.world.kube.pod_state import available_in
from cluster_sim.world.kube.timings import SECOND

# The real controller waits for its next event; nothing tells it that a claim has gone.
_CLAIM_GOES = 1 * SECOND


def _takes(stateful_set: Object, pod: Object) -> bool:
    return is_member(stateful_set, pod) and selects(stateful_set, pod)


def _sync(client: Client, key: str) -> int | None:
    namespace, name = split_name(key)
    stateful_set = client.world.store.get(STATEFULSETS, namespace, name)
    if stateful_set is None:
        return None
    found: Object = stateful_set
    adopt_orphans(client, REVISIONS, found, partial(selects, found))
    pods = claim(client, "pods", found, partial(_takes, found))
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


CONTROLLER = Controller(
    NAME, {STATEFULSETS: of_itself, "pods": of_pods(STATEFULSETS, "StatefulSet", _takes)}, _sync
)
