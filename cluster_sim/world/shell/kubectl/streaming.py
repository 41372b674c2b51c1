"""What goes to and fro between the terminal and a program in a container.

``state`` of the command keeps the plain data: the session, whether its input has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from cluster_sim.world.kube import kubelet
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.kubelet import sessions
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome, Wait

# A stream through the API server and the kubelet to the container is set up in some 60 ms.
_SETUP = 60_000
# So long a session is left alone at the most: its container may go.
_LONGEST = 1_000_000
_INTERNAL = 500


def begin_exec(
    command: Invocation, place: tuple[str, str], container: str, argv: Iterable[str]
) -> Outcome:
    """Start a command in a container; StatusError when the server or the kubelet refuses."""
    command.client.check("create", "pods", *place, "exec")
    stdin = bool(command.value("stdin"))
    tty = bool(command.value("tty")) and stdin and command.process.is_terminal
    if command.value("tty") and not tty:
        text = "Unable to use a TTY - input is not a terminal or the right kind of file\n"
        command.complain(text)
    world = command.process.world
    with streamed():
        name = kubelet.open_session(world, *place, container, list(argv), stdin, tty)
    command.state.update(session=name, tty=tty, open=stdin)
    return Wait(delay=_SETUP)


@contextmanager
def streamed() -> Iterator[None]:
    """A refusal comes through a stream, where its Status is no more than a message."""
    try:
        yield
    except StatusError as problem:
        if problem.status.get("code") != _INTERNAL:
            raise
        raise error(str(problem.status["message"])) from problem


def go_on(command: Invocation) -> Outcome:
    """Pass on what was typed and what was said; the command's status when it is over."""
    world, name = command.process.world, command.state["session"]
    if command.state["open"]:
        _type(command, name)
    heard = sessions.hear(world, name)
    show(command, heard.chunks, command.state["tty"])
    if heard.code is not None:
        sessions.close(world, name)
        if heard.code:
            command.complain(f"command terminated with exit code {heard.code}\n")
        return Exit(heard.code)
    delay = _LONGEST if heard.next is None else min(heard.next, _LONGEST)
    if heard.reads and command.state["open"]:
        return Wait(delay=_LONGEST, input=True)
    return Wait(delay=delay)


def show(command: Invocation, chunks: Iterable[tuple[str, str]], tty: bool) -> None:
    """Print what a program said; a terminal knows one stream only."""
    for stream, text in chunks:
        if stream == "stdout" or tty:
            command.write(text)
        else:
            command.complain(text)


def _type(command: Invocation, name: str) -> None:
    world, text = command.process.world, command.process.read()
    if text:
        sessions.type_in(world, name, text)
    if command.process.at_end:
        command.state["open"] = False
        sessions.type_in(world, name, None)
