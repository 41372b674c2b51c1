"""What a script does over time, computed as far as somebody has looked and no further."""

from __future__ import annotations

from cluster_sim.world.containers.programs.sh.effects import (
    FILE,
    PAUSE,
    STDERR,
    STDOUT,
    Effect,
    Exit,
    Forever,
)
from cluster_sim.world.containers.programs.sh.shell import Shell
from cluster_sim.world.containers.programs.sh.words import ScriptError, Token, tokens

SECOND = 1_000_000
# Nobody waits longer than this for a script whose end is not to be seen.
_LOOK_AHEAD = 400 * 86_400 * SECOND
_FILE_LOOK_AHEAD = 3600 * SECOND
_MOST_EFFECTS = 60_000
_USUAL_LINE = 100
_STEPS_FOR_END = 20_000
_WRITERS = ("touch", "rm", "mkdir", "cp", "mv", "tee", "sh", "ash", "bash")


class Timeline:
    """The effects of one run of a script, in order; ``end`` is (time, code) once it is known."""

    def __init__(self, shell: Shell, argv: list[str]) -> None:
        self.shell = shell
        self.effects: list[Effect] = []
        self.first_files = dict(shell.files)
        self.seen = shell.now
        self._weight = 0
        self.end: tuple[int, int] | None = None
        self.waits = False
        self.writes = _writes(argv)
        self.sleeps = any("sleep" in word or "wait" in word for word in argv)
        self._source = shell.execute(argv)

    def advance(self, until: int) -> None:
        """Know all that happens up to Unix time ``until`` (µs)."""
        while self.seen <= until and self.end is None and not self.waits:
            self._next()

    def _next(self) -> None:
        try:
            effect = next(self._source)
        except StopIteration as stop:
            self.end = (self.shell.now, stop.value or 0)
        except Exit as end:
            self.end = (self.shell.now, end.code)
        except Forever:
            self.waits = True
        except ScriptError as problem:
            self.effects.append(Effect(self.shell.now, STDERR, "", f"{problem}\n"))
            self.end = (self.shell.now, 2)
        else:
            self._note(effect)

    def _note(self, effect: Effect) -> None:
        self.effects.append(effect)
        self.seen = max(self.seen, effect.at, self.shell.now)
        self._weight += 1 + len(effect.text or "") // _USUAL_LINE
        if self._weight > _MOST_EFFECTS:
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        """Of the older half only what was last written to each file is kept."""
        half = len(self.effects) // 2
        files = {each.name: each for each in self.effects[:half] if each.kind == FILE}
        self.effects = [*files.values(), *self.effects[half:]]
        self._weight = sum(1 + len(each.text or "") // _USUAL_LINE for each in self.effects)

    def find_end(self) -> tuple[int, int] | None:
        """When the script ends and with which status; None when it does not by itself."""
        limit = self.shell.steps + _STEPS_FOR_END
        horizon = self.seen + _LOOK_AHEAD
        while self.end is None and not self.waits and not self.shell.endless:
            if self.shell.steps > limit or self.seen > horizon:
                return None
            self._next()
        return self.end

    def files_at(self, now: int) -> dict[str, str]:
        """The files as they are at ``now``, by their full paths."""
        self.advance(now)
        files = dict(self.first_files)
        for effect in self.effects:
            if effect.kind == FILE and effect.at <= now:
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
        for effect in self.effects:
            if effect.kind == FILE and effect.at > after:
                return effect.at
        return None if self.end or self.waits else after + _FILE_LOOK_AHEAD

    def wakes_at(self, now: int) -> int:
        """When the command that runs at ``now`` is over: until then a trap has to wait."""
        self.advance(now)
        for effect in reversed(self.effects):
            if effect.kind == PAUSE and effect.at <= now < effect.until:
                return now if effect.name == "interruptible" else effect.until
        return now


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


def lines_of(effects: list[Effect]) -> list[tuple[int, str, str]]:
    """Effects as log lines: what was written without a line end goes with what follows it."""
    lines: list[tuple[int, str, str]] = []
    rest = {STDOUT: "", STDERR: ""}
    for effect in effects:
        if effect.kind not in rest:
            continue
        whole = rest[effect.kind] + (effect.text or "")
        *complete, rest[effect.kind] = whole.split("\n")
        lines.extend((effect.at, effect.kind, text) for text in complete)
    last = effects[-1].at if effects else 0
    lines.extend((last, stream, text) for stream, text in rest.items() if text)
    return lines
