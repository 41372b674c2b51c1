"""``kubectl describe``: one module a kind, each with ``write(writer, object, context)``.

The forms are those of kubectl 1.37 (pkg/describe/describe.go).
"""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe import (
    configmap,
    cronjob,
    daemonset,
    deployment,
    endpoints,
    endpointslice,
    generic,
    job,
    limits,
    namespace,
    node,
    persistentvolumeclaim,
    pod,
    quotas,
    replicaset,
    secret,
    service,
    serviceaccount,
    statefulset,
)
from cluster_sim.world.shell.kubectl.describe.context import Client, Context
from cluster_sim.world.shell.kubectl.describe.writer import Writer

Describer = Callable[[Writer, Object, Context], None]

DESCRIBERS: dict[str, Describer] = {
    "configmaps": configmap.write,
    "cronjobs.batch": cronjob.write,
    "daemonsets.apps": daemonset.write,
    "deployments.apps": deployment.write,
    "endpoints": endpoints.write,
    "endpointslices.discovery.k8s.io": endpointslice.write,
    "jobs.batch": job.write,
    "limitranges": limits.write,
    "namespaces": namespace.write,
    "nodes": node.write,
    "persistentvolumeclaims": persistentvolumeclaim.write,
    "pods": pod.write,
    "replicasets.apps": replicaset.write,
    "resourcequotas": quotas.write,
    "secrets": secret.write,
    "serviceaccounts": serviceaccount.write,
    "services": service.write,
    "statefulsets.apps": statefulset.write,
}


def describe(client: Client, resource: str, obj: Object, show_events: bool = True) -> str:
    """The description of one object as kubectl writes it; several are set two lines apart.

    client: reads what belongs to the object (pods, endpoints, events), and knows the time;
    resource: the resource key (``deployments.apps``). Raises StatusError when a read fails.
    """
    writer = Writer()
    DESCRIBERS.get(resource, generic.write)(writer, obj, Context(client, show_events))
    return writer.text()
