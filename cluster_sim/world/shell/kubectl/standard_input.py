"""``-f -`` and ``set env -``: standard input, taken to its end before anything is done with it."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.invocation import Invocation

_KEY = "stdin"
_DONE = "stdin read"


def needs_input(command: Invocation) -> bool:
    """Whether something is to come on standard input and has not come to its end."""
    if not _reads(command) or command.state.get(_DONE):
        return False
    command.state[_KEY] = command.state.get(_KEY, "") + command.process.read()
    command.state[_DONE] = command.process.at_end
    return not command.state[_DONE]


def _reads(command: Invocation) -> bool:
    variables = command.args if command.path == "kubectl set env" else ()
    return "-" in (*command.parsed.values.get("filename", ()), *variables)
