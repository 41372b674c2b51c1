"""``kubectl describe``: one module a kind, each with ``write(writer, object, context)``.

The forms are those of kubectl 1.37 (pkg/describe/describe.go).
"""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe import (
    certificatesigningrequest,
    configmap,
    cronjob,
    daemonset,
    deployment,
    endpoints,
    endpointslice,
    generic,
    horizontalpodautoscaler,
    ingress,
    ingressclass,
    job,
    limits,
    namespace,
    networkpolicy,
    node,
    persistentvolume,
    persistentvolumeclaim,
    pod,
    poddisruptionbudget,
    priorityclass,
    quotas,
    replicaset,
    role,
    rolebinding,
    secret,
    service,
    serviceaccount,
    statefulset,
    storageclass,
)
from cluster_sim.world.shell.kubectl.describe.context import Client, Context
from cluster_sim.world.shell.kubectl.describe.writer import Writer

Describer = Callable[[Writer, Object, Context], None]

DESCRIBERS: dict[str, Describer] = {
    "certificatesigningrequests.certificates.k8s.io": certificatesigningrequest.write,
    "clusterrolebindings.rbac.authorization.k8s.io": rolebinding.write,
    "clusterroles.rbac.authorization.k8s.io": role.write,
    "configmaps": configmap.write,
    "cronjobs.batch": cronjob.write,
    "daemonsets.apps": daemonset.write,
    "deployments.apps": deployment.write,
    "endpoints": endpoints.write,
    "endpointslices.discovery.k8s.io": endpointslice.write,
    "horizontalpodautoscalers.autoscaling": horizontalpodautoscaler.write,
    "ingressclasses.networking.k8s.io": ingressclass.write,
    "ingresses.networking.k8s.io": ingress.write,
    "jobs.batch": job.write,
    "limitranges": limits.write,
    "namespaces": namespace.write,
    "networkpolicies.networking.k8s.io": networkpolicy.write,
    "nodes": node.write,
    "persistentvolumeclaims": persistentvolumeclaim.write,
    "persistentvolumes": persistentvolume.write,
    "poddisruptionbudgets.policy": poddisruptionbudget.write,
    "pods": pod.write,
    "priorityclasses.scheduling.k8s.io": priorityclass.write,
    "replicasets.apps": replicaset.write,
    "replicationcontrollers": replicaset.write,
    "resourcequotas": quotas.write,
    "rolebindings.rbac.authorization.k8s.io": rolebinding.write,
    "roles.rbac.authorization.k8s.io": role.write,
    "secrets": secret.write,
    "serviceaccounts": serviceaccount.write,
    "services": service.write,
    "statefulsets.apps": statefulset.write,
    "storageclasses.storage.k8s.io": storageclass.write,
}


def describe(client: Client, resource: str, obj: Object, show_events: bool = True) -> str:
    """The description of one object as kubectl writes it; several are set two lines apart.

    client: reads what belongs to the object (pods, endpoints, events), and knows the time;
    resource: the resource key (``deployments.apps``). Raises StatusError when a read fails.
    """
    writer = Writer()
    DESCRIBERS.get(resource, generic.write)(writer, obj, Context(client, show_events))
    return writer.text()
