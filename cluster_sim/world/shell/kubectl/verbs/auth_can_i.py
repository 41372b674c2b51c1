"""``kubectl auth can-i``: may I do this, or what may I do? (pkg/cmd/auth/cani.go)"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.describe.role import rule_lines
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.plain_table import plain_table
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS = (
    switch("all-namespaces", "A"),
    switch("quiet", "q"),
    flag("subresource"),
    switch("list"),
    switch("no-headers"),
)
_VERBS = (
    *("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"),
    *("use", "bind", "impersonate", "*", "approve", "sign", "escalate", "attest"),
)
_URL_VERBS = ("get", "put", "post", "head", "options", "delete", "patch", "*")
_NOT_STORED = ("users", "groups")
_HEADERS = ("Resources", "Non-Resource URLs", "Resource Names", "Verbs")


def run(command: Invocation) -> Outcome:
    """Print ``yes`` or ``no`` and exit accordingly, or list everything that is allowed."""
    if command.value("list"):
        return _list(command)
    if len(command.args) != 2:
        raise error(
            "you must specify two arguments: verb resource or verb resource/resourceName.\n"
            "See 'kubectl auth can-i -h' for help and examples."
        )
    verb, what = command.args
    spec = _url(command, verb, what) if what.startswith("/") else _resource(command, verb, what)
    if command.value("no-headers"):
        raise error("--no-headers cannot be set without --list specified")
    status = _ask(command, "selfsubjectaccessreviews", spec)["status"]
    if not command.value("quiet"):
        reason = status.get("reason", "")
        command.write("yes\n" if status["allowed"] else f"no{reason and f' - {reason}'}\n")
    return Exit(0 if status["allowed"] else 1)


def _ask(command: Invocation, review: str, spec: dict[str, Any]) -> Object:
    return command.client.create(f"{review}.authorization.k8s.io", "", {"spec": spec})


def _url(command: Invocation, verb: str, path: str) -> dict[str, Any]:
    if command.value("subresource"):
        raise error("--subresource can not be used with NonResourceURL")
    _check_verb(command, verb, _URL_VERBS)
    return {"nonResourceAttributes": {"path": path, "verb": verb}}


def _resource(command: Invocation, verb: str, what: str) -> dict[str, Any]:
    name, _, object_name = what.partition("/")
    found = _known(command, name)
    if not command.value("all-namespaces"):
        if found is not None and not found.namespaced:
            group = f" in group '{found.group}'" if found.group else ""
            _warn(command, f"resource '{found.plural}' is not namespace scoped{group}")
        _check_verb(command, verb, _VERBS)
    asked = {
        "group": found.group if found is not None else "",
        "name": object_name,
        "namespace": "" if command.value("all-namespaces") else command.namespace,
        "resource": found.plural if found is not None else name,
        "subresource": command.value("subresource"),
        "verb": verb,
    }
    return {"resourceAttributes": {key: value for key, value in asked.items() if value}}


def _known(command: Invocation, name: str) -> Resource | None:
    """The resource meant; a warning when the server has none of that name."""
    if name == "*":
        return None
    try:
        return registry.of(command.process.world).by_name(name)
    except registry.UnknownResource:
        bare, _, group = name.lower().partition(".")
        if name.lower() not in _NOT_STORED:
            where = f" in group '{group}'" if group else ""
            _warn(command, f"the server doesn't have a resource type '{bare}'{where}")
        return None


def _check_verb(command: Invocation, verb: str, known: tuple[str, ...]) -> None:
    if verb not in known:
        _warn(command, f"verb '{verb}' is not a known verb")


def _warn(command: Invocation, text: str) -> None:
    command.complain(f"Warning: {text}\n\n")


def _list(command: Invocation) -> Outcome:
    if command.args:
        raise Failure("error: list option must be specified with no arguments")
    if any(command.value(name) for name in ("quiet", "all-namespaces", "subresource")):
        raise error(
            "list option can't be specified with neither quiet, all-namespaces nor subresource "
            "options"
        )
    spec = {"namespace": command.namespace}
    status = _ask(command, "selfsubjectrulesreviews", spec)["status"]
    if status["incomplete"]:
        problem = status.get("evaluationError", "")
        command.complain(f"Warning: the list may be incomplete: {problem}\n")
    rules = [*status["resourceRules"], *status["nonResourceRules"]]
    headers = () if command.value("no-headers") else _HEADERS
    command.write(plain_table(headers, rule_lines(rules)))
    return Exit()
