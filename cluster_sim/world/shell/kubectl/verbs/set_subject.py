"""``kubectl set subject``: more subjects for a binding (set_subject.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.authorization.bindings import CLUSTER_ROLE_BINDINGS, ROLE_BINDINGS
from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl import binding_subjects
from cluster_sim.world.shell.kubectl.changes import FLAGS as CHANGE_FLAGS
from cluster_sim.world.shell.kubectl.changes import client_for, dry_run, tell, typed
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.subjects import is_local, subjects
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS = (
    *CHANGE_FLAGS,
    several("filename", "f", split=True),
    flag("selector", "l"),
    switch("all"),
    switch("local"),
    *binding_subjects.FLAGS,
)
_BINDINGS = (ROLE_BINDINGS, CLUSTER_ROLE_BINDINGS)


def run(command: Invocation) -> Outcome:
    """Add what the bindings do not have yet; those that have it all are left alone."""
    found, failed = subjects(command, command.args)
    bindings = [(each.resource, item) for each in found for item in each.items]
    _check(command, bindings)
    for resource, binding in bindings:
        if resource.key not in _BINDINGS:
            told = "setting subjects is only supported for RoleBinding/ClusterRoleBinding"
            name = f"{resource.key}/{binding['metadata']['name']}"
            raise error(f"error: {name} {told}\n")
        _add(command, resource, binding)
    return Exit(1 if failed else 0)


def _check(command: Invocation, bindings: list[tuple[Resource, Object]]) -> None:
    if is_local(command) and dry_run(command) == "server":
        raise error("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")
    if command.value("all") and command.value("selector"):
        raise error("cannot set --all and --selector at the same time")
    if not any(command.value(name) for name in ("user", "group", "serviceaccount")):
        raise error("you must specify at least one value of user, group or serviceaccount")
    for text in command.value("serviceaccount"):
        parts = text.split(":")
        if len(parts) != 2 or not parts[1]:
            raise error("serviceaccount must be <namespace>:<name>")
        if not parts[0] and any(kind.key == CLUSTER_ROLE_BINDINGS for kind, _ in bindings):
            raise error("serviceaccount must be <namespace>:<name>, namespace must be specified")


def _add(command: Invocation, resource: Resource, binding: Object) -> None:
    known = list(binding.get("subjects") or ())
    more = [subject for subject in _wanted(command) if subject not in known]
    if not more:
        return
    changed = {**binding, "subjects": [*known, *more]}
    if not is_local(command) and dry_run(command) != "client":
        name, patch = binding["metadata"]["name"], {"subjects": changed["subjects"]}
        client = client_for(command)
        changed = client.patch(resource.key, namespace_of(binding), name, patch)
    tell(command, typed(resource, changed), "subjects updated", typed=True)


def _wanted(command: Invocation) -> list[dict[str, Any]]:
    """The subjects of the flags, each kind in alphabetical order and each once."""
    names = {name: sorted(set(command.value(name))) for name in ("user", "group", "serviceaccount")}
    accounts = (text.split(":") for text in names["serviceaccount"])
    return [
        *binding_subjects.of_kind("User", names["user"]),
        *binding_subjects.of_kind("Group", names["group"]),
        *(
            {"kind": "ServiceAccount", "name": name, "namespace": space or command.namespace}
            for space, name in accounts
        ),
    ]
