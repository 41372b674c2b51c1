"""The ``kubectl`` of the simulated terminal: finds the verb, reads the flags, words refusals."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.shell.kubectl import flags
from cluster_sim.world.shell.kubectl.failure import Failure, refusal_text
from cluster_sim.world.shell.kubectl.help import help_text, root_help, suggestion
from cluster_sim.world.shell.kubectl.invocation import GLOBAL_FLAGS, Invocation
from cluster_sim.world.shell.kubectl.output.faults import PrinterError
from cluster_sim.world.shell.kubectl.verbs import VERBS
from cluster_sim.world.shell.kubectl.verbs.group import Group
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "kubectl"
# The real one takes some 50 ms to start and find its way to the API server.
LATENCY = 60_000


def start(process: Process) -> Outcome:
    """Run the command line; a verb that follows goes on with ``wake``."""
    return _guarded(process, "run")


def wake(process: Process) -> Outcome:
    """Go on with a verb that follows."""
    return _guarded(process, "wake")


def _guarded(process: Process, step: str) -> Outcome:
    try:
        command, verb = _find(process)
        outcome: Outcome = getattr(verb, step)(command)
    except Failure as failure:
        process.complain(failure.text if failure.text.strip() else "")
        return Exit(failure.status)
    except StatusError as problem:
        process.complain(refusal_text(problem) + "\n")
        return Exit(1)
    except PrinterError as problem:
        process.complain(f"error: {problem}\n")
        return Exit(1)
    return outcome


def _find(process: Process) -> tuple[Invocation, ModuleType]:
    words = list(process.argv[1:])
    path, verb, words = _verb(words, process)
    if "-h" in _before_dash(words) or "--help" in _before_dash(words):
        process.write(help_text(path, verb))
        raise Failure("", 0)
    parsed = flags.parse(path, (*GLOBAL_FLAGS, *verb.FLAGS), words)
    return Invocation(process, path, parsed), verb


def _before_dash(words: Sequence[str]) -> Sequence[str]:
    return words[: words.index("--")] if "--" in words else words


def _verb(words: list[str], process: Process) -> tuple[str, ModuleType, list[str]]:
    """The verb's path and module, and the words that are left; flags may come before it."""
    path, level = "kubectl", VERBS
    while True:
        at = _first_argument(words)
        name = words[at] if at is not None else ""
        found = level.get(name)
        if found is None or at is None:
            raise _unknown(process, path, name)
        words = words[:at] + words[at + 1 :]
        path = f"{path} {level.proper(name)}"
        if not isinstance(found, Group):
            return path, found, words
        if found.default is not None and found.get(_word(words)) is None:
            return path, found.default, words
        level = found


def _word(words: Sequence[str]) -> str:
    at = _first_argument(words)
    return words[at] if at is not None else ""


def _first_argument(words: Sequence[str]) -> int | None:
    """Where the first word stands that is neither a flag nor a global flag's value."""
    with_value = {
        text
        for each in GLOBAL_FLAGS
        if each.alone is None
        for text in (f"--{each.name}", f"-{each.short}" if each.short else "")
    }
    skip = False
    for at, word in enumerate(words):
        if skip:
            skip = False
        elif word == "--":
            return None
        elif word.startswith("-"):
            skip = word in with_value
        else:
            return at
    return None


def _unknown(process: Process, path: str, name: str) -> Failure:
    if not name:
        process.write(root_help(path))
        return Failure("", 0 if path == "kubectl" else 1)
    if path == "kubectl":
        return Failure(f'error: unknown command "{name}" for "kubectl"{suggestion(name)}')
    return Failure(f"error: unknown command \"{name}\"\nSee '{path} -h' for help and examples")
