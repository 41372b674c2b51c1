"""``kubectl drain``: no new pods on a node, and the present ones elsewhere (pkg/cmd/drain)."""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.aggregate import together
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl import draining, eviction
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, dry_run, tell
from cluster_sim.world.shell.kubectl.draining import Sorted
from cluster_sim.world.shell.kubectl.failure import error, see_help
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


def run(command: Invocation) -> Outcome:
    """Cordon the nodes, ask their pods to leave, wait until they have."""
    if command.args and command.value("selector"):
        text = "cannot specify both a node name and a --selector option"
        raise see_help(text, command.path)
    _check_pod_selector(command.value("pod-selector"))
    nodes, failed = nodes_named(command, "drain NODE [flags]")
    if failed:
        return Exit(1)
    for node in nodes:
        set_unschedulable(command, node, True)
    command.state["left"] = [name_of(node) for node in nodes]
    command.state["undrained"] = []
    command.state["at work"] = False
    return wake(command)


def _check_pod_selector(text: str) -> None:
    try:
        labels.parse(text)
    except SelectorError as fault:
        what = "--pod-selector=<pod_selector> must be a valid label selector"
        raise error(what) from fault


def wake(command: Invocation) -> Outcome:
    """Go on with the node at hand, then the next one."""
    while command.state["left"]:
        node = command.state["left"][0]
        faults = [] if command.state["at work"] else _begin(command, node)
        if command.state["at work"]:
            delay = eviction.go_on(command)
            if delay is not None:
                return Wait(delay=delay)
            faults = _finish(command, node)
        _close(command, node, faults)
    return _ending(command)


def _begin(command: Invocation, node: str) -> list[str]:
    """Ask the pods of a node to leave; why that cannot be, if it cannot."""
    found = draining.sort_out(command, node)
    if found.faults:
        return found.faults
    if found.warnings:
        command.complain(f"Warning: {'; '.join(found.warnings)}\n")
    if dry_run(command) == "client":
        for pod in found.going:
            command.write(f"evicting pod {namespace_of(pod)}/{name_of(pod)} (dry run)\n")
    elif found.going:
        eviction.begin(command, found.going)
        command.state["at work"] = True
    return []


def _finish(command: Invocation, node: str) -> list[str]:
    """All pods have left, or cannot be made to: the faults, after telling who is still there."""
    command.state["at work"] = False
    faults = eviction.faults(command)
    if faults:
        _tell_pending(command, node, faults, draining.sort_out(command, node))
    return faults


def _tell_pending(command: Invocation, node: str, faults: list[str], now: Sorted) -> None:
    if now.going:
        what = f'There are pending pods in node "{node}" when an error occurred'
        command.complain(f"{what}: {together(faults)}\n")
        for pod in now.going:
            command.complain(f"pod/{name_of(pod)}\n")
    if now.faults:
        what = "Following errors occurred while getting the list of pods to delete"
        command.complain(f"{what}:\n{together(now.faults)}")


def _close(command: Invocation, node: str, faults: list[str]) -> None:
    command.state["left"] = command.state["left"][1:]
    if not faults:
        tell(command, _named(command, node), "drained")
        return
    why = f'unable to drain node "{node}" due to error: {together(faults)}'
    command.complain(f"error: {why}, continuing command...\n")
    command.state["undrained"] = [*command.state["undrained"], (node, faults)]


def _named(command: Invocation, node: str) -> Object:
    return {"apiVersion": "v1", "kind": "Node", "metadata": {"name": node}}


def _ending(command: Invocation) -> Outcome:
    undrained = command.state["undrained"]
    if not undrained:
        return Exit()
    command.complain("There are pending nodes to be drained:\n")
    for node, _faults in undrained:
        command.complain(f" {node}\n")
    for line in _last_words([faults for _node, faults in undrained]):
        command.complain(f"{line}\n")
    return Exit(1)


def _last_words(faults: list[list[str]]) -> list[str]:
    """The errors once more: those of one node a line each, else a line for each node.

    pkg/cmd/util/helpers.go (checkErr): one that is no sum of errors is told as an error.
    """
    if len(faults) > 1:
        return [together(each) for each in faults]
    return [f"error: {eviction.TOO_LONG}" if x == eviction.TOO_LONG else x for x in faults[0]]
