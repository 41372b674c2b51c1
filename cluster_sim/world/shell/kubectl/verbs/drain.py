"""``kubectl drain``: no new pods on a node, and the present ones elsewhere (pkg/drain)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import controller_of, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.indexes import NODE
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, dry_run
from cluster_sim.world.shell.kubectl.failure import Failure
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.verbs.cordon import nodes_named, set_unschedulable
from cluster_sim.world.shell.process import Exit, Outcome, Wait

FLAGS: tuple[Flag, ...] = (
    DRY_RUN,
    flag("selector", "l"),
    flag("pod-selector"),
    switch("ignore-daemonsets"),
    switch("delete-emptydir-data"),
    switch("disable-eviction"),
    switch("force"),
    number("grace-period", default=-1),
    span("timeout"),
    number("skip-wait-for-delete-timeout"),
    number("chunk-size", default=500),
)
_MIRROR = "kubernetes.io/config.mirror"
_DAEMONSET = "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)"
_LOCAL = "Pods with local storage (use --delete-emptydir-data to override)"
_UNMANAGED = "Pods that declare no controller (use --force to override)"
_WARNINGS = {
    _DAEMONSET: "ignoring DaemonSet-managed Pods",
    _LOCAL: "deleting Pods with local storage",
    _UNMANAGED: "deleting Pods that declare no controller",
}


def run(command: Invocation) -> Outcome:
    """Cordon the nodes, ask their pods to leave, wait until they have."""
    nodes, failed = nodes_named(command, "drain NODE [flags]")
    if failed:
        return Exit(1)
    for node in nodes:
        set_unschedulable(command, node, True)
    command.state["left"] = [name_of(node) for node in nodes]
    command.state["waiting"] = None
    if command.value("timeout"):
        command.state["until"] = command.client.world.now + command.value("timeout")
    return wake(command)


def wake(command: Invocation) -> Outcome:
    """Go on with the node at hand, then the next one."""
    while command.state["left"]:
        node = command.state["left"][0]
        if command.state["waiting"] is None:
            command.state["waiting"] = _begin(command, node)
        if not _gone(command):
            return _wait(command)
        command.write(f"node/{node} drained{_suffix(command)}\n")
        command.state["left"], command.state["waiting"] = command.state["left"][1:], None
    return Exit()


def _suffix(command: Invocation) -> str:
    return {"client": " (dry run)", "server": " (server dry run)"}.get(dry_run(command), "")


def _begin(command: Invocation, node: str) -> list[tuple[str, str, str]]:
    going, faults, warnings = _sorted_out(command, node)
    if faults:
        raise Failure(_cannot(node, faults))
    if warnings:
        texts = "; ".join(
            f"{_WARNINGS[kind]}: {', '.join(pods)}" for kind, pods in warnings.items()
        )
        command.complain(f"Warning: {texts}\n")
    for pod in going:
        command.write(f"evicting pod {namespace_of(pod)}/{name_of(pod)}{_suffix(command)}\n")
        _evict(command, pod)
    if dry_run(command) != "none":
        return []
    return [(namespace_of(pod), name_of(pod), pod["metadata"]["uid"]) for pod in going]


def _evict(command: Invocation, pod: Object) -> None:
    if dry_run(command) != "none":
        return
    grace = command.value("grace-period")
    options = DeleteOptions(grace_seconds=None if grace < 0 else grace)
    try:
        command.client.evict(namespace_of(pod), name_of(pod), options)
    except StatusError as problem:
        if problem.reason != "NotFound":
            raise


def _sorted_out(
    command: Invocation, node: str
) -> tuple[list[Object], dict[str, list[str]], dict[str, list[str]]]:
    """The pods to evict, those that forbid the drain by their fault, those to warn of."""
    world = command.client.world
    selector = labels.parse(command.value("pod-selector"))
    pods = world.store.by_index("pods", NODE, node)
    going: list[Object] = []
    faults: dict[str, list[str]] = {}
    warnings: dict[str, list[str]] = {}
    for pod in sorted(pods, key=lambda each: (namespace_of(each), name_of(each))):
        if _is_mirror(pod) or not selector.matches(pod["metadata"].get("labels")):
            continue
        full = f"{namespace_of(pod)}/{name_of(pod)}"
        kind = _obstacle(pod)
        if kind and not _overridden(command, kind):
            faults.setdefault(kind, []).append(full)
            continue
        if kind:
            warnings.setdefault(kind, []).append(full)
        if kind != _DAEMONSET:
            going.append(pod)
    return going, faults, warnings


def _is_mirror(pod: Object) -> bool:
    return _MIRROR in (pod["metadata"].get("annotations") or {})


def _obstacle(pod: Object) -> str:
    owner = controller_of(pod)
    if owner is not None and owner["kind"] == "DaemonSet" and not is_finished(pod):
        return _DAEMONSET
    volumes: list[dict[str, Any]] = pod["spec"].get("volumes") or []
    if any("emptyDir" in volume for volume in volumes) and not is_finished(pod):
        return _LOCAL
    return _UNMANAGED if owner is None and not is_finished(pod) else ""


def _overridden(command: Invocation, kind: str) -> bool:
    flags = {
        _DAEMONSET: "ignore-daemonsets",
        _LOCAL: "delete-emptydir-data",
        _UNMANAGED: "force",
    }
    return bool(command.value(flags[kind]))


def _cannot(node: str, faults: dict[str, list[str]]) -> str:
    each = [f"cannot delete {kind}: {', '.join(pods)}" for kind, pods in sorted(faults.items())]
    told = each[0] if len(each) == 1 else "[" + ", ".join(each) + "]"
    return (
        f'error: unable to drain node "{node}" due to error: {told}, continuing command...\n'
        f"There are pending nodes to be drained:\n {node}\n" + "\n".join(each)
    )


def _gone(command: Invocation) -> bool:
    world, left = command.client.world, []
    for namespace, name, uid in command.state["waiting"]:
        pod = world.store.get("pods", namespace, name)
        if pod is not None and pod["metadata"]["uid"] == uid:
            left.append((namespace, name, uid))
        else:
            command.write(f"pod/{name} evicted\n")
    command.state["waiting"] = left
    return not left


def _wait(command: Invocation) -> Outcome:
    until = command.state.get("until")
    if until is None:
        return Wait(resources=("pods",))
    left = until - command.client.world.now
    if left <= 0:
        names = ", ".join(name for _, name, _ in command.state["waiting"])
        raise Failure(
            f'error: unable to drain node "{command.state["left"][0]}" due to error: error when '
            f'waiting for pod "{names}" to terminate: global timeout reached'
        )
    return Wait(delay=left, resources=("pods",))
