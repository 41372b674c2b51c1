"""``kubectl cluster-info dump``: what to look at when something is wrong (clusterinfo_dump.go)."""

from __future__ import annotations

from cluster_sim.world.kube import kubelet
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.formats import printer
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    switch("all-namespaces", "A"),
    several("namespaces", split=True),
    flag("output", "o", "json"),
    span("pod-running-timeout", default=20_000_000),
)
_KINDS = (
    *("events", "replicationcontrollers", "services", "daemonsets.apps", "deployments.apps"),
    *("replicasets.apps", "pods"),
)


def run(command: Invocation) -> Outcome:
    """Print the nodes, then each namespace's objects and the logs of its pods."""
    show = printer(command.value("output"), typed=True)
    command.write(show(command.client.list("nodes", "")))
    for namespace in _namespaces(command):
        for kind in _KINDS:
            command.write(show(command.client.list(kind, namespace)))
        for pod in command.client.list("pods", namespace)["items"]:
            _put_logs(command, namespace, pod)
    return Exit()


def _namespaces(command: Invocation) -> list[str]:
    if command.value("all-namespaces"):
        return [name_of(each) for each in command.client.list("namespaces", "")["items"]]
    return list(command.value("namespaces")) or ["kube-system", command.namespace]


def _put_logs(command: Invocation, namespace: str, pod: Object) -> None:
    name = name_of(pod)
    for container in pod["spec"]["containers"]:
        try:
            lines = kubelet.logs(command.process.world, namespace, name, container["name"], False)
        except StatusError:
            lines = []
        text = "".join(f"{line}\n" for _, _, line in lines)
        head = f"container {container['name']} of pod {namespace}/{name}"
        command.write(f"==== START logs for {head} ====\n{text}==== END logs for {head} ====\n")
