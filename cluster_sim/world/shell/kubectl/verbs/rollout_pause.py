"""``kubectl rollout pause`` and ``resume`` (pkg/cmd/rollout)."""

from __future__ import annotations

from types import ModuleType

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.changes import tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.rollouts import DEPLOYMENTS, do_each
from cluster_sim.world.shell.kubectl.rollouts import FLAGS as COMMON
from cluster_sim.world.shell.process import Outcome


class PauseVerb(ModuleType):
    """``pause`` (or ``resume``, with ``paused`` False)."""

    def __init__(self, paused: bool) -> None:
        word = "pause" if paused else "resume"
        super().__init__(f"rollout {word}", f"{word.capitalize()} a rollout.")
        self.paused = paused
        self.FLAGS = (*COMMON, flag("field-manager"), flag("output", "o"))

    def run(self, command: Invocation) -> Outcome:
        """Pause or resume each Deployment; nothing else can be."""
        return do_each(command, self._change, says_error=True)

    def _change(self, command: Invocation, resource: Resource, obj: Object) -> None:
        fault = self._fault(resource, obj)
        if fault:
            raise error(f'{resource.key} "{name_of(obj)}" {fault}')
        body = {"spec": {"paused": True if self.paused else None}}
        changed = command.client.patch(DEPLOYMENTS, namespace_of(obj), name_of(obj), body)
        tell(command, changed, "paused" if self.paused else "resumed", typed=True)

    def _fault(self, resource: Resource, obj: Object) -> str:
        if resource.key != DEPLOYMENTS:
            return f"{'pausing' if self.paused else 'resuming'} is not supported"
        if bool(obj["spec"].get("paused")) == self.paused:
            return f"is {'already paused' if self.paused else 'not paused'}"
        return ""
