"""The shell itself: walks the tree of a script and yields what it does, moment by moment.

Time passes by what commands take: a builtin some 30 µs, a program of its own about a
millisecond (fork, exec and exit of a small binary), ``sleep`` what it says. Jobs in the
background are started and not followed.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import NamedTuple

from cluster_sim.world.containers.programs.sh import parser, sums
from cluster_sim.world.containers.programs.sh.parser import Node, Redirection
from cluster_sim.world.containers.programs.sh.words import Part, ScriptError, Token

BUILTIN, SPAWN = 30, 1_200
STDOUT, STDERR, FILE, PAUSE = "stdout", "stderr", "file", "pause"
_LONGEST_VALUE = 16_384
_MOST_STEPS = 100_000
_DEEPEST_SUBSTITUTION = 10


class Effect(NamedTuple):
    """At Unix time ``at`` (µs): text on a stream, a file written (None: gone), or a pause.

    A pause has its end in ``until``; text keeps its line ends.
    """

    at: int
    kind: str
    name: str
    text: str | None
    until: int = 0


Effects = Generator[Effect, None, int]


class Exit(Exception):
    """The script ends with ``code``."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Forever(Exception):
    """The script waits for something that never comes."""


class _Leave(Exception):
    def __init__(self, again: bool, levels: int) -> None:
        super().__init__(again)
        self.again = again
        self.levels = levels


