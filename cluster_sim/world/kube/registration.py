"""Everything of the cluster that a world runs: components, indexes, look-ups."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kernel.system import System
from cluster_sim.world.kube import events, indexes, kubelet, scheduler
from cluster_sim.world.kube.api import allocation, registry
from cluster_sim.world.kube.controllers import (
    attach_detach,
    certificate_cleaning,
    certificate_signing,
    cloud_load_balancer,
    cluster_role_aggregation,
    cron_job,
    custom_resource_establishing,
    custom_resource_finalizer,
    custom_resource_naming,
    daemon_set,
    deployment,
    disruption,
    disruption_stale,
    endpoints,
    endpointslice,
    garbage_collector,
    horizontal_pod_autoscaler,
    ingress_nginx,
    job,
    namespace,
    node_lifecycle,
    persistent_volume_binder,
    pod_garbage_collector,
    provisioner_block,
    provisioner_local_path,
    replicaset,
    replication_controller,
    resource_quota,
    service_account,
    service_account_tokens,
    stateful_set,
    taint_eviction,
    ttl_after_finished,
    validating_policy_status,
    volume_attacher,
    volume_ephemeral,
    volume_protection,
    volume_resizer,
)
from cluster_sim.world.kube.metrics import server as metrics

# In the order in which they see a change.
CONTROLLERS: Final = (
    namespace.CONTROLLER,
    validating_policy_status.CONTROLLER,
    custom_resource_naming.CONTROLLER,
    custom_resource_establishing.CONTROLLER,
    custom_resource_finalizer.CONTROLLER,
    service_account.CONTROLLER,
    service_account_tokens.CONTROLLER,
    cluster_role_aggregation.CONTROLLER,
    certificate_signing.CONTROLLER,
    certificate_cleaning.CONTROLLER,
    deployment.CONTROLLER,
    replicaset.CONTROLLER,
    replication_controller.CONTROLLER,
    job.CONTROLLER,
    cron_job.CONTROLLER,
    ttl_after_finished.CONTROLLER,
    stateful_set.CONTROLLER,
    daemon_set.CONTROLLER,
    endpointslice.CONTROLLER,
    endpoints.CONTROLLER,
    cloud_load_balancer.CONTROLLER,
    ingress_nginx.CONTROLLER,
    node_lifecycle.CONTROLLER,
    taint_eviction.CONTROLLER,
    horizontal_pod_autoscaler.CONTROLLER,
    disruption.CONTROLLER,
    disruption_stale.CONTROLLER,
    pod_garbage_collector.CONTROLLER,
    garbage_collector.controller(),
    resource_quota.controller(),
    persistent_volume_binder.CONTROLLER,
    volume_protection.CLAIM_CONTROLLER,
    volume_protection.VOLUME_CONTROLLER,
    provisioner_local_path.PROVISIONER,
    provisioner_block.PROVISIONER,
    attach_detach.CONTROLLER,
    volume_attacher.CONTROLLER,
    volume_ephemeral.CONTROLLER,
    volume_resizer.EXPAND_CONTROLLER,
    volume_resizer.CONTROLLER,
)


def register(system: System) -> None:
    """Let worlds of this system run a Kubernetes cluster."""
    indexes.register(system, [resource.key for resource in registry.RESOURCES])
    registry.register(system)
    allocation.register(system)
    events.register(system)
    for controller in CONTROLLERS:
        controller.register(system)
    scheduler.register(system)
    kubelet.register(system)
    metrics.register(system)
