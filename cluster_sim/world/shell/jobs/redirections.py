"""Redirections: where the inputs and outputs of a command really are."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.jobs.session import ACTOR, NULL, Place, Places
from cluster_sim.world.shell.jobs.shell import Shell
from cluster_sim.world.shell.language import expansion
from cluster_sim.world.shell.language.nodes import Redirection


class RedirectionFault(ValueError):
    """A redirection that cannot be; the message is bash's own."""


def opened(
    shell: Shell, redirections: Sequence[Redirection], scope: expansion.Scope, places: Places
) -> Places:
    """The places after the redirections; files are made, emptied or read now.

    RedirectionFault; whatever expansion raises, before anything is opened.
    """
    targets = [expansion.text(word, scope) for _, _, word in redirections]
    found: list[Place] = list(places)
    for (descriptor, operator, _), target in zip(redirections, targets, strict=True):
        if descriptor > 2:
            raise RedirectionFault(f"{descriptor}: Bad file descriptor")
        found[descriptor] = _place(shell, operator, target, found)
    return found[0], found[1], found[2]


def _place(shell: Shell, operator: str, target: str, places: list[Place]) -> Place:
    match operator:
        case ">&":
            return _copied(target, places)
        case "<<":
            return ("pipe", shell.session.pipe(target))
        case "<<<":
            return ("pipe", shell.session.pipe(f"{target}\n"))
    if target == paths.NULL:
        return NULL
    try:
        path = paths.resolve(shell.cwd, target)
    except paths.Outside:
        raise RedirectionFault(f"{target}: Permission denied") from None
    return (
        _input(shell, target, path) if operator == "<" else _output(shell, target, path, operator)
    )


def _copied(target: str, places: list[Place]) -> Place:
    if target == "-":
        return NULL
    if target in ("0", "1", "2"):
        return places[int(target)]
    if target.isdigit():
        raise RedirectionFault(f"{target}: Bad file descriptor")
    raise RedirectionFault(f"{target}: ambiguous redirect")


def _input(shell: Shell, target: str, path: str) -> Place:
    text = files.read(shell.world, path)
    if text is not None:
        return ("pipe", shell.session.pipe(text))
    if files.is_folder(shell.world, path):
        raise RedirectionFault(f"{target}: Is a directory")
    raise RedirectionFault(f"{target}: No such file or directory")


def _output(shell: Shell, target: str, path: str, operator: str) -> Place:
    text = files.read(shell.world, path) if operator == ">>" else None
    try:
        if text is None:
            files.write(shell.world, path, "", ACTOR)
    except files.FileFault as fault:
        raise RedirectionFault(f"{target}: {fault}") from None
    return ("file", path)
