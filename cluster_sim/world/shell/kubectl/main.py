"""The ``kubectl`` of the simulated terminal: finds the verb, reads the flags, words refusals."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.shell.kubectl import flags, recording
from cluster_sim.world.shell.kubectl.failure import Failure, error, refusal_text, see_help
from cluster_sim.world.shell.kubectl.help import help_text, root_help, suggestion
from cluster_sim.world.shell.kubectl.invocation import GLOBAL_FLAGS, Invocation
from cluster_sim.world.shell.kubectl.kustomize.folder import name_folder
from cluster_sim.world.shell.kubectl.output.faults import PrinterError
from cluster_sim.world.shell.kubectl.standard_input import needs_input
from cluster_sim.world.shell.kubectl.template_files import flags_with, read_template
from cluster_sim.world.shell.kubectl.verbs import NOT_SIMULATED, VERBS
from cluster_sim.world.shell.kubectl.verbs.group import Group
from cluster_sim.world.shell.process import Exit, Outcome, Process, Wait

NAME = "kubectl"
# The real one takes some 50 ms to start and find its way to the API server.
LATENCY = 60_000
_BEGUN = "begun"


def start(process: Process) -> Outcome:
    """Run the command line; a verb that follows goes on with ``wake``."""
    return _guarded(process, "run")


def wake(process: Process) -> Outcome:
    """Go on with a verb that follows."""
    return _guarded(process, "wake")


def _guarded(process: Process, step: str) -> Outcome:
    try:
        outcome = _run(*_find(process), step)
    except Failure as failure:
        process.complain(failure.text if failure.text.strip() else "")
        return Exit(failure.status)
    except StatusError as problem:
        process.complain(refusal_text(problem) + "\n")
        return Exit(1)
    except PrinterError as problem:
        process.write(problem.printed)
        process.complain(f"error: {problem}\n")
        return Exit(1)
    return outcome


def _run(command: Invocation, verb: ModuleType, step: str) -> Outcome:
    """Let the verb work, once what it reads from standard input has come to its end."""
    if needs_input(command):
        return Wait(input=True)
    if not command.state.get(_BEGUN):
        command.state[_BEGUN], step = True, "run"
        recording.warn(command)
    outcome: Outcome = getattr(verb, step)(command)
    if isinstance(outcome, Exit):
        command.check_warnings()
    return outcome


def _find(process: Process) -> tuple[Invocation, ModuleType]:
    words = list(process.argv[1:])
    path, verb, words = _verb(words, process)
    if _asks_help(words):
        process.write(help_text(path, verb))
        raise Failure("", 0)
    parsed = flags.parse(path, (*GLOBAL_FLAGS, *flags_with(path, verb.FLAGS)), words)
    read_template(process, parsed)
    name_folder(parsed)
    return Invocation(process, path, parsed), verb


def _asks_help(words: Sequence[str]) -> bool:
    return any(word in ("-h", "--help") for word in _before_dash(words))


def _before_dash(words: Sequence[str]) -> Sequence[str]:
    return words[: words.index("--")] if "--" in words else words


def _verb(words: list[str], process: Process) -> tuple[str, ModuleType, list[str]]:
    """The verb's path and module, and the words that are left; flags may come before it."""
    path, level = "kubectl", VERBS
    while True:
        at = _first_argument(words)
        name = words[at] if at is not None else ""
        if not name and _asks_help(words):
            process.write(root_help(path))
            raise Failure("", 0)
        found = level.get(name)
        if found is None or at is None:
            raise _unknown(process, path, name, words)
        words = words[:at] + words[at + 1 :]
        path = f"{path} {level.proper(name)}"
        if not isinstance(found, Group):
            return path, found, words
        next_word = _word(words)
        absent = f"{path} {next_word}" in NOT_SIMULATED
        if found.default is not None and found.get(next_word) is None and not absent:
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


def _unknown(process: Process, path: str, name: str, words: list[str]) -> Failure:
    if not name:
        flags.parse(path, GLOBAL_FLAGS, words)
        # Only these two greet on standard output.
        greets = path in ("kubectl", "kubectl rollout")
        (process.write if greets else process.complain)(root_help(path))
        return Failure("", 0 if path == "kubectl" else 1)
    full = f"{path} {name}"
    if full in NOT_SIMULATED:
        return error(f"{full} is not part of this simulation; see {path} -h for what is")
    if path == "kubectl":
        return error(f'unknown command "{name}" for "kubectl"{suggestion(name)}')
    return see_help(f'unknown command "{name}"', path)
