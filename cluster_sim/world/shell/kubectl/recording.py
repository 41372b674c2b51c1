"""``--record``: the command is written down on the objects that it changes.

genericclioptions/record_flags.go: the annotation kubernetes.io/change-cause becomes the command
as it was typed, flags with their long names last; ``kubectl rollout history`` shows it.
"""

from __future__ import annotations

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs.patch import MERGE
from cluster_sim.world.shell.kubectl.flags import switch
from cluster_sim.world.shell.kubectl.invocation import Invocation

CHANGE_CAUSE = "kubernetes.io/change-cause"
RECORD = switch("record")
_DEPRECATED = "Flag --record has been deprecated, --record will be removed in the future\n"


def warn(command: Invocation) -> None:
    """Say that the flag will go, to whoever uses it."""
    if command.given("record"):
        command.complain(_DEPRECATED)


def recorded(command: Invocation, obj: Object) -> Object:
    """The object with the command written down on it, as the server has it then."""
    values = command.parsed.values
    if not values.get("record") or values.get("local") or values.get("dry-run", "none") != "none":
        return obj
    kind = registry.of(command.process.world).by_kind(obj["apiVersion"], obj["kind"])
    body = {"metadata": {"annotations": {CHANGE_CAUSE: _line(command)}}}
    return command.client.patch(kind.address, namespace_of(obj), name_of(obj), body, MERGE)


def _line(command: Invocation) -> str:
    parsed = command.parsed
    flags = (f"--{name}={value}" for name, value in parsed.typed)
    return " ".join((command.path, *parsed.args, *parsed.after_dash, *flags))
