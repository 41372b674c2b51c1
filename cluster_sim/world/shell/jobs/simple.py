"""A simple command: its words are expanded, then it is a builtin, a program, or not found."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell import programs
from cluster_sim.world.shell.builtins import table
from cluster_sim.world.shell.jobs import running, streams
from cluster_sim.world.shell.jobs.redirections import RedirectionFault, opened
from cluster_sim.world.shell.jobs.session import NULL, Places, new_shell
from cluster_sim.world.shell.jobs.shell import Shell, VariableFault
from cluster_sim.world.shell.jobs.stack import pop, push, swap
from cluster_sim.world.shell.language import expansion
from cluster_sim.world.shell.language.nodes import ShellSyntaxError, Tree, Word
from cluster_sim.world.shell.language.parser import parse
from cluster_sim.world.shell.limits import BUILTIN_TIME, MOST_PROCESSES
from cluster_sim.world.shell.process import BROKEN_PIPE

Frame = tuple[Any, ...]
NOT_FOUND = 127


def step_simple(shell: Shell, frame: Frame) -> bool:
    """Expand all of it, running command substitutions first, then do it."""
    _, places, tree, results = frame
    scope = shell.scope(results)
    _, assignments, words, redirections = tree
    try:
        argv = expansion.fields(_without_alias(shell, words), scope)
        assigned = []
        for name, word in assignments:
            scope.set(name, expansion.text(word, scope))
            assigned.append((name, scope.changed[name]))
        inside = opened(shell, redirections, scope, places)
    except expansion.OutputWanted as wanted:
        return substitute(shell, wanted.tree)
    except RedirectionFault as fault:
        shell.complain(f"bash: {fault}\n")
        return _rest(shell, 1)
    shell.session.count_command()
    if not argv:
        shell.keep(scope)
        return _rest(shell, shell.task["status"] if results else 0)
    return _start(shell, argv, dict(assigned), inside)


def _without_alias(shell: Shell, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with an alias at their head replaced, each alias once."""
    aliases, used = dict(shell.task["aliases"]), 0
    while words and len(words[0]) == 1 and words[0][0][0] == "text" and used < len(aliases) + 1:
        text = aliases.pop(words[0][0][1], None)
        if text is None:
            break
        try:
            tree = parse(text)
        except ShellSyntaxError:
            break
        if tree is None or tree[0] != "simple" or tree[1] or tree[3]:
            break
        words = tree[2] + words[1:]
    return words


def _start(shell: Shell, argv: list[str], assigned: dict[str, str], places: Places) -> bool:
    if argv[0] in table.BUILTINS:
        swap(shell.task, ("builtin", places, tuple(argv)))
        return _pass(shell, BUILTIN_TIME)
    program = programs.PROGRAMS.get(argv[0])
    if program is None:
        return _unknown(shell, argv[0], places)
    if shell.session.crowded:
        shell.complain("bash: fork: retry: Resource temporarily unavailable\n")
        return _rest(shell, 254)
    environment = {**shell.environment(), **assigned}
    task = running.new_program(shell.number, shell.task, argv, environment, places)
    number = shell.session.add(task)
    shell.session.wake_after(number, program.LATENCY)
    swap(shell.task, ("await", places, (number,), False))
    return False


def _unknown(shell: Shell, name: str, places: Places) -> bool:
    shown = name if len(name) < 200 else f"{name[:200]}…"
    found = "/" in name
    what = "No such file or directory" if found else "command not found"
    streams.put(shell.session, places[2], f"bash: {shown}: {what}\n")
    return _rest(shell, NOT_FOUND)


def _pass(shell: Shell, time: int) -> bool:
    shell.session.wake_after(shell.number, time)
    return False


def _rest(shell: Shell, status: int) -> bool:
    """The command is over with this status, but for the time that it takes."""
    shell.task["status"] = status
    swap(shell.task, ("pause", shell.places))
    return _pass(shell, BUILTIN_TIME)


def step_pause(shell: Shell, frame: Frame) -> bool:
    """The time has passed."""
    pop(shell.task)
    return True


def step_builtin(shell: Shell, frame: Frame) -> bool:
    """Run a builtin; one that waits for input is run again when there is some."""
    _, places, argv = frame
    try:
        status = table.BUILTINS[argv[0]](shell, list(argv[1:]))
    except VariableFault as fault:
        shell.complain(f"bash: {argv[0]}: {fault}\n")
        status = 1
    if shell.broken:
        # Nobody reads what this subshell writes: as the signal would, that ends it.
        shell.task.update(stack=(), status=BROKEN_PIPE)
        return True
    if status is None:
        shell.task["token"] = shell.session.number()
        shell.task["reads"] = places[0]
        return False
    if shell.task["stack"] and shell.task["stack"][-1] is frame:
        pop(shell.task)
    shell.task["status"] = status & 255
    return True


def substitute(shell: Shell, tree: Tree | None) -> bool:
    """Run a command for its output; the frame on top is tried again with it."""
    session = shell.session
    if tree is None:
        return _with_result(shell, "")
    if len(session.tasks) >= MOST_PROCESSES:
        raise VariableFault("fork: retry: Resource temporarily unavailable")
    pipe = session.capture()
    places = (
        shell.places[0] if shell.places[0][0] == "pipe" else NULL,
        ("pipe", pipe),
        shell.places[2],
    )
    subshell = new_shell(shell.number, running.ends_of(places), shell.task)
    subshell["stack"] = (("run", places, tree),)
    number = session.add(subshell)
    session.ready.append(number)
    push(shell.task, ("substitution", shell.places, number, pipe))
    return False


def step_substitution(shell: Shell, frame: Frame) -> bool:
    """Take the output when the command has ended."""
    _, _, number, pipe = frame
    status = shell.task["children"][number]
    if status is None:
        return False
    shell.task["children"] = {n: s for n, s in shell.task["children"].items() if n != number}
    shell.task["status"] = status
    pop(shell.task)
    return _with_result(shell, shell.session.pipes.pop(pipe)["text"].rstrip("\n"))


def _with_result(shell: Shell, text: str) -> bool:
    """The top frame with one more output among its results, which are its last part."""
    frame = shell.task["stack"][-1]
    swap(shell.task, (*frame[:-1], (*frame[-1], text)))
    return True
