"""Typed lines: they are put together, parsed, run one after the other, and interrupted."""

from __future__ import annotations

from cluster_sim.world.kernel.world import World
from cluster_sim.world.shell import notices, terminal
from cluster_sim.world.shell.jobs import machine, streams
from cluster_sim.world.shell.jobs.session import MEMORY, ROOT, SCREEN, Session, Stopped
from cluster_sim.world.shell.language.nodes import Incomplete, ShellSyntaxError, Tree
from cluster_sim.world.shell.language.parser import parse
from cluster_sim.world.shell.limits import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_REMEMBERED,
    MOST_TYPED_AHEAD,
)
from cluster_sim.world.shell.process import INTERRUPTED
from cluster_sim.world.shell.prompt import CONTINUATION, prompt

END_OF_INPUT = "\x04"
_SYNTAX_ERROR = 2
_STOPPED = 137


def submit(world: World, name: str, text: str) -> None:
    """Lines typed in a terminal: run now, or as soon as what runs has ended."""
    session = Session(world, name)
    for line in text.split("\n"):
        if len(session.data["queue"]) >= MOST_TYPED_AHEAD:
            session.show(terminal.SCREEN, notices.QUEUE)
            break
        if not (session.busy and _typed_into(session, line)):
            session.data["queue"] = (*session.data["queue"], line)
    _go_on(session)


def _typed_into(session: Session, line: str) -> bool:
    if line == END_OF_INPUT:
        return streams.type_in(session, None)
    if streams.type_in(session, f"{line}\n"):
        session.show(terminal.SCREEN, f"{line}\n")
        return True
    return False


def wake(world: World, name: str, number: int, token: int) -> None:
    """Handler: something that a task waited for has happened."""
    kept = world.remember(MEMORY).get(name)
    task = kept["tasks"].get(number) if kept else None
    if task is None or task["token"] != token:
        return
    session = Session(world, name)
    if task["kind"] == "shell":
        session.awake(number)
    session.ready.append(number)
    _go_on(session)


def interrupt(world: World, name: str) -> None:
    """Ctrl-C: what runs is ended; a line half typed is forgotten."""
    session = Session(world, name)
    _greet(session)
    session.show(terminal.SCREEN, "^C\n")
    session.clear(INTERRUPTED)
    session.data.update(pending="", queue=())
    _prompt(session)
    session.save()


def _go_on(session: Session) -> None:
    """Run what can run, then the next lines, and keep it all."""
    _greet(session)
    while True:
        was_busy = session.busy
        try:
            machine.run(session)
        except Stopped as stopped:
            session.clear(_STOPPED)
            _to_line_start(session)
            session.show(terminal.ERR, stopped.notice)
        if session.busy:
            break
        if was_busy:
            _prompt(session)
        if not session.data["queue"]:
            break
        line, *rest = session.data["queue"]
        session.data["queue"] = tuple(rest)
        _accept(session, line)
    session.save()


def _greet(session: Session) -> None:
    if not session.data["greeted"]:
        session.data["greeted"] = True
        _prompt(session)


def _prompt(session: Session) -> None:
    _to_line_start(session)
    session.show(terminal.SCREEN, prompt(session.root["cwd"]))
    session.data.update(typed={"text": ""}, typed_end=False)


def _to_line_start(session: Session) -> None:
    """Pages tell a waiting shell by a prompt at the start of a line."""
    if not session.data["fresh_line"]:
        session.show(terminal.SCREEN, "\n")


def _accept(session: Session, line: str) -> None:
    """Echo a line and begin with it, if it is whole."""
    session.show(terminal.SCREEN, f"{_visible(line)}\n")
    text = f"{session.data['pending']}{line}"
    fault = _fault(line, text)
    if fault:
        _refuse(session, fault, "")
        return
    try:
        # A backslash at the very end, with nothing after it, asks for the next line.
        tree = parse(text if line.endswith("\\") else f"{text}\n")
    except Incomplete:
        session.data["pending"] = f"{text}\n"
        session.show(terminal.SCREEN, CONTINUATION)
        return
    except ShellSyntaxError as problem:
        _refuse(session, f"bash: {problem}\n", text)
        return
    _remember(session, text)
    _begin(session, tree)


def _begin(session: Session, tree: Tree | None) -> None:
    session.data.update(pending="", commands=0, written=0, disk=0)
    if tree is None:
        _prompt(session)
        return
    session.root["stack"] = (("run", SCREEN, tree),)
    session.ready.append(ROOT)


def _refuse(session: Session, message: str, text: str) -> None:
    _remember(session, text)
    session.data["pending"] = ""
    session.show(terminal.ERR, message)
    session.root["status"] = _SYNTAX_ERROR
    _prompt(session)


def _remember(session: Session, text: str) -> None:
    if text.strip():
        session.data["history"] = (*session.data["history"], text)[-MOST_REMEMBERED:]


def _fault(line: str, text: str) -> str | None:
    if len(line) > LONGEST_LINE or len(text) > LONGEST_TEXT:
        return notices.LONG_LINE
    if any((ord(c) < 32 and c != "\t" and c != "\n") or ord(c) == 127 for c in line):
        return notices.BYTES
    return None


def _visible(line: str) -> str:
    """The line as a terminal echoes it: no character of control acts on the screen."""
    shown = line if len(line) <= LONGEST_LINE else f"{line[:200]}…"
    return "".join(
        f"^{chr(ord(c) ^ 64)}" if (ord(c) < 32 and c != "\t") or ord(c) == 127 else c for c in shown
    )


def finish(world: World, name: str) -> None:
    """No more lines will come: a line still open is refused in bash's words."""
    session = Session(world, name)
    pending = session.data["pending"]
    if not pending:
        return
    try:
        parse(pending)
    except ShellSyntaxError as problem:
        _to_line_start(session)
        _refuse(session, f"bash: {problem}\n", pending)
    session.save()
