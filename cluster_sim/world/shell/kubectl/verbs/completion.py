"""``kubectl completion``: this terminal completes by itself, so there is nothing to set up."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.failure import see_help
from cluster_sim.world.shell.kubectl.flags import Flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = ()
_SHELLS = ("bash", "fish", "powershell", "zsh")
_SCRIPT = (
    "# Ce terminal complète déjà les commandes : appuyez sur Tab.\n"
    "# This terminal completes commands already: press Tab.\n"
)


def run(command: Invocation) -> Outcome:
    """Print a script that does nothing."""
    if not command.args:
        raise see_help("Shell not specified.", command.path)
    if len(command.args) > 1:
        raise see_help("Too many arguments. Expected only the shell type.", command.path)
    if command.args[0] not in _SHELLS:
        raise see_help(f'Unsupported shell type "{command.args[0]}".', command.path)
    command.write(_SCRIPT)
    return Exit()
