"""A shell task as builtins and expansions see it: its variables, folder, inputs and outputs."""

from __future__ import annotations

from collections.abc import Iterable

from cluster_sim.world.kernel.world import World
from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.jobs import streams
from cluster_sim.world.shell.jobs.session import Places, Session, Task
from cluster_sim.world.shell.language.expansion import Scope
from cluster_sim.world.shell.limits import LONGEST_VARIABLE, MOST_VARIABLES

_PROCESS_ID = "1207"
_RANDOM_BELOW = 32_768


class VariableFault(ValueError):
    """A variable that cannot be set; the message is for the student."""


class Shell:
    """A view on shell task ``number``; ``places`` are the inputs and outputs of this moment."""

    def __init__(self, session: Session, number: int, places: Places) -> None:
        self.session = session
        self.number = number
        self.places = places
        self.task: Task = session.tasks[number]
        self.broken = False

    @property
    def world(self) -> World:
        """The world that the shell runs in."""
        return self.session.world

    @property
    def cwd(self) -> str:
        """The folder it is in."""
        return str(self.task["cwd"])

    def write(self, text: str) -> str | None:
        """Print on standard output; what is wrong when that failed."""
        fault = streams.put(self.session, self.places[1], text)
        self.broken = self.broken or fault == "Broken pipe"
        return fault

    def complain(self, text: str) -> None:
        """Print on standard error."""
        streams.put(self.session, self.places[2], text)

    def get(self, name: str) -> str | None:
        """The value of a variable."""
        value: str | None = self.task["vars"].get(name)
        return self.special(name) if value is None else value

    def set(self, name: str, value: str) -> None:
        """Give a variable a value; VariableFault when there are too many or it is too long."""
        known = self.task["vars"]
        if len(value) > LONGEST_VARIABLE or (name not in known and len(known) >= MOST_VARIABLES):
            raise VariableFault(f"{name}: value too large, or too many variables")
        self.task["vars"] = {**known, name: value}

    def unset(self, name: str) -> None:
        """Forget a variable."""
        self.task["vars"] = {n: v for n, v in self.task["vars"].items() if n != name}
        self.task["exported"] = tuple(n for n in self.task["exported"] if n != name)

    def export(self, name: str) -> None:
        """Let programs see a variable."""
        if name not in self.task["exported"]:
            self.task["exported"] = (*self.task["exported"], name)

    def environment(self) -> dict[str, str]:
        """What programs that it starts find in their environment."""
        own = {name: self.get(name) for name in (*_GIVEN, *self.task["exported"])}
        return {name: value for name, value in own.items() if value is not None}

    def special(self, name: str) -> str | None:
        """Parameters that nobody sets."""
        match name:
            case "?":
                return str(self.task["status"])
            case "#":
                return "0"
            case "$":
                return _PROCESS_ID
            case "0":
                return "bash"
            case "-":
                return "himBHs"
            case "PWD":
                return paths.absolute(self.cwd)
            case "OLDPWD":
                return paths.absolute(self.task["before"])
            case "RANDOM":
                return str(self.world.chance.below("shell random", _RANDOM_BELOW))
            case "SECONDS":
                return str(max(0, self.world.now) // 1_000_000)
        return _GIVEN.get(name)

    def scope(self, results: tuple[str, ...]) -> Scope:
        """What an expansion in this shell reads."""
        return Scope(self.task["vars"], self.special, self._children, paths.HOME, results)

    def _children(self, folder: str) -> Iterable[str]:
        try:
            return files.children(self.world, paths.resolve(self.cwd, folder))
        except paths.Outside:
            return ()

    def keep(self, scope: Scope) -> None:
        """Take over the assignments that an expansion made."""
        for name, value in scope.changed.items():
            self.set(name, value)


_GIVEN: dict[str, str | None] = {
    "HOME": paths.HOME,
    "HOSTNAME": "grappe",
    "LANG": "C.UTF-8",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "PWD": None,
    "SHELL": "/bin/bash",
    "TERM": "xterm-256color",
    "USER": "etudiante",
}
