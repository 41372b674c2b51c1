"""The shell itself: walks the tree of a script and yields what it does, moment by moment.

Time passes by what commands take: a builtin some 30 µs, a program of its own about a
millisecond (fork, exec and exit of a small binary), ``sleep`` what it says. Jobs in the
background are started and not followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cluster_sim.world.containers.programs.sh import parser, rounds
from cluster_sim.world.containers.programs.sh.effects import (
    FILE,
    STDERR,
    STDOUT,
    Effect,
    Effects,
    Exit,
    Forever,
)
from cluster_sim.world.containers.programs.sh.expansion import LONGEST_VALUE, expand, joined
from cluster_sim.world.containers.programs.sh.parser import Node, Redirection
from cluster_sim.world.containers.programs.sh.redirection import redirect
from cluster_sim.world.containers.programs.sh.words import ScriptError, Token

BUILTIN, SPAWN = 30, 1_200
_MOST_STEPS = 100_000
# So many rounds of a loop are run before the moment that somebody looks at.
KEPT_ROUNDS = 5_000


class _Leave(Exception):
    def __init__(self, again: bool, levels: int) -> None:
        super().__init__(again)
        self.again = again
        self.levels = levels


@dataclass
class Shell:
    """One shell: its clock (Unix µs), variables, files, and what it has become.

    ``looked_at``: the moment that somebody wants to know of, 0 when every moment counts.
    ``gnu`` tells Debian's tools from busybox' in what they say. ``endless`` is set when the
    script is known never to end by itself, ``server`` when it has handed over to a server.
    """

    now: int
    variables: dict[str, str]
    files: dict[str, str]
    hostname: str = ""
    gnu: bool = False
    name: str = "sh"
    ready: bool = True
    known: frozenset[str] = frozenset()
    positional: tuple[str, ...] = ()
    status: int = 0
    steps: int = 0
    depth: int = 0
    jobs: int = 0
    looked_at: int = 0
    endless: bool = False
    exit_on_error: bool = False
    server: tuple[str, ...] = ()
    directory: str = "/"
    stdin: str = ""
    traps: dict[str, str] = field(default_factory=dict)

    def path(self, text: str) -> str:
        """A path as seen from the root."""
        joined = text if text.startswith("/") else f"{self.directory.rstrip('/')}/{text}"
        parts: list[str] = []
        for part in joined.split("/"):
            if part == "..":
                del parts[-1:]
            elif part not in ("", "."):
                parts.append(part)
        return "/" + "/".join(parts)

    def run_script(self, script: str) -> Effects:
        """Run a script to its end; its status."""
        try:
            tree = parser.parse(script)
        except ScriptError as problem:
            yield Effect(self.now, STDERR, "", f"{problem}\n")
            return 2
        return (yield from self.run(tree))

    def run(self, node: Node, condition: bool = False) -> Effects:
        """Run a tree; in a ``condition`` a failure does not end a script with ``set -e``."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise Forever
        run = getattr(self, f"_run_{node.kind}")
        if node.kind in ("simple", "pipe", "subshell"):
            self.status = yield from run(*node.parts)
            if self.status and self.exit_on_error and not condition:
                raise Exit(self.status)
        elif node.kind in ("not", "and", "or", "list"):
            self.status = yield from run(node.parts, condition)
        else:
            self.status = yield from run(*node.parts)
        return self.status

    def _run_list(self, items: tuple[Node, ...], condition: bool) -> Effects:
        status = 0
        for item in items:
            status = yield from self.run(item, condition)
        return status

    def _run_not(self, items: tuple[Node, ...], condition: bool) -> Effects:
        return int((yield from self.run(items[0], True)) == 0)

    def _run_and(self, items: tuple[Node, ...], condition: bool) -> Effects:
        status = yield from self.run(items[0], True)
        return status if status else (yield from self.run(items[1], condition))

    def _run_or(self, items: tuple[Node, ...], condition: bool) -> Effects:
        status = yield from self.run(items[0], True)
        return (yield from self.run(items[1], condition)) if status else 0

    def _run_group(self, body: Node) -> Effects:
        return (yield from self.run(body))

    def _run_subshell(self, body: Node) -> Effects:
        outer = dict(self.variables), self.directory
        try:
            status = yield from self.run(body)
        except Exit as end:
            status = end.code
        self.variables, self.directory = outer
        return status

    def _run_background(self, body: Node) -> Effects:
        self.jobs += 1
        self.now += SPAWN
        return 0
        yield

    def _run_if(self, branches: tuple[tuple[Node, Node], ...], otherwise: Node | None) -> Effects:
        for condition, body in branches:
            if not (yield from self.run(condition, True)):
                return (yield from self.run(body))
        return (yield from self.run(otherwise)) if otherwise is not None else 0

    def _run_while(self, condition: Node, body: Node, until: bool = False) -> Effects:
        plain = _is_constant(condition, until) and not _may_leave(body)
        if plain:
            self.endless = self.endless or not self.exit_on_error
        plain = plain and rounds.is_plain(body) and not self.depth
        seen: list[rounds.Round] = []
        status = 0
        while ((yield from self.run(condition, True)) == 0) != until:
            if plain and self.looked_at:
                self._skip_rounds(seen)
            try:
                status = yield from self.run(body)
            except _Leave as leave:
                if self._passes_on(leave):
                    raise
                if not leave.again:
                    break
        return status

    def _skip_rounds(self, seen: list[rounds.Round]) -> None:
        """Leave out rounds that are too long ago for anybody to see what they wrote."""
        seen.append(rounds.Round(self.now, dict(self.variables)))
        del seen[:-3]
        step = rounds.step_between(seen)
        if step is None:
            return
        time, changes = step
        count = (self.looked_at - self.now) // time - KEPT_ROUNDS
        if count <= 0:
            return
        self.now += count * time
        for name, change in changes.items():
            self.variables[name] = str(int(self.variables[name]) + count * change)
        seen.clear()

    def _run_until(self, condition: Node, body: Node) -> Effects:
        return (yield from self._run_while(condition, body, True))

    def _run_for(self, name: str, words: tuple[Token, ...], body: Node) -> Effects:
        values = yield from expand(self, words)
        status = 0
        for text in values:
            self.variables[name] = text
            try:
                status = yield from self.run(body)
            except _Leave as leave:
                if self._passes_on(leave):
                    raise
                if not leave.again:
                    break
        return status

    def _passes_on(self, leave: _Leave) -> bool:
        leave.levels -= 1
        return leave.levels > 0

    def leave_loop(self, again: bool, levels: int) -> None:
        """``continue`` or ``break``."""
        raise _Leave(again, levels)

    def _run_pipe(self, *commands: Node) -> Effects:
        stdin, status = "", 0
        for place, command in enumerate(commands):
            last = place == len(commands) - 1
            passed = []
            effects = self._with_stdin(command, stdin)
            while True:
                try:
                    effect = next(effects)
                except StopIteration as stop:
                    status = stop.value or 0
                    break
                if effect.kind == STDOUT and not last:
                    passed.append(effect.text or "")
                else:
                    yield effect
            stdin = "".join(passed)
        return status

    def _with_stdin(self, command: Node, stdin: str) -> Effects:
        before, self.stdin = self.stdin, stdin
        try:
            return (yield from self.run(command, True))
        finally:
            self.stdin = before

    def _run_redirected(self, body: Node, redirections: tuple[Redirection, ...]) -> Effects:
        return (yield from redirect(self, self.run(body), redirections))

    def _run_simple(
        self,
        assignments: tuple[Token, ...],
        words: tuple[Token, ...],
        redirections: tuple[Redirection, ...],
    ) -> Effects:
        argv = yield from expand(self, words)
        for assignment in assignments:
            name, _, _ = assignment.text.partition("=")
            value = "".join((yield from joined(self, assignment)).partition("=")[2:])
            self.variables[name] = value[:LONGEST_VALUE]
        if not argv:
            return (yield from redirect(self, _nothing(), redirections))
        return (yield from redirect(self, self.execute(argv), redirections))

    def execute(self, argv: list[str]) -> Effects:
        """Run one command with its arguments."""
        from cluster_sim.world.containers.programs.sh.commands import command_of

        return (yield from command_of(self, argv[0].rpartition("/")[2])(self, argv))

    def write_file(self, name: str, text: str | None) -> Effect:
        """Write a file, or take it away with None."""
        if text is None:
            self.files.pop(name, None)
        else:
            text = text[-LONGEST_VALUE:]
            self.files[name] = text
        return Effect(self.now, FILE, name, text)


def _nothing() -> Effects:
    return 0
    yield


def _is_constant(condition: Node, until: bool) -> bool:
    if condition.kind != "simple" or not condition.parts[1]:
        return False
    word = condition.parts[1][0].text
    return word in (("false",) if until else ("true", ":"))


def _may_leave(node: object) -> bool:
    """Whether there is a command in the tree that could end the loop or the script."""
    if isinstance(node, Token):
        return any(word in node.text for word in ("exit", "break", "return", "exec", "kill"))
    if isinstance(node, tuple):
        return any(_may_leave(part) for part in node)
    return False
