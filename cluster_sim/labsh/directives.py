"""Lines of a script that are no shell: time, power, and what the script waits for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cluster_sim.world.cel.expression import ExpressionError, compile_expression
from cluster_sim.world.checks.view import VARIABLES, View
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import SECOND, CommandRefused, World
from cluster_sim.world.shell.commands.sleep import duration

if TYPE_CHECKING:
    from cluster_sim.labsh.script import Runner

# How long ``%until`` waits at most, in µs.
PATIENCE = 3600 * SECOND


class DirectiveFault(Exception):
    """A directive that does not exist, cannot be read, or did not come true."""


def run(runner: Runner, line: str) -> None:
    """Do a line that begins with ``%``."""
    name, _, argument = line[1:].strip().partition(" ")
    directive = _DIRECTIVES.get(name)
    if directive is None:
        known = ", ".join(f"%{name}" for name in _DIRECTIVES)
        raise DirectiveFault(f"%{name}: there is no such directive; there are: {known}")
    start = runner.world.now
    directive(runner, name, argument.strip())
    runner.writer.directive(line, start, runner.world.now)


def _time(name: str, text: str) -> int:
    time = duration(text)
    if time is None:
        raise DirectiveFault(f"%{name} {text}: a duration is wanted, such as 60s, 1.5m or 2h")
    return time


def _wait(runner: Runner, name: str, text: str) -> None:
    runner.world.run_until(runner.world.now + _time(name, text))


def _timeout(runner: Runner, name: str, text: str) -> None:
    runner.timeout = _time(name, text)


def _until(runner: Runner, name: str, text: str) -> None:
    """Live on until the expression is true, which is asked whenever something has changed."""
    world = runner.world
    try:
        expression = compile_expression(text, VARIABLES)
    except ExpressionError as problem:
        raise DirectiveFault(f"%{name} {text}: {problem}") from None
    limit, asked = world.now + PATIENCE, -1
    while True:
        if world.revision != asked and View(world).holds(expression):
            return
        asked = world.revision if "time" not in expression.names else -1
        due = world.agenda.next_time()
        if due is None or due > limit:
            world.run_until(limit)
            raise DirectiveFault(f"%{name} {text}: not true after {PATIENCE // SECOND} s")
        world.run_until(due)


def _machine(runner: Runner, name: str, text: str) -> None:
    kind = "vm" if name.startswith("vm-") else "host"
    try:
        runner.world.command(name, {kind: text}, "student")
    except CommandRefused as refused:
        facts = "".join(f" {key}={value}" for key, value in refused.facts.items())
        raise DirectiveFault(f"%{name} {text}: {refused.code}{facts}") from None


def _history(runner: Runner, name: str, text: str) -> None:
    try:
        with open(text, "w", encoding="utf-8") as file:
            file.writelines(history_lines(runner.world))
    except OSError as problem:
        raise DirectiveFault(f"%{name} {text}: {problem.strerror}") from None


def history_lines(world: World) -> list[str]:
    """The whole history as canonical JSON, a change on each line."""
    return [_canonical(change) for change in world.history.changes]


def _canonical(change: Change) -> str:
    row: list[Any] = [*change[:4], list(change.key), change.new]
    text = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=repr)
    return f"{text}\n"


_DIRECTIVES: dict[str, Callable[[Runner, str, str], None]] = {
    "wait": _wait,
    "until": _until,
    "timeout": _timeout,
    "power-off": _machine,
    "power-on": _machine,
    "vm-stop": _machine,
    "vm-start": _machine,
    "vm-pause": _machine,
    "vm-resume": _machine,
    "history": _history,
}