@dataclass
class Shell:
    """One shell: its clock (Unix µs), variables, files, and what it has become.

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
        if _is_constant(condition, until) and not _may_leave(body):
            self.endless = self.endless or not self.exit_on_error
        status = 0
        while ((yield from self.run(condition, True)) == 0) != until:
            try:
                status = yield from self.run(body)
            except _Leave as leave:
                if self._passes_on(leave):
                    raise
                if not leave.again:
                    break
        return status

    def _run_until(self, condition: Node, body: Node) -> Effects:
        return (yield from self._run_while(condition, body, True))

    def _run_for(self, name: str, words: tuple[Token, ...], body: Node) -> Effects:
        values = yield from self.expand(words)
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
        return (yield from self._redirect(self.run(body), redirections))

    def _run_simple(
        self,
        assignments: tuple[Token, ...],
        words: tuple[Token, ...],
        redirections: tuple[Redirection, ...],
    ) -> Effects:
        argv = yield from self.expand(words)
        for assignment in assignments:
            name, _, _ = assignment.text.partition("=")
            value = "".join((yield from self._joined(assignment)).partition("=")[2:])
            self.variables[name] = value[:_LONGEST_VALUE]
        if not argv:
            return (yield from self._redirect(_nothing(), redirections))
        return (yield from self._redirect(self.execute(argv), redirections))

    def execute(self, argv: list[str]) -> Effects:
        """Run one command with its arguments."""
        from cluster_sim.world.containers.programs.sh.commands import command_of

        return (yield from command_of(self, argv[0].rpartition("/")[2])(self, argv))

    def _redirect(self, effects: Effects, redirections: tuple[Redirection, ...]) -> Effects:
        if not redirections:
            return (yield from effects)
        targets: dict[str, str] = {STDOUT: "", STDERR: ""}
        streams = {STDOUT: STDOUT, STDERR: STDERR}
        for operator, target in redirections:
            yield from self._open(operator, target, targets, streams)
        while True:
            try:
                effect = next(effects)
            except StopIteration as stop:
                return stop.value or 0
            if effect.kind in (STDOUT, STDERR):
                yield from self._written(effect, targets, streams)
            else:
                yield effect

    def _open(
        self,
        operator: str,
        target: Token | None,
        targets: dict[str, str],
        streams: dict[str, str],
    ) -> Generator[Effect, None, None]:
        if target is None:
            source, into = (STDERR, STDOUT) if operator in ("2>&1", ">&1") else (STDOUT, STDERR)
            targets[source], streams[source] = targets[into], streams[into]
            return
        name = self.path((yield from self._joined(target)))
        if operator == "<":
            self.stdin = self.files.get(name, "")
            return
        for stream in self._redirected_streams(operator):
            targets[stream] = name
        if not operator.endswith(">>") and not name.startswith("/dev/"):
            yield self.write_file(name, "")

    def _redirected_streams(self, operator: str) -> tuple[str, ...]:
        if operator == "&>":
            return (STDOUT, STDERR)
        return (STDERR,) if operator.startswith("2") else (STDOUT,)

    def _written(
        self, effect: Effect, targets: dict[str, str], streams: dict[str, str]
    ) -> Generator[Effect, None, None]:
        name = targets[effect.kind]
        if not name:
            yield effect._replace(kind=streams[effect.kind])
        elif name in ("/dev/stdout", "/dev/stderr", "/proc/1/fd/1", "/proc/1/fd/2"):
            into = STDERR if name.endswith(("stderr", "2")) else STDOUT
            yield effect._replace(kind=into)
        elif name != "/dev/null":
            yield self.write_file(name, self.files.get(name, "") + (effect.text or ""))

    def write_file(self, name: str, text: str | None) -> Effect:
        """Write a file, or take it away with None."""
        if text is None:
            self.files.pop(name, None)
        else:
            text = text[-_LONGEST_VALUE:]
            self.files[name] = text
        return Effect(self.now, FILE, name, text)

    def expand(self, words: tuple[Token, ...]) -> Generator[Effect, None, list[str]]:
        """The arguments that words become: expanded, then split where they were not quoted."""
        found: list[str] = []
        for word in words:
            fields: list[str | None] = [None]
            for part in word.parts:
                text = yield from self._expanded(part)
                if part.quoted or part.kind == "text":
                    fields[-1] = (fields[-1] or "") + text
                    continue
                pieces = text.split()
                if pieces:
                    fields[-1] = (fields[-1] or "") + pieces[0]
                    fields.extend(pieces[1:])
            found.extend(field for field in fields if field is not None)
        return found

    def _joined(self, word: Token) -> Generator[Effect, None, str]:
        texts = []
        for part in word.parts:
            texts.append((yield from self._expanded(part)))
        return "".join(texts)

    def _expanded(self, part: Part) -> Generator[Effect, None, str]:
        if part.kind == "variable":
            return self._variable(part.text)
        if part.kind == "sum":
            try:
                return str(sums.value(part.text, self.variables))
            except sums.SumError as problem:
                yield Effect(self.now, STDERR, "", f"{problem}\n")
                raise Exit(2) from problem
        if part.kind == "command":
            return (yield from self._substituted(part.text))
        return part.text

    def _substituted(self, script: str) -> Generator[Effect, None, str]:
        if self.depth >= _DEEPEST_SUBSTITUTION:
            return ""
        self.depth += 1
        texts = []
        effects = self.run_script(script)
        try:
            for effect in effects:
                if effect.kind == STDOUT:
                    texts.append(effect.text or "")
                else:
                    yield effect
        except Exit as end:
            self.status = end.code
        self.depth -= 1
        return "".join(texts).rstrip("\n")[:_LONGEST_VALUE]

    def _variable(self, text: str) -> str:
        match = re.fullmatch(r"(\w+|[?$#@*!])(?:(:?[-=+])(.*))?", text, re.DOTALL)
        if match is None:
            return ""
        name, rule, other = match.groups()
        value = self._value(name)
        if rule is None:
            return value
        if rule.endswith("+"):
            return (other or "") if value else ""
        if not value and rule.endswith("="):
            self.variables[name] = other or ""
        return value or other or ""

    def _value(self, name: str) -> str:
        if name == "?":
            return str(self.status)
        if name == "$":
            return "1"
        if name in ("@", "*"):
            return " ".join(self.positional[1:])
        if name == "#":
            return str(max(len(self.positional) - 1, 0))
        if name.isdigit():
            number = int(name)
            return self.positional[number] if number < len(self.positional) else ""
        if name == "RANDOM":
            return str((self.now // 1000 * 2654435761) >> 7 & 32767)
        return self.variables.get(name, "")


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
