"""The pods of a DaemonSet: by node, made and deleted.

pkg/controller/daemon/daemon_controller.go: getNodesToDaemonPods, syncNodes
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import (
    controller_reference,
    is_terminating,
    name_of,
    namespace_of,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.resources.daemonsets import template_generation
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller_history import POD_REVISION
from cluster_sim.world.kube.controllers.daemon_set_nodes import (
    bound_for,
    daemon_tolerations,
    target_node,
)
from cluster_sim.world.kube.pod_state import is_finished

NAME: Final = "daemonset-controller"
GENERATION: Final = "pod-template-generation"
_BURST: Final = 250
_COPIED: Final = ("labels", "annotations", "finalizers")

ByNode = dict[str, list[Object]]


def by_node(pods: list[Object]) -> ByNode:
    """The pods of each node; finished ones that are on their way out do not count."""
    found: ByNode = {}
    for pod in pods:
        if is_finished(pod) and is_terminating(pod):
            continue
        node = target_node(pod)
        if node is not None:
            found.setdefault(node, []).append(pod)
    return found


def oldest_first(pods: list[Object]) -> list[Object]:
    """Those that have a node first, then by age and name."""
    if len(pods) < 2:
        return pods
    return sorted(
        pods,
        key=lambda pod: (
            not pod["spec"].get("nodeName"),
            pod["metadata"]["creationTimestamp"],
            name_of(pod),
        ),
    )


def carry_out(
    client: Client, daemon_set: Object, hashed: str, deleted: list[Object], nodes: list[str]
) -> None:
    """Create a pod for each node and delete pods, 250 of each at most. Raises StatusError."""
    refusals = _create_all(client, daemon_set, hashed, nodes[:_BURST])
    for pod in deleted[:_BURST]:
        refusal = _delete(client, daemon_set, pod)
        if refusal is not None:
            refusals.append(refusal)
    if refusals:
        raise refusals[0]


def _create_all(
    client: Client, daemon_set: Object, hashed: str, nodes: list[str]
) -> list[StatusError]:
    """Make 1 pod, then 2, 4…: a refusal ends it, so that a hopeless template costs few calls."""
    template = _template(daemon_set, hashed) if nodes else {}
    place, size = 0, 1
    while place < len(nodes):
        tried = [
            _create(client, daemon_set, template, node) for node in nodes[place : place + size]
        ]
        refusals = [each for each in tried if each is not None]
        if refusals:
            return refusals
        place, size = place + size, size * 2
    return []


def _template(daemon_set: Object, hashed: str) -> Object:
    template = daemon_set["spec"]["template"]
    given: dict[str, Any] = template.get("metadata") or {}
    labels = {**(given.get("labels") or {}), POD_REVISION: hashed}
    generation = template_generation(daemon_set)
    if generation:
        labels[GENERATION] = str(generation)
    meta: dict[str, Any] = {field: given[field] for field in _COPIED if field in given}
    meta |= {
        "labels": labels,
        "generateName": f"{name_of(daemon_set)}-",
        "ownerReferences": [controller_reference(daemon_set)],
    }
    spec = {**template["spec"], "tolerations": daemon_tolerations(template["spec"])}
    return {"metadata": meta, "spec": spec}


def _create(client: Client, daemon_set: Object, template: Object, node: str) -> StatusError | None:
    body = {**template, "spec": bound_for(template["spec"], node)}
    try:
        pod = client.create("pods", namespace_of(daemon_set), body)
    except StatusError as refused:
        if refused.namespace_is_going:
            return None
        tell(client, daemon_set, events.WARNING, "FailedCreate", f"Error creating: {refused}")
        return refused
    message = f"Created pod: {name_of(pod)}"
    tell(client, daemon_set, events.NORMAL, "SuccessfulCreate", message)
    return None


def _delete(client: Client, daemon_set: Object, pod: Object) -> StatusError | None:
    try:
        client.delete("pods", namespace_of(pod), name_of(pod))
    except StatusError as refused:
        if refused.reason == "NotFound":
            return None
        tell(client, daemon_set, events.WARNING, "FailedDelete", f"Error deleting: {refused}")
        return refused
    message = f"Deleted pod: {name_of(pod)}"
    tell(client, daemon_set, events.NORMAL, "SuccessfulDelete", message)
    return None


def tell(client: Client, daemon_set: Object, kind: str, reason: str, message: str) -> None:
    """An event about the DaemonSet."""
    events.record(client, daemon_set, kind, reason, message, NAME)
