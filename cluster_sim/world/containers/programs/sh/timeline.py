"""What a script does over time, computed as far as somebody has looked and no further."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from heapq import merge
from inspect import GEN_RUNNING, getgeneratorstate

from cluster_sim.world.containers.programs.outside import ALONE, STDIN, Outside, Write
from cluster_sim.world.containers.programs.sh.effects import (
    ASK,
    FILE,
    INPUT,
    PAUSE,
    STDERR,
    STDOUT,
    Effect,
    Exit,
    Forever,
)
from cluster_sim.world.containers.programs.sh.loops import KEPT_ROUNDS
from cluster_sim.world.containers.programs.sh.shell import Shell
from cluster_sim.world.containers.programs.sh.words import ScriptError, Token, tokens

SECOND = 1_000_000
# Nobody waits longer than this for a script whose end is not to be seen.
_LOOK_AHEAD = 400 * 86_400 * SECOND
_FILE_LOOK_AHEAD = 3600 * SECOND
_MOST_FILE_CHANGES = 5_000
_MOST_PAUSES = 1_000
_STEPS_FOR_END = 20_000
_LONGEST_LINE = 16_384
_MOST_CHUNKS = 5_000
_WRITERS = (
    *("touch", "rm", "mkdir", "cp", "mv", "tee", "dd", "fallocate", "truncate"),
    *("sh", "ash", "bash"),
)

Line = tuple[int, str, str]


class Timeline:
    """One run of a script: ``lines`` are its last complete lines, ``end`` (time, code) or None.

    ``wanted``: the moment up to which lines are about to be read, if it is known.
    ``waits``: the script waits for something that never comes. ``asks``: it asks the network at
    that moment, which is still to come; ``reads``: it waits for what nobody has typed yet.
    ``chunks`` is what it wrote as it wrote it, ``(at, stream, text)``.
    A loop that goes on for ever is not followed round by round where nobody looks, so that only
    its last lines are there.
    """

    def __init__(self, shell: Shell, argv: list[str], outside: Outside = ALONE) -> None:
        self.shell = shell
        self.outside = outside
        self.mark = outside.mark()
        self.born = shell.now
        shell.outside, shell.next_write, shell.caught_up = (
            outside.writes,
            outside.next_write,
            shell.now,
        )
        for write in outside.writes(0, shell.now):
            if write.path == STDIN:
                shell.hear(write.text)
        self.asks: int | None = None
        self.reads = False
        self.paused = shell.now
        self.chunks: deque[Line] = deque(maxlen=_MOST_CHUNKS)
        self.chunk_count = 0
        self.writes = may_write(argv)
        self.sleeps = any("sleep" in word or "wait" in word for word in argv)
        self.lines: deque[Line] = deque(maxlen=KEPT_ROUNDS * (20 if self.writes else 2))
        self.files: list[Effect] = []
        self.pauses: deque[Effect] = deque(maxlen=_MOST_PAUSES)
        self.rest = {STDOUT: "", STDERR: ""}
        self.first_files = dict(shell.files)
        self.seen = shell.now
        self.end: tuple[int, int] | None = None
        self.waits = False
        self.wanted: int | None = None
        self._source = shell.execute(argv)

    @property
    def is_over(self) -> bool:
        """Whether everything that will ever happen is known."""
        return self.end is not None or self.waits

    def advance(self, until: int) -> None:
        """Know all that happens up to Unix time ``until`` (µs)."""
        self.shell.looked_at = 0 if self.writes else until
        while self.seen <= until and not self.is_over and not self._blocked(until):
            self._next()

    def progress(self, until: int) -> None:
        """Know what happens up to ``until``, and do nothing of what comes after a pause then."""
        self.shell.looked_at = 0
        while self.paused <= until and not self.is_over and not self._blocked(until):
            self._next()

    @property
    def clock(self) -> int:
        """Up to when the script has been followed."""
        return max(self.shell.now, self.seen)

    def _blocked(self, until: int) -> bool:
        """Whether nothing more can be known before somebody types or the network is asked.

        Nor can it while the script itself has asked: what is answered may lead back to it.
        """
        if getgeneratorstate(self._source) == GEN_RUNNING:
            return True
        if self.reads:
            typed = [w for w in self.outside.writes(self.shell.caught_up, until) if w.path == STDIN]
            if not typed:
                return True
            self.shell.now = max(self.shell.now, typed[0].at)
            self.reads = False
        if self.asks is not None and self.shell.network is not None:
            if self.asks > until or not self.shell.network.is_due(self.asks):
                return True
            self.asks = None
        return False

    def output(self, stream: str) -> str:
        """All that is known to have been written to a stream, to the letter."""
        return "".join(text for _, name, text in self.chunks if name == stream)

    def find_end(self) -> tuple[int, int] | None:
        """When the script ends and with which status; None when it does not by itself."""
        limit = self.shell.steps + _STEPS_FOR_END
        horizon = self.seen + _LOOK_AHEAD
        self.shell.looked_at = 0
        while not self.is_over and not self.shell.endless and not self._blocked(horizon):
            if self.shell.steps > limit or self.seen > horizon:
                return None
            self._next()
        return self.end

    def files_at(self, now: int) -> dict[str, str]:
        """The files as they are at ``now``, by their full paths."""
        self.advance(now)
        files = dict(self.first_files)
        theirs = [each for each in self.outside.writes(self.born, now) if each.path != STDIN]
        for write in merge(self.own_writes(self.born - 1, now), theirs, key=_moment):
            if write.text is None:
                files.pop(write.path, None)
            else:
                files[write.path] = write.text
        return files

    def own_writes(self, after: int, until: int) -> list[Write]:
        """What the script itself wrote after ``after`` up to ``until``."""
        self.advance(until)
        return [
            Write(each.at, each.name, each.text) for each in self.files if after < each.at <= until
        ]

    def next_file_change(self, after: int) -> int | None:
        """When files may next be others than at ``after``; None when they never will."""
        theirs, own = self.outside.next_write(after), self.next_own_write(after)
        return min((each for each in (theirs, own) if each is not None), default=None)

    def next_own_write(self, after: int) -> int | None:
        """When the script itself may next write a file after ``after``; None: never again."""
        if not self.writes:
            return None
        limit = after + _FILE_LOOK_AHEAD
        self.shell.looked_at = 0
        # No further than to that write: of what is yet to come too much would be kept.
        while not (self.files and self.files[-1].at > after):
            if self.seen > limit or self.is_over or self._blocked(limit):
                return None if self.is_over else limit
            self._next()
        return self.files[bisect_right(self.files, after, key=_time)].at

    def wakes_at(self, now: int) -> int:
        """When the command that runs at ``now`` is over: until then a trap has to wait."""
        self.advance(now)
        for pause in reversed(self.pauses):
            if pause.at <= now < pause.until:
                return now if pause.name == "interruptible" else pause.until
        return now

    def _next(self) -> None:
        try:
            effect = next(self._source)
        except StopIteration as stop:
            self._finish(stop.value or 0)
        except Exit as end:
            self._finish(end.code)
        except Forever:
            self.waits = True
        except ScriptError as problem:
            self._write(Effect(self.shell.now, STDERR, "", f"{problem}\n"))
            self._finish(2)
        else:
            self._note(effect)

    def _finish(self, code: int) -> None:
        """What was written without a line end becomes a line when the script ends."""
        self.end = (self.shell.now, code)
        for stream, text in self.rest.items():
            if text:
                self.lines.append((self.shell.now, stream, text))

    def _note(self, effect: Effect) -> None:
        self.seen = max(self.seen, effect.at, self.shell.now)
        self.paused = max(effect.at, effect.until if effect.kind == PAUSE else 0)
        if effect.kind == INPUT:
            self.reads = True
        elif effect.kind == ASK:
            self.asks = effect.at
        elif effect.kind == FILE:
            self.files.append(effect)
            if len(self.files) > _MOST_FILE_CHANGES:
                self._forget_oldest()
        elif effect.kind == PAUSE:
            self.pauses.append(effect)
        else:
            self._write(effect)

    def _write(self, effect: Effect) -> None:
        if effect.text:
            self.chunks.append((effect.at, effect.kind, effect.text))
            self.chunk_count += 1
        whole = self.rest[effect.kind] + (effect.text or "")
        *complete, rest = whole.split("\n")
        self.rest[effect.kind] = rest[:_LONGEST_LINE]
        self.lines.extend((effect.at, effect.kind, text) for text in complete)

    def _forget_oldest(self) -> None:
        """Of the older half only what was last written to each file is kept."""
        half = len(self.files) // 2
        latest = {each.name: each for each in self.files[:half]}
        older = sorted(latest.values(), key=lambda each: each.at)
        self.files = [*older, *self.files[half:]]


def _moment(write: Write) -> int:
    return write.at


def _time(effect: Effect) -> int:
    return effect.at


def may_write(argv: list[str]) -> bool:
    """Whether anything in the command could write a file."""
    if argv and argv[0].rpartition("/")[2] in _WRITERS[:9]:
        return True
    if len(argv) == 1 and argv[0].rpartition("/")[2] in ("sh", "ash", "bash"):
        return True
    for word in argv[1:]:
        try:
            found = tokens(word)
        except ScriptError:
            continue
        if any(_is_writer(token) for token in found):
            return True
    return False


def _is_writer(token: Token) -> bool:
    if token.operator:
        return ">" in token.operator and token.operator not in ("2>&1", "1>&2", ">&2", ">&1")
    if token.text.rpartition("/")[2] in _WRITERS:
        return True
    return any(part.kind == "command" and ">" in part.text for part in token.parts)
