"""The shell itself: walks the tree of a script and yields what it does, moment by moment.

Time passes by what commands take: a builtin some 30 µs, a program of its own about a
millisecond (fork, exec and exit of a small binary), ``sleep`` what it says. Jobs in the
background are started and not followed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_sim.world.containers.programs.outside import STDIN, Write
from cluster_sim.world.containers.programs.program import Process
from cluster_sim.world.containers.programs.sh import branching, loops, parser
from cluster_sim.world.containers.programs.sh.branching import Branches, Cases
from cluster_sim.world.containers.programs.sh.effects import (
    FILE,
    STDERR,
    STDOUT,
    Effect,
    Effects,
    Exit,
    Forever,
    Refused,
)
from cluster_sim.world.containers.programs.sh.expansion import LONGEST_VALUE, expand, joined
from cluster_sim.world.containers.programs.sh.parser import Node, Redirection
from cluster_sim.world.containers.programs.sh.redirection import redirect
from cluster_sim.world.containers.programs.sh.refusals import refusal_text
from cluster_sim.world.containers.programs.sh.words import ScriptError, Token

BUILTIN, SPAWN = 30, 1_200
# Whoever does so many commands, or so many without a rest, is not followed any further.
_MOST_STEPS = 100_000
_MOST_STEPS_AT_A_STRETCH = 10_000
# A pause that counts as a rest, in µs.
REST = 5_000


def _nobody(after: int, until: int) -> Sequence[Write]:
    return ()


def _never(after: int) -> int | None:
    return None


def _allows(path: str) -> str:
    return ""


@dataclass
class Shell:
    """One shell: its clock (Unix µs), variables, files, and what it has become.

    ``looked_at``: the moment that somebody wants to know of, 0 when every moment counts.
    ``gnu`` tells Debian's tools from busybox' in what they say. ``endless`` is set when the
    script is known never to end by itself, ``server`` when it has handed over to a server.
    ``outside(after, until)`` gives what others did to the files, known up to ``caught_up``,
    ``next_write`` when they may do so again; ``born`` is when the container started. ``refusal``
    says why a path cannot be written. ``network`` answers what commands send, None where there
    is none; ``processes`` are those that were there before what it runs; ``beside`` is the PID of
    the container's own where the shell came later, 0 where it is that one.
    ``typed`` is what has come on the standard input of the whole, ``stdin_open`` says that more
    may come, ``tty`` that it is a terminal, ``piped`` that a command reads something else.
    ``steps``: how many commands it has done, ``rested`` of them when it last paused.
    ``tools``: the image's tools of the network; ``is_old_busybox``: they are those of 1.28.
    """

    now: int
    variables: dict[str, str]
    files: dict[str, str]
    hostname: str = ""
    address: str = ""
    gnu: bool = False
    name: str = "sh"
    ready: bool = True
    known: frozenset[str] = frozenset()
    positional: tuple[str, ...] = ()
    status: int = 0
    steps: int = 0
    rested: int = 0
    depth: int = 0
    jobs: int = 0
    looked_at: int = 0
    endless: bool = False
    exit_on_error: bool = False
    server: tuple[str, ...] = ()
    directory: str = "/"
    stdin: str = ""
    stdin_open: bool = False
    piped: bool = False
    typed: str = ""
    tty: bool = False
    outside: Callable[[int, int], Sequence[Write]] = _nobody
    next_write: Callable[[int], int | None] = _never
    caught_up: int = 0
    born: int = 0
    refusal: Callable[[str], str] = _allows
    network: Any = None
    user: int = 0
    group: int = 0
    groups: tuple[int, ...] = (0,)
    processes: tuple[Process, ...] = ()
    beside: int = 0
    directories: tuple[str, ...] = ()
    tools: frozenset[str] = frozenset()
    is_old_busybox: bool = False
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
        if min(_MOST_STEPS, self.rested + _MOST_STEPS_AT_A_STRETCH) < self.steps:
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

    def _run_if(self, branches: Branches, otherwise: Node | None) -> Effects:
        return (yield from branching.run_if(self, branches, otherwise))

    def _run_case(self, word: Token, cases: Cases) -> Effects:
        return (yield from branching.run_case(self, word, cases))

    def _run_while(self, condition: Node, body: Node) -> Effects:
        return (yield from loops.run_while(self, condition, body, False))

    def _run_until(self, condition: Node, body: Node) -> Effects:
        return (yield from loops.run_while(self, condition, body, True))

    def _run_for(self, name: str, words: tuple[Token, ...], body: Node) -> Effects:
        return (yield from loops.run_for(self, name, words, body))

    def _run_pipe(self, *commands: Node) -> Effects:
        stdin, status = "", 0
        for place, command in enumerate(commands):
            last = place == len(commands) - 1
            passed = []
            effects = self._with_stdin(command, stdin) if place else self.run(command, True)
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
        before, self.stdin, self.piped = (self.stdin, self.piped), stdin, True
        try:
            return (yield from self.run(command, True))
        finally:
            self.stdin, self.piped = before

    def reads_terminal(self) -> bool:
        """Whether a command now reads what is typed, and not a pipe or a file."""
        return not self.piped

    def _run_redirected(self, body: Node, redirections: tuple[Redirection, ...]) -> Effects:
        return (yield from redirect(self, self.run(body), redirections))

    def _run_simple(
        self,
        assignments: tuple[Token, ...],
        words: tuple[Token, ...],
        redirections: tuple[Redirection, ...],
    ) -> Effects:
        yield from self.catch_up()
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

        name = argv[0].rpartition("/")[2]
        try:
            return (yield from command_of(self, name)(self, argv))
        except Refused as refused:
            text = refusal_text(name, refused, self.gnu)
            yield Effect(self.now, STDERR, "", f"{text}\n")
            return 1

    def catch_up(self) -> Effects:
        """See what others did to the files up to now."""
        changed = self.outside(self.caught_up, self.now)
        self.caught_up = self.now
        for write in changed:
            if write.path == STDIN:
                self.hear(write.text)
            elif write.text is None:
                self.files.pop(write.path, None)
            else:
                self.files[write.path] = write.text
        return 0
        yield

    def rest(self) -> None:
        """The script waits a while, for whatever it is."""
        self.rested = self.steps

    def hear(self, text: str | None) -> None:
        """Somebody typed this; None: nobody will type any more."""
        self.rest()
        self.stdin_open = self.stdin_open and text is not None
        self.typed += text or ""

    def write_file(self, name: str, text: str | None) -> Effect:
        """Write a file, or take it away with None; Refused when that may not be."""
        refused = self.refusal(name)
        if refused:
            raise Refused(name, refused)
        if text is None:
            self.files.pop(name, None)
        else:
            text = text[-LONGEST_VALUE:]
            self.files[name] = text
        return Effect(self.now, FILE, name, text)


def _nothing() -> Effects:
    return 0
    yield
