"""The small-step machine: a shell task is a stack of frames, and each step works on the top one.

A frame is a tuple (kind, places, …). A step either changes the stack and goes on, or finds that
it must wait, for a command to end or for time to pass; then the task is left until it is woken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.shell.jobs import running, simple, streams
from cluster_sim.world.shell.jobs.redirections import RedirectionFault, opened
from cluster_sim.world.shell.jobs.session import Places, Session, new_shell
from cluster_sim.world.shell.jobs.shell import Shell, VariableFault
from cluster_sim.world.shell.jobs.stack import pop, push, swap
from cluster_sim.world.shell.language import expansion, patterns
from cluster_sim.world.shell.language.arithmetic import ArithmeticFault
from cluster_sim.world.shell.language.nodes import ShellSyntaxError
from cluster_sim.world.shell.language.parameters import ParameterFault
from cluster_sim.world.shell.language.parser import parse
from cluster_sim.world.shell.limits import MOST_PROCESSES

FAULTS = (expansion.ExpansionFault, ArithmeticFault, ParameterFault, VariableFault)
_NO_PROCESS = "bash: fork: retry: Resource temporarily unavailable\n"
Frame = tuple[Any, ...]


def run(session: Session) -> None:
    """Let everything that can go on do so, until all of it waits."""
    while session.ready:
        number = session.ready.popleft()
        task = session.tasks.get(number)
        if task is None:
            continue
        if task["kind"] == "program":
            running.turn(session, number)
        else:
            _run_shell(session, number)


def _run_shell(session: Session, number: int) -> None:
    task = session.tasks[number]
    while task["stack"]:
        frame = task["stack"][-1]
        try:
            goes_on = _STEPS[frame[0]](Shell(session, number, frame[1]), frame)
        except FAULTS as fault:
            # As in bash, such a fault ends the whole line.
            streams.put(session, frame[1][2], f"bash: {fault}\n")
            task.update(stack=(), status=1)
            break
        if not goes_on:
            return
    if task["parent"] is not None:
        session.end(number, task["status"])


def _step_run(shell: Shell, frame: Frame) -> bool:
    """Begin with a tree."""
    places, tree = frame[1], frame[2]
    match tree[0]:
        case "simple":
            swap(shell.task, ("simple", places, tree, ()))
        case "list":
            swap(shell.task, ("list", places, tree[1], 0))
        case "pipe":
            pop(shell.task)
            return _start_pipe(shell, tree)
        case "if":
            swap(shell.task, ("if", places, tree, 0, False))
        case "while":
            swap(shell.task, ("while", places, tree, "begin", 0))
        case "for":
            swap(shell.task, ("words", places, tree, ()))
        case "case":
            swap(shell.task, ("case", places, tree, ()))
        case _:
            swap(shell.task, ("group", places, tree, ()))
    return True


def _step_source(shell: Shell, frame: Frame) -> bool:
    """A line that a program wants run, or the words of one command."""
    line = frame[2]
    if isinstance(line, tuple):
        words = tuple((("quoted", word),) for word in line)
        swap(shell.task, ("run", frame[1], ("simple", (), words, ())))
        return True
    try:
        tree = parse(line)
    except ShellSyntaxError as fault:
        shell.complain(f"bash: -c: line 1: {fault}\n")
        shell.task["status"] = 2
        tree = None
    pop(shell.task)
    if tree is not None:
        push(shell.task, ("run", frame[1], tree))
    return True


def _step_list(shell: Shell, frame: Frame) -> bool:
    """The next command of a list, if the one before it wants it."""
    _, places, items, at = frame
    succeeded = shell.task["status"] == 0
    while at < len(items) and at and items[at][0] != ";" and (items[at][0] == "&&") != succeeded:
        at += 1
    if at == len(items):
        pop(shell.task)
    else:
        swap(shell.task, ("list", places, items, at + 1))
        push(shell.task, ("run", places, items[at][1]))
    return True


def _step_if(shell: Shell, frame: Frame) -> bool:
    """Try the conditions in order, then run one branch."""
    _, places, tree, at, asked = frame
    clauses, otherwise = tree[1], tree[2]
    if asked and shell.task["status"] == 0:
        swap(shell.task, ("run", places, clauses[at][1]))
        return True
    at += asked
    if at < len(clauses):
        swap(shell.task, ("if", places, tree, at, True))
        push(shell.task, ("run", places, clauses[at][0]))
    elif otherwise is not None:
        swap(shell.task, ("run", places, otherwise))
    else:
        pop(shell.task)
        shell.task["status"] = 0
    return True


def _step_while(shell: Shell, frame: Frame) -> bool:
    """Ask, run the body, ask again; the status is the last body's."""
    _, places, tree, phase, status = frame
    if phase == "asked" and (shell.task["status"] == 0) == tree[1]:
        pop(shell.task)
        shell.task["status"] = status
    elif phase == "asked":
        swap(shell.task, ("while", places, tree, "body", status))
        push(shell.task, ("run", places, tree[3]))
    else:
        status = shell.task["status"] if phase == "body" else status
        swap(shell.task, ("while", places, tree, "asked", status))
        push(shell.task, ("run", places, tree[2]))
    return True


