"""``kubectl create token``: ask for a token of a service account (create_token.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import SECOND
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import flag, several, span
from cluster_sim.world.shell.kubectl.generators import name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS = (
    flag("output", "o"),
    several("audience"),
    span("duration"),
    flag("bound-object-kind"),
    flag("bound-object-name"),
    flag("bound-object-uid"),
)
_KINDS = ("Node", "Pod", "Secret")


def run(command: Invocation) -> Outcome:
    """Print the token, or the whole TokenRequest as ``-o`` asks."""
    name = name_argument(command)
    _check(command)
    try:
        answer = command.client.create(
            "serviceaccounts", command.namespace, _request(command), name, "token"
        )
    except StatusError as problem:
        raise error(f"failed to create token: {problem}") from problem
    if command.value("output"):
        command.show(command.value("output"), answer, typed=True)
    else:
        # On a terminal alone does a line end after it, so that a script gets the bare token.
        command.write(answer["status"]["token"] + ("\n" if command.process.is_terminal else ""))
    return Exit()


def _check(command: Invocation) -> None:
    duration, kind = command.value("duration"), command.value("bound-object-kind")
    if duration < 0:
        raise error("--duration must be greater than or equal to 0")
    if duration % SECOND:
        raise error("--duration cannot be expressed in units less than seconds")
    if "" in command.value("audience"):
        raise error("--audience must not be an empty string")
    if kind and kind not in _KINDS:
        raise error(f"supported --bound-object-kind values are {', '.join(_KINDS)}")
    if kind and not command.value("bound-object-name"):
        raise error("--bound-object-name is required if --bound-object-kind is provided")
    for field in ("name", "uid"):
        if not kind and command.value(f"bound-object-{field}"):
            raise error(
                f"--bound-object-{field} can only be set if --bound-object-kind is provided"
            )


def _request(command: Invocation) -> dict[str, Any]:
    spec: dict[str, Any] = {}
    if command.value("audience"):
        spec["audiences"] = list(command.value("audience"))
    if command.value("duration"):
        spec["expirationSeconds"] = command.value("duration") // SECOND
    if command.value("bound-object-kind"):
        bound = {"apiVersion": "v1"}
        for field in ("kind", "name", "uid"):
            if command.value(f"bound-object-{field}"):
                bound[field] = command.value(f"bound-object-{field}")
        spec["boundObjectRef"] = bound
    return {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": spec}
