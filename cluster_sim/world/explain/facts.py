"""A change told as facts: kinds and arguments, which the page puts into words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.explain import batch, disruption, machines, pods, storage, workloads
from cluster_sim.world.explain.fact import Fact
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import CommandRefused, World
from cluster_sim.world.kube.api.disruption_budgets import BUDGETS
from cluster_sim.world.kube.indexes import SERVICE_NAME_LABEL
from cluster_sim.world.shell import kube_line

Teller = Callable[[World, Change], list[Fact]]


def facts_of(world: World, change: Change) -> list[Fact]:
    """What the change tells a reader, in the order in which it came about; often nothing."""
    return _TELLERS.get(change.key.resource, _object)(world, change)


def _command(world: World, change: Change) -> list[Fact]:
    """A typed line. What is done to machines is told by the machines themselves."""
    command = change.new or {}
    args = command.get("args", {})
    if command.get("kind") == "shell":
        return [Fact("command.typed", {"text": args.get("text", "")})]
    if command.get("kind") == "kube":
        try:
            return [Fact("command.typed", {"text": kube_line.line(args)})]
        except CommandRefused:
            return []
    return []


def _node(world: World, change: Change) -> list[Fact]:
    return machines.node(world, change) if change.old and change.new else _object(world, change)


def _service(world: World, change: Change) -> list[Fact]:
    if change.old is None:
        return [Fact("service.created", {"name": change.key.name})]
    return _object(world, change)


def _slice(world: World, change: Change) -> list[Fact]:
    if change.new is None:
        return []
    labels = change.new["metadata"].get("labels") or {}
    service = labels.get(SERVICE_NAME_LABEL, change.key.name)
    ready, before = _answering(change.new), _answering(change.old or {})
    if change.old is not None and ready == before:
        return []
    return [Fact("endpoints.changed", {"service": service, "ready": ready})]


def _answering(endpoint_slice: dict[str, Any]) -> int:
    """How many endpoints get requests; an endpoint that does not say is taken to be ready."""
    return sum(
        bool((endpoint.get("conditions") or {}).get("ready", True))
        for endpoint in endpoint_slice.get("endpoints") or ()
    )


def _object(world: World, change: Change) -> list[Fact]:
    args = {"resource": change.key.resource, "name": change.key.name}
    if change.old is None:
        return [Fact("object.created", args)]
    if change.new is None:
        return [Fact("object.deleted", args)]
    old, new = change.old, change.new
    if old.get("spec") == new.get("spec") and old.get("data") == new.get("data"):
        return []
    return [Fact("object.updated", args)]


def _nothing(world: World, change: Change) -> list[Fact]:
    return []


_TELLERS: dict[str, Teller] = {
    "commands": _command,
    "hosts": machines.host,
    "vms": machines.vm,
    "nodes": _node,
    "pods": pods.pod,
    "replicasets.apps": workloads.replica_set,
    "deployments.apps": workloads.deployment,
    "statefulsets.apps": workloads.pod_set,
    "daemonsets.apps": workloads.pod_set,
    "jobs.batch": batch.job,
    "cronjobs.batch": batch.cron_job,
    "persistentvolumeclaims": storage.claim,
    "persistentvolumes": storage.volume,
    BUDGETS: disruption.budget,
    "services": _service,
    "endpointslices.discovery.k8s.io": _slice,
    "endpoints": _nothing,
    "events": _nothing,
    "flows": _nothing,
    "leases.coordination.k8s.io": _nothing,
    "csistoragecapacities.storage.k8s.io": _nothing,
    "terminals": _nothing,
}
