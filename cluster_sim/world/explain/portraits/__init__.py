"""Portraits: what a teacher would point at in an object, in a few rows (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.explain.portraits import (
    access,
    autoscaling,
    batch,
    bounds,
    config,
    network,
    pods,
    sets,
    spaces,
    storage,
    workloads,
)
from cluster_sim.world.explain.portraits.portrait import Object, Portrait
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.authorization.bindings import (
    CLUSTER_ROLE_BINDINGS,
    CLUSTER_ROLES,
    ROLE_BINDINGS,
    ROLES,
)

_MAKERS: dict[str, Callable[[World, Object], Portrait]] = {
    "pods": pods.pod,
    "nodes": pods.node,
    "deployments.apps": workloads.deployment,
    "replicasets.apps": workloads.replica_set,
    "statefulsets.apps": sets.stateful_set,
    "daemonsets.apps": sets.daemon_set,
    "jobs.batch": batch.job,
    "cronjobs.batch": batch.cron_job,
    "persistentvolumeclaims": storage.claim,
    "persistentvolumes": storage.volume,
    "storageclasses.storage.k8s.io": storage.storage_class,
    "volumeattachments.storage.k8s.io": storage.attachment,
    "resourcequotas": bounds.quota,
    "limitranges": bounds.limit_range,
    "poddisruptionbudgets.policy": bounds.budget,
    "priorityclasses.scheduling.k8s.io": bounds.priority_class,
    "configmaps": config.config_map,
    "secrets": config.secret,
    "services": network.service,
    "ingresses.networking.k8s.io": network.ingress,
    "ingressclasses.networking.k8s.io": network.ingress_class,
    "networkpolicies.networking.k8s.io": network.network_policy,
    "horizontalpodautoscalers.autoscaling": autoscaling.autoscaler,
    "namespaces": spaces.namespace,
    "serviceaccounts": access.service_account,
    ROLES: access.role,
    CLUSTER_ROLES: access.role,
    ROLE_BINDINGS: access.binding,
    CLUSTER_ROLE_BINDINGS: access.binding,
    "validatingadmissionpolicies.admissionregistration.k8s.io": spaces.admission_policy,
    "customresourcedefinitions.apiextensions.k8s.io": spaces.custom_kind,
}


def portrait(world: World, resource: str, obj: Object) -> dict[str, Any] | None:
    """{"tone", "state", "rows"} of an object; None for kinds of which a card says enough."""
    maker = _MAKERS.get(resource)
    return maker(world, obj).data() if maker is not None else None
