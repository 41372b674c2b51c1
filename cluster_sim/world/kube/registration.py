"""Everything of the cluster that a world runs: components, indexes, look-ups."""

from __future__ import annotations

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kube import events, indexes, kubelet, scheduler
from cluster_sim.world.kube.api import allocation, registry
from cluster_sim.world.kube.controllers import (
    cluster_role_aggregation,
    cron_job,
    deployment,
    disruption,
    disruption_stale,
    endpoints,
    endpointslice,
    garbage_collector,
    job,
    namespace,
    node_lifecycle,
    pod_garbage_collector,
    replicaset,
    service_account,
    stateful_set,
    taint_eviction,
    ttl_after_finished,
)


def register(system: System) -> None:
    """Let worlds of this system run a Kubernetes cluster."""
    indexes.register(system, [resource.key for resource in registry.RESOURCES])
    registry.register(system)
    allocation.register(system)
    events.register(system)
    for controller in (
        namespace.CONTROLLER,
        service_account.CONTROLLER,
        cluster_role_aggregation.CONTROLLER,
        deployment.CONTROLLER,
        replicaset.CONTROLLER,
        job.CONTROLLER,
        cron_job.CONTROLLER,
        ttl_after_finished.CONTROLLER,
        stateful_set.CONTROLLER,
        endpointslice.CONTROLLER,
        endpoints.CONTROLLER,
        node_lifecycle.CONTROLLER,
        taint_eviction.CONTROLLER,
        disruption.CONTROLLER,
        disruption_stale.CONTROLLER,
        pod_garbage_collector.CONTROLLER,
        garbage_collector.controller(),
    ):
        controller.register(system)
    scheduler.register(system)
    kubelet.register(system)
