"""The tables that the API server answers ``kubectl get`` with, one module a kind.

Every module has ``COLUMNS`` and ``row(obj, now)``: the cells of one object, those of the wide
columns included, ``now`` in Unix microseconds. The rules are those of Kubernetes 1.36
(pkg/printers/internalversion/printers.go).
"""

from __future__ import annotations

from typing import Any, Protocol

from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables import (
    certificatesigningrequests,
    componentstatuses,
    configmaps,
    controllerrevisions,
    cronjobs,
    csidrivers,
    csinodes,
    daemonsets,
    deployments,
    endpoints,
    endpointslices,
    events,
    horizontalpodautoscalers,
    ingressclasses,
    ingresses,
    jobs,
    leases,
    namespaces,
    networkpolicies,
    nodes,
    objects,
    persistentvolumeclaims,
    persistentvolumes,
    poddisruptionbudgets,
    pods,
    podtemplates,
    priorityclasses,
    replicasets,
    replicationcontrollers,
    resourcequotas,
    rolebindings,
    runtimeclasses,
    secrets,
    serviceaccounts,
    servicecidrs,
    services,
    statefulsets,
    storageclasses,
    volumeattachments,
    webhookconfigurations,
)


class Table(Protocol):
    """What a table module offers."""

    @property
    def COLUMNS(self) -> tuple[Column, ...]:
        """The columns, wide ones included, in their order."""

    def row(self, obj: Object, now: int, /) -> list[Any]:
        """The cells of one object, one for each column."""


TABLES: dict[str, Table] = {
    "certificatesigningrequests.certificates.k8s.io": certificatesigningrequests,
    "clusterrolebindings.rbac.authorization.k8s.io": rolebindings,
    "componentstatuses": componentstatuses,
    "configmaps": configmaps,
    "controllerrevisions.apps": controllerrevisions,
    "cronjobs.batch": cronjobs,
    "csidrivers.storage.k8s.io": csidrivers,
    "csinodes.storage.k8s.io": csinodes,
    "daemonsets.apps": daemonsets,
    "deployments.apps": deployments,
    "endpoints": endpoints,
    "endpointslices.discovery.k8s.io": endpointslices,
    "events": events,
    "horizontalpodautoscalers.autoscaling": horizontalpodautoscalers,
    "ingressclasses.networking.k8s.io": ingressclasses,
    "ingresses.networking.k8s.io": ingresses,
    "jobs.batch": jobs,
    "leases.coordination.k8s.io": leases,
    "mutatingwebhookconfigurations.admissionregistration.k8s.io": webhookconfigurations,
    "namespaces": namespaces,
    "networkpolicies.networking.k8s.io": networkpolicies,
    "nodes": nodes,
    "persistentvolumeclaims": persistentvolumeclaims,
    "persistentvolumes": persistentvolumes,
    "poddisruptionbudgets.policy": poddisruptionbudgets,
    "pods": pods,
    "podtemplates": podtemplates,
    "priorityclasses.scheduling.k8s.io": priorityclasses,
    "replicasets.apps": replicasets,
    "replicationcontrollers": replicationcontrollers,
    "resourcequotas": resourcequotas,
    "rolebindings.rbac.authorization.k8s.io": rolebindings,
    "runtimeclasses.node.k8s.io": runtimeclasses,
    "secrets": secrets,
    "serviceaccounts": serviceaccounts,
    "servicecidrs.networking.k8s.io": servicecidrs,
    "services": services,
    "statefulsets.apps": statefulsets,
    "storageclasses.storage.k8s.io": storageclasses,
    "validatingwebhookconfigurations.admissionregistration.k8s.io": webhookconfigurations,
    "volumeattachments.storage.k8s.io": volumeattachments,
}


def table_for(key: str) -> Table:
    """The table of a resource key; kinds without one show name and creation time."""
    return TABLES.get(key, objects)
