"""``kubectl set serviceaccount``: whom the pods of a template act as (set_serviceaccount.go)."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.pod_templates import FLAGS as TEMPLATE_FLAGS
from cluster_sim.world.shell.kubectl.pod_templates import TemplateUpdate, check_flags
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.subjects import MUST_NAME
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (*TEMPLATE_FLAGS, RECORD)


def run(command: Invocation) -> Outcome:
    """Put the account that the last argument names into every object named before it."""
    check_flags(command)
    if not command.args:
        raise error("serviceaccount is required")
    *names, account = command.args
    if not names and not command.value("filename"):
        raise Failure(MUST_NAME)
    update = TemplateUpdate(
        command, "serviceaccount updated", "failed to patch ServiceAccountName", True
    )
    return update.run(names, lambda item, spec: {**spec, "serviceAccountName": account})
