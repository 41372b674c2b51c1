"""``kubectl scale``: another number of replicas (pkg/cmd/scale)."""

from __future__ import annotations

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, tell
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, several, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.selection import Found
from cluster_sim.world.shell.kubectl.subjects import subjects
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    DRY_RUN,
    number("replicas"),
    number("current-replicas", default=-1),
    flag("resource-version"),
    flag("output", "o"),
    flag("selector", "l"),
    switch("all"),
    span("timeout"),
    several("filename", "f", split=True),
    RECORD,
)


def run(command: Invocation) -> Outcome:
    """Scale every object named."""
    if not command.given("replicas"):
        raise error('required flag(s) "replicas" not set')
    if command.value("replicas") < 0:
        raise error(
            "The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0"
        )
    found, failed = subjects(command, command.args)
    for each in found:
        failed = _scale(command, each) or failed
    if not failed and not any(each.items for each in found):
        raise error("no objects passed to scale")
    return Exit(1 if failed else 0)


def _scale(command: Invocation, found: Found) -> bool:
    failed = False
    for item in found.items:
        if "scale" not in found.resource.subresources:
            raise Failure(
                "Error from server (NotFound): the server could not find the requested resource"
            )
        present, expected = item["spec"].get("replicas", 0), command.value("current-replicas")
        if expected != -1 and present != expected:
            raise error(f"Expected replicas to be {expected}, was {present}")
        version, asked = item["metadata"]["resourceVersion"], command.value("resource-version")
        if asked and asked != version:
            raise error(f"Expected resource version to be {asked}, was {version}")
        try:
            scaled = client_for(command).scale(
                found.resource.key, namespace_of(item), name_of(item), command.value("replicas")
            )
        except StatusError as problem:
            command.complain_of(problem)
            failed = True
            continue
        tell(command, scaled, "scaled")
    return failed
