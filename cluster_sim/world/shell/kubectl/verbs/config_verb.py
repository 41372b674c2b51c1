"""What every word of ``kubectl config`` is: a verb that gets the configuration there is."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from cluster_sim.world.shell.kubectl import kubeconfig
from cluster_sim.world.shell.kubectl.flags import Flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.kubeconfig import Config
from cluster_sim.world.shell.paths import absolute
from cluster_sim.world.shell.process import Exit, Outcome


class ConfigVerb(ModuleType):
    """One word of ``kubectl config``: ``work`` gets the configuration that there is."""

    def __init__(
        self, name: str, about: str, work: Callable[[Invocation, Config], None], *flags: Flag
    ) -> None:
        super().__init__(f"config {name}", about)
        self.FLAGS = flags
        self._work = work

    def run(self, command: Invocation) -> Outcome:
        """Do it."""
        self._work(command, kubeconfig.load(command.process.world, _path(command)))
        return Exit()


def save(command: Invocation, config: Config) -> None:
    """Write the changed configuration to where it was."""
    kubeconfig.save(command.process.world, config, _path(command))


def place(command: Invocation) -> str:
    """The file of the configuration, as messages name it."""
    return absolute(_path(command))


def _path(command: Invocation) -> str:
    return kubeconfig.path_of(command.process, command.parsed.values)
