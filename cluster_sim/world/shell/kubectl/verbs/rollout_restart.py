"""``kubectl rollout restart``: new pods of the same template."""

from __future__ import annotations

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.changes import tell
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.rollouts import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.rollouts import ROLLING, do_each
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (*COMMON, flag("field-manager"), flag("output", "o"))
RESTARTED_AT = "kubectl.kubernetes.io/restartedAt"


def run(command: Invocation) -> Outcome:
    """Note the time in each template, which rolls it out anew."""
    return do_each(command, _restart, says_error=True)


def _restart(command: Invocation, resource: Resource, obj: Object) -> None:
    fault = _fault(resource, obj)
    if fault:
        raise error(f'{resource.key} "{name_of(obj)}" {fault}')
    annotations = {RESTARTED_AT: timestamps.time(command.client.now)}
    present = obj["spec"]["template"].get("metadata", {}).get("annotations") or {}
    if annotations.items() <= present.items():
        raise Failure(
            f"failed to create patch for {name_of(obj)}: if restart has already been triggered "
            "within the past second, please wait before attempting to trigger another"
        )
    body = {"spec": {"template": {"metadata": {"annotations": annotations}}}}
    changed = command.client.patch(resource.key, namespace_of(obj), name_of(obj), body)
    tell(command, changed, "restarted", typed=True)


def _fault(resource: Resource, obj: Object) -> str:
    if resource.key not in ROLLING:
        return "restarting is not supported"
    if obj["spec"].get("paused"):
        return "can't restart paused deployment (run rollout resume first)"
    return ""
