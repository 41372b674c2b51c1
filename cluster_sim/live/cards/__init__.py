"""Cards: the small face of an object that canvas, tables and inspector share (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog

from cluster_sim.live.cards import (
    batch,
    bounds,
    generic,
    machines,
    pods,
    routes,
    sets,
    storage,
    workloads,
)
from cluster_sim.world.kernel.world import World

log = structlog.get_logger(__name__)

Card = dict[str, Any]
Maker = Callable[[World, dict[str, Any]], Card]

_MAKERS: dict[str, Maker] = {
    "hosts": machines.host,
    "vms": machines.vm,
    "nodes": machines.node,
    "pods": pods.pod,
    "deployments.apps": workloads.deployment,
    "replicasets.apps": workloads.replica_set,
    "statefulsets.apps": sets.stateful_set,
    "daemonsets.apps": sets.daemon_set,
    "jobs.batch": batch.job,
    "cronjobs.batch": batch.cron_job,
    "horizontalpodautoscalers.autoscaling": bounds.autoscaler,
    "poddisruptionbudgets.policy": bounds.budget,
    "resourcequotas": bounds.quota,
    "persistentvolumeclaims": storage.claim,
    "persistentvolumes": storage.volume,
    "services": workloads.service,
    "ingresses.networking.k8s.io": routes.ingress,
    "networkpolicies.networking.k8s.io": routes.network_policy,
    "events": workloads.event,
    "flows": workloads.flow,
    "commands": workloads.command,
}
# Kinds whose tables the page makes from their own fields.
_WORDED = (
    *("hosts", "vms", "nodes", "pods", "deployments.apps", "services", "events"),
    *("flows", "commands"),
)
# What viewers never see as objects: terminals travel as output, files as a list, and leases
# are computed when somebody looks.
HIDDEN = ("terminals", "files", "leases.coordination.k8s.io")


def card(world: World, resource: str, obj: dict[str, Any]) -> Card:
    """The card of an object; ``created`` is in lab time.

    An object that no maker expects, since a manifest may hold almost anything, has an empty card:
    one odd object must not keep a whole lab from being shown.
    """
    maker = _MAKERS.get(resource)
    try:
        if maker is None:
            return generic.card(world, resource, obj)
        if resource in _WORDED:
            return {"created": generic.created(world, obj), **maker(world, obj)}
        return {**generic.card(world, resource, obj), **maker(world, obj)}
    except Exception:
        log.exception("card.failed", resource=resource)
        return {"created": 0, "labels": {}}
