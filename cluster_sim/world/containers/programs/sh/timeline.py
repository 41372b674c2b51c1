"""What a script does over time, computed as far as somebody has looked and no further."""

from __future__ import annotations

from collections import deque

from cluster_sim.world.containers.programs.sh.effects import (
    FILE,
    PAUSE,
    STDERR,
    STDOUT,
    Effect,
    Exit,
    Forever,
)
from cluster_sim.world.containers.programs.sh.shell import KEPT_ROUNDS, Shell
from cluster_sim.world.containers.programs.sh.words import ScriptError, Token, tokens

SECOND = 1_000_000
# Nobody waits longer than this for a script whose end is not to be seen.
_LOOK_AHEAD = 400 * 86_400 * SECOND
_FILE_LOOK_AHEAD = 3600 * SECOND
_MOST_FILE_CHANGES = 5_000
_MOST_PAUSES = 1_000
_STEPS_FOR_END = 20_000
_LONGEST_LINE = 16_384
_WRITERS = ("touch", "rm", "mkdir", "cp", "mv", "tee", "sh", "ash", "bash")

Line = tuple[int, str, str]


class Timeline:
    """One run of a script: ``lines`` are its last complete lines, ``end`` (time, code) or None.

    ``wanted``: the moment up to which lines are about to be read, if it is known.
    ``waits``: the script waits for something that never comes. A loop that goes on for ever is
    not followed round by round where nobody looks, so that only its last lines are there.
    """

    def __init__(self, shell: Shell, argv: list[str]) -> None:
        self.shell = shell
        self.writes = _writes(argv)
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
        while self.seen <= until and not self.is_over:
            self._next()

    def output(self, stream: str) -> str:
        """All that is known to have been written to a stream."""
        text = "".join(f"{line}\n" for _, name, line in self.lines if name == stream)
        return text + self.rest[stream]

    def find_end(self) -> tuple[int, int] | None:
        """When the script ends and with which status; None when it does not by itself."""
        limit = self.shell.steps + _STEPS_FOR_END
        horizon = self.seen + _LOOK_AHEAD
        self.shell.looked_at = 0
        while not self.is_over and not self.shell.endless:
            if self.shell.steps > limit or self.seen > horizon:
                return None
            self._next()
        return self.end

    def files_at(self, now: int) -> dict[str, str]:
        """The files as they are at ``now``, by their full paths."""
        self.advance(now)
        files = dict(self.first_files)
        for effect in self.files:
            if effect.at > now:
                break
            if effect.text is None:
                files.pop(effect.name, None)
            else:
                files[effect.name] = effect.text
        return files

    def next_file_change(self, after: int) -> int | None:
        """When files may next be others than at ``after``; None when they never will."""
        if not self.writes:
            return None
        self.advance(after + _FILE_LOOK_AHEAD)
        for effect in self.files:
            if effect.at > after:
                return effect.at
        return None if self.is_over else after + _FILE_LOOK_AHEAD

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
        if effect.kind == FILE:
            self.files.append(effect)
            if len(self.files) > _MOST_FILE_CHANGES:
                self._forget_oldest()
        elif effect.kind == PAUSE:
            self.pauses.append(effect)
        else:
            self._write(effect)

    def _write(self, effect: Effect) -> None:
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


def _writes(argv: list[str]) -> bool:
    """Whether anything in the command could write a file."""
    if argv and argv[0].rpartition("/")[2] in _WRITERS[:6]:
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
