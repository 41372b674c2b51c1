"""DaemonSet controller: one pod on each node that is meant to have one.

pkg/controller/daemon/daemon_controller.go
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import (
    full_name,
    is_terminating,
    split_name,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.claiming import claim, selects
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.daemon_set_history import (
    DAEMONSETS,
    clean_up,
    construct,
    hash_of,
)
from cluster_sim.world.kube.controllers.daemon_set_management import Look
from cluster_sim.world.kube.controllers.daemon_set_nodes import daemon_tolerations, verdict
from cluster_sim.world.kube.controllers.daemon_set_pods import NAME, carry_out, oldest_first
from cluster_sim.world.kube.controllers.daemon_set_rolling import roll
from cluster_sim.world.kube.controllers.watching import of_itself, of_pods
from cluster_sim.world.kube.pod_state import available_in, is_ready

# µs; what looking at one node costs the real controller.
_LOOK_AT_ONE: Final = 20
# What the server leaves out of the status when it is 0.
_OPTIONAL: Final = ("numberAvailable", "numberUnavailable", "updatedNumberScheduled")


def _of_node(world: World, change: Change) -> Iterator[str]:
    """The sets to which a node that came, or was labelled or tainted anew, means something."""
    old, new = change.old, change.new
    if new is None or (old is not None and _is_as_before(old, new)):
        return
    for daemon_set in world.store.all(DAEMONSETS):
        spec = daemon_set["spec"]["template"]["spec"]
        tolerations = daemon_tolerations(spec)
        after = verdict(new, spec, tolerations)
        if after.run if old is None else after != verdict(old, spec, tolerations):
            yield full_name(daemon_set)


def _is_as_before(old: Object, new: Object) -> bool:
    marks = [each["metadata"].get("labels") for each in (old, new)]
    taints = [each["spec"].get("taints") for each in (old, new)]
    return marks[0] == marks[1] and taints[0] == taints[1]


def _sync(client: Client, key: str) -> int | None:
    namespace, name = split_name(key)
    daemon_set = client.world.store.get(DAEMONSETS, namespace, name)
    if daemon_set is None or is_terminating(daemon_set):
        return None
    found: Object = daemon_set
    pods = claim(client, "pods", found, partial(selects, found))
    revision, old = construct(client, found, pods)
    look = Look(client, found, pods, hash_of(revision))
    refusal = _bring_closer(look, old)
    _report(look)
    if refusal is not None:
        raise refusal
    waits = [wait for wait in (look.again, _next_available(look)) if wait is not None]
    return min(waits, default=None)


def _bring_closer(look: Look, old: list[Object]) -> StatusError | None:
    """See to the nodes, then to the update: that waits until the first has been seen done."""
    try:
        look.manage()
        carry_out(look.client, look.daemon_set, look.hashed, look.deleted, look.needed)
        if _may_roll(look):
            carry_out(look.client, look.daemon_set, look.hashed, *roll(look))
        clean_up(look.client, look.daemon_set, old, look.pods)
    except StatusError as refused:
        return refused
    return None


def _may_roll(look: Look) -> bool:
    """Whether there is something to update, and nothing else to be seen done first."""
    if look.deleted or look.needed or all(map(look.is_new, look.pods)):
        return False
    return bool(look.daemon_set["spec"]["updateStrategy"]["type"] == "RollingUpdate")


def _report(look: Look) -> None:
    stored = look.daemon_set.get("status") or {}
    counts = _counts(look)
    status: dict[str, Any] = {
        **{field: n for field, n in counts.items() if n or field not in _OPTIONAL},
        "observedGeneration": look.daemon_set["metadata"].get("generation", 1),
    }
    if "collisionCount" in stored:
        status["collisionCount"] = stored["collisionCount"]
    if status != stored:
        look.client.update_status(DAEMONSETS, {**look.daemon_set, "status": status})


def _counts(look: Look) -> dict[str, int]:
    run = [node for node, each in look.verdicts.items() if each.run]
    first = [oldest_first(look.on_node[node])[0] for node in run if node in look.on_node]
    available = sum(is_ready(pod) and look.is_available(pod) for pod in first)
    return {
        "currentNumberScheduled": len(first),
        "desiredNumberScheduled": len(run),
        "numberAvailable": available,
        "numberMisscheduled": sum(
            node in look.on_node for node, each in look.verdicts.items() if not each.run
        ),
        "numberReady": sum(map(is_ready, first)),
        "numberUnavailable": len(run) - available,
        "updatedNumberScheduled": sum(map(look.is_new, first)),
    }


def _next_available(look: Look) -> int | None:
    seconds = look.daemon_set["spec"].get("minReadySeconds", 0)
    if not seconds:
        return None
    waits = [available_in(pod, seconds, look.client.now) for pod in look.pods]
    return min((wait for wait in waits if wait), default=None)


def _duration(world: World, key: str) -> int:
    """A look takes longer the more nodes there are."""
    return _LOOK_AT_ONE * len(world.store.table("nodes"))


CONTROLLER = Controller(
    NAME,
    {
        DAEMONSETS: of_itself,
        "pods": of_pods(DAEMONSETS, "DaemonSet", selects),
        "nodes": _of_node,
    },
    _sync,
    _duration,
)
