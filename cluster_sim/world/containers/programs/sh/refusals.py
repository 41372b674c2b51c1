"""How tools say that a file could not be read or written: busybox in its words, GNU in its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cluster_sim.world.containers.programs.sh.effects import Refused

if TYPE_CHECKING:
    from cluster_sim.world.containers.programs.sh.shell import Shell

_BUSYBOX = {
    "touch": "touch: {path}: {why}",
    "rm": "rm: can't remove '{path}': {why}",
    "mkdir": "mkdir: can't create directory '{path}': {why}",
    "cp": "cp: can't create '{path}': {why}",
    "mv": "mv: can't rename '{path}': {why}",
    "tee": "tee: {path}: {why}",
}
_GNU = {
    "touch": "touch: cannot touch '{path}': {why}",
    "rm": "rm: cannot remove '{path}': {why}",
    "mkdir": "mkdir: cannot create directory '{path}': {why}",
    "cp": "cp: cannot create regular file '{path}': {why}",
    "mv": "mv: cannot move to '{path}': {why}",
    "tee": "tee: {path}: {why}",
}


def refusal_text(tool: str, refused: Refused, gnu: bool) -> str:
    """The line that a tool writes when the system refuses it a file."""
    form = (_GNU if gnu else _BUSYBOX).get(tool, "{tool}: {path}: {why}")
    return form.format(tool=tool, path=refused.path, why=refused.why)


def redirection_text(shell: Shell, refused: Refused) -> str:
    """The line that the shell itself writes when it cannot open the target of a redirection."""
    name = shell.name.rpartition("/")[2]
    if not refused.why:
        missing = "No such file" if shell.gnu else "no such file"
        where = f"{name}: 1: cannot open" if shell.gnu else f"{name}: can't open"
        return f"{where} {refused.path}: {missing}"
    if name == "bash":
        return f"bash: line 1: {refused.path}: {refused.why}"
    where = f"{name}: 1: cannot create" if shell.gnu else f"{name}: can't create"
    return f"{where} {refused.path}: {refused.why}"


def missing_text(shell: Shell, tool: str, name: str) -> str:
    """The line that a tool writes of a file that is not there."""
    if not shell.gnu and tool in ("cat", "head", "tail", "grep", "wc", "sort"):
        return f"{tool}: can't open '{name}': No such file or directory"
    if shell.gnu and tool in ("head", "tail"):
        return f"{tool}: cannot open '{name}' for reading: No such file or directory"
    if shell.gnu and tool == "ls":
        return f"ls: cannot access '{name}': No such file or directory"
    if tool in ("cp", "mv"):
        return f"{tool}: {_cannot(shell.gnu, tool)} '{name}': No such file or directory"
    if tool == "rm":
        return f"rm: {_cannot(shell.gnu, tool)} '{name}': No such file or directory"
    return f"{tool}: {name}: No such file or directory"


def _cannot(gnu: bool, tool: str) -> str:
    if tool == "rm":
        return "cannot remove" if gnu else "can't remove"
    if gnu:
        return "cannot stat"
    return "can't stat" if tool == "cp" else "can't rename"
