"""``kubectl rollout pause`` and ``resume`` (pkg/cmd/rollout)."""

from __future__ import annotations

from types import ModuleType

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.shell.kubectl.changes import tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.rollouts import DEPLOYMENTS, objects
from cluster_sim.world.shell.kubectl.rollouts import FLAGS as COMMON
from cluster_sim.world.shell.process import Exit, Outcome


class PauseVerb(ModuleType):
    """``pause`` (or ``resume``, with ``paused`` False)."""

    def __init__(self, paused: bool) -> None:
        word = "pause" if paused else "resume"
        super().__init__(f"rollout {word}", f"{word.capitalize()} a rollout.")
        self.paused = paused
        self.FLAGS = (*COMMON, flag("output", "o"))

    def run(self, command: Invocation) -> Outcome:
        """Pause or resume each Deployment."""
        found, failed = objects(command, "pausing" if self.paused else "resuming")
        for _, deployment in found:
            name = name_of(deployment)
            if bool(deployment["spec"].get("paused")) == self.paused:
                state = "already paused" if self.paused else "not paused"
                raise error(f'deployments.apps "{name}" is {state}')
            body = {"spec": {"paused": True if self.paused else None}}
            changed = command.client.patch(DEPLOYMENTS, namespace_of(deployment), name, body)
            tell(command, changed, "paused" if self.paused else "resumed")
        return Exit(1 if failed else 0)
