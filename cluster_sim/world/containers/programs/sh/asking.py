"""How commands use the network: a question, and the answer as it was at that moment.

Questions and answers are plain data, a dict whose ``kind`` says what is asked for; whoever
offers the network (outside.Network) and the commands that use it agree on the rest. An answer
is kept with the container, so that a script that is followed anew gets the same one again.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from cluster_sim.world.containers.programs.sh.effects import ASK, Effect
from cluster_sim.world.containers.programs.sh.shell import Shell


def ask(
    shell: Shell, question: Mapping[str, Any]
) -> Generator[Effect, None, Mapping[str, Any] | None]:
    """The answer to a question sent now; None where the container has no network.

    The script is not followed beyond the question before its moment has come.
    """
    if shell.network is None:
        return None
    while (answer := shell.network.ask(shell.now, question)) is None:
        shell.rest()
        yield Effect(shell.now, ASK, "", None, shell.now)
    return answer
