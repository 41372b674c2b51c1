"""What the verbs under ``kubectl rollout`` share: their objects, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.failure import Failure, error, refusal_text
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.subjects import subjects
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    flag("selector", "l"),
    several("filename", "f", split=True),
    switch("recursive", "R"),
)
DEPLOYMENTS = "deployments.apps"
ROLLING = (DEPLOYMENTS, "daemonsets.apps", "statefulsets.apps")
# The kinds that kubectl's code knows by name (pkg/apps/kind_visitor.go).
_VISITED = (
    *ROLLING,
    *("pods", "replicasets.apps", "replicationcontrollers", "jobs.batch", "cronjobs.batch"),
)

Act = Callable[[Invocation, Resource, Object], None]


def objects(command: Invocation) -> tuple[list[tuple[Resource, Object]], bool]:
    """The objects named, and whether one is missing; Failure when none is named."""
    if not command.args and not command.value("filename"):
        raise error("required resource not specified")
    found, failed = subjects(command, command.args)
    pairs = [(each.resource, item) for each in found for item in each.items]
    if not pairs and not failed:
        command.complain(f"No resources found in {command.namespace} namespace.\n")
    return pairs, failed


def do_each(command: Invocation, act: Act, says_error: bool = False) -> Outcome:
    """Do something to each object; what goes wrong with one is told after all others.

    Of several faults none is told with ``error:`` before it, unless the verb itself says so.
    """
    pairs, failed = objects(command)
    faults = []
    for resource, item in pairs:
        try:
            act(command, resource, item)
        except Failure as fault:
            faults.append(fault.text)
        except StatusError as problem:
            faults.append(f"{refusal_text(problem)}\n")
    if len(faults) > 1 and not says_error:
        faults = [text.removeprefix("error: ") for text in faults]
    if faults:
        raise Failure("".join(faults))
    return Exit(1 if failed else 0)


def require_history(resource: Resource, what: str, doing: str) -> None:
    """Failure for a kind without revisions: ``what`` is missing for ``doing``.

    pkg/polymorphichelpers: HistoryViewerFor, RollbackerFor
    """
    if resource.key in ROLLING:
        return
    kind = group_kind(resource)
    if resource.key in _VISITED:
        raise error(f'no {what} has been implemented for "{kind}"')
    bare = f"{{{resource.group} {resource.kind}}}"
    raise error(f'error retrieving {doing} for "{kind}", no visitor method exists for {bare}')


def group_kind(resource: Resource) -> str:
    """``Pod``, ``ReplicaSet.apps``."""
    return f"{resource.kind}.{resource.group}" if resource.group else resource.kind
