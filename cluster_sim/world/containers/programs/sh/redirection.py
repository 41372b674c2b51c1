"""Where the output of a command goes, and where its input comes from: > >> 2> &> 2>&1 <."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from cluster_sim.world.containers.programs.sh.effects import (
    STDERR,
    STDOUT,
    Effect,
    Effects,
    Refused,
)
from cluster_sim.world.containers.programs.sh.expansion import joined
from cluster_sim.world.containers.programs.sh.parser import Redirection
from cluster_sim.world.containers.programs.sh.refusals import redirection_text
from cluster_sim.world.containers.programs.sh.words import Token

if TYPE_CHECKING:
    from cluster_sim.world.containers.programs.sh.shell import Shell


def redirect(shell: Shell, effects: Effects, redirections: tuple[Redirection, ...]) -> Effects:
    """Run a command with its output and input led elsewhere; its status."""
    if not redirections:
        return (yield from effects)
    before = shell.stdin, shell.piped
    try:
        return (yield from _redirected(shell, effects, redirections))
    finally:
        shell.stdin, shell.piped = before


def _redirected(shell: Shell, effects: Effects, redirections: tuple[Redirection, ...]) -> Effects:
    targets: dict[str, str] = {STDOUT: "", STDERR: ""}
    streams = {STDOUT: STDOUT, STDERR: STDERR}
    try:
        for operator, target in redirections:
            yield from _open(shell, operator, target, targets, streams)
    except Refused as refused:
        yield Effect(shell.now, STDERR, "", f"{redirection_text(shell, refused)}\n")
        return 1
    while True:
        try:
            effect = next(effects)
        except StopIteration as stop:
            return stop.value or 0
        if effect.kind in (STDOUT, STDERR):
            yield from _written(shell, effect, targets, streams)
        else:
            yield effect


def _open(
    shell: Shell,
    operator: str,
    target: Token | None,
    targets: dict[str, str],
    streams: dict[str, str],
) -> Generator[Effect, None, None]:
    if operator == ">&1":
        return
    if target is None:
        source, into = (STDERR, STDOUT) if operator == "2>&1" else (STDOUT, STDERR)
        targets[source], streams[source] = targets[into], streams[into]
        return
    name = shell.path((yield from joined(shell, target)))
    if operator == "<":
        if name not in shell.files:
            raise Refused(name, "")
        shell.stdin, shell.piped = shell.files[name], True
        return
    for stream in _redirected_streams(operator):
        targets[stream] = name
    if not operator.endswith(">>") and not name.startswith("/dev/"):
        yield shell.write_file(name, "")


def _redirected_streams(operator: str) -> tuple[str, ...]:
    if operator == "&>":
        return (STDOUT, STDERR)
    return (STDERR,) if operator.startswith("2") else (STDOUT,)


def _written(
    shell: Shell, effect: Effect, targets: dict[str, str], streams: dict[str, str]
) -> Generator[Effect, None, None]:
    name = targets[effect.kind]
    if not name:
        yield effect._replace(kind=streams[effect.kind])
    elif name in ("/dev/stdout", "/dev/stderr", "/proc/1/fd/1", "/proc/1/fd/2"):
        into = STDERR if name.endswith(("stderr", "2")) else STDOUT
        yield effect._replace(kind=into)
    elif name != "/dev/null":
        yield shell.write_file(name, shell.files.get(name, "") + (effect.text or ""))