def _step_words(shell: Shell, frame: Frame) -> bool:
    """Find out what a ``for`` goes through."""
    _, places, tree, results = frame
    scope = shell.scope(results)
    try:
        values = expansion.fields(tree[2] or (), scope)
    except expansion.OutputWanted as wanted:
        return simple.substitute(shell, wanted.tree)
    shell.keep(scope)
    shell.task["status"] = 0
    swap(shell.task, ("for", places, tree, tuple(values), 0))
    return True


def _step_for(shell: Shell, frame: Frame) -> bool:
    """The next round of a ``for``."""
    _, places, tree, values, at = frame
    if at == len(values):
        pop(shell.task)
        return True
    shell.set(tree[1], values[at])
    swap(shell.task, ("for", places, tree, values, at + 1))
    push(shell.task, ("run", places, tree[3]))
    return True


def _step_case(shell: Shell, frame: Frame) -> bool:
    """The first clause with a pattern that fits."""
    _, places, tree, results = frame
    scope = shell.scope(results)
    try:
        body = _chosen(tree, scope)
    except expansion.OutputWanted as wanted:
        return simple.substitute(shell, wanted.tree)
    shell.keep(scope)
    pop(shell.task)
    shell.task["status"] = 0
    if body is not None:
        push(shell.task, ("run", places, body))
    return True


def _chosen(tree: Frame, scope: expansion.Scope) -> Frame | None:
    value = expansion.text(tree[1], scope)
    for alternatives, body in tree[2]:
        for word in alternatives:
            if patterns.compiled(tuple(expansion.pieces(word, scope))).matches(value):
                return body
    return None


def _step_group(shell: Shell, frame: Frame) -> bool:
    """``{ }`` and ``( )``, and whatever has redirections of its own."""
    _, places, tree, results = frame
    scope = shell.scope(results)
    try:
        inside = opened(shell, tree[2], scope, places)
    except expansion.OutputWanted as wanted:
        return simple.substitute(shell, wanted.tree)
    except RedirectionFault as fault:
        shell.complain(f"bash: {fault}\n")
        shell.task["status"] = 1
        pop(shell.task)
        return True
    shell.keep(scope)
    if tree[0] == "group":
        swap(shell.task, ("run", inside, tree[1]))
        return True
    pop(shell.task)
    return _start(shell, (tree[1],), (inside,), negated=False)


def _start_pipe(shell: Shell, tree: Frame) -> bool:
    _, negated, trees = tree
    if len(trees) == 1:
        push(shell.task, ("not", shell.places))
        push(shell.task, ("run", shell.places, trees[0]))
        return True
    stdin, out, err = shell.places
    places: list[Places] = []
    for index in range(len(trees)):
        last = index == len(trees) - 1
        after = out if last else ("pipe", shell.session.pipe())
        places.append((stdin, after, err))
        stdin = after
    return _start(shell, trees, tuple(places), negated)


def _start(
    shell: Shell, trees: tuple[Frame, ...], places: tuple[Places, ...], negated: bool
) -> bool:
    """Run trees side by side, each in a subshell, and wait for all of them."""
    session = shell.session
    if len(session.tasks) + len(trees) > MOST_PROCESSES:
        shell.complain(_NO_PROCESS)
        shell.task["status"] = 254
        return True
    numbers = []
    for tree, at in zip(trees, places, strict=True):
        # Redirections inside may hold an output too: the pipe ends when the subshell does.
        subshell = new_shell(shell.number, running.ends_of(at), shell.task)
        subshell["stack"] = (("run", at, tree),)
        numbers.append(session.add(subshell))
    session.ready.extend(numbers)
    push(shell.task, ("await", shell.places, tuple(numbers), negated))
    return False


def _step_not(shell: Shell, frame: Frame) -> bool:
    """``!``."""
    pop(shell.task)
    shell.task["status"] = int(shell.task["status"] == 0)
    return True


def _step_await(shell: Shell, frame: Frame) -> bool:
    """Wait for commands to end; the status is the last one's."""
    _, _, numbers, negated = frame
    children = shell.task["children"]
    if any(children[number] is None for number in numbers):
        return False
    status = children[numbers[-1]]
    shell.task["children"] = {n: s for n, s in children.items() if n not in numbers}
    shell.task["status"] = int(status == 0) if negated else status
    pop(shell.task)
    return True


_STEPS: dict[str, Callable[[Shell, Frame], bool]] = {
    "await": _step_await,
    "builtin": simple.step_builtin,
    "case": _step_case,
    "for": _step_for,
    "group": _step_group,
    "if": _step_if,
    "list": _step_list,
    "not": _step_not,
    "pause": simple.step_pause,
    "run": _step_run,
    "simple": simple.step_simple,
    "source": _step_source,
    "substitution": simple.step_substitution,
    "while": _step_while,
    "words": _step_words,
}
