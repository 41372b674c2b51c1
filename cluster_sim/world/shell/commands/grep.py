"""``grep``."""

from __future__ import annotations

import re
from typing import Any

from cluster_sim.world.shell import files, paths
from cluster_sim.world.shell.commands import inputs, options, regular
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "grep"
LATENCY = 2_000
_USAGE = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n"
_TROUBLE = 2
_LONG = (
    "ignore-case", "invert-match", "line-number", "count", "extended-regexp", "fixed-strings",
    "only-matching", "quiet", "silent", "word-regexp", "line-regexp", "files-with-matches",
    "recursive", "no-filename", "with-filename", "regexp=", "max-count=", "after-context=",
    "before-context=", "context=", "color=", "colour=", "line-buffered", "no-messages",
)  # fmt: skip
_SHORT = "ivncEFGPoqwxlrRhHe:m:A:B:C:sz"
_SAME = {
    "ignore-case": "i", "invert-match": "v", "line-number": "n", "count": "c",
    "extended-regexp": "E", "fixed-strings": "F", "only-matching": "o", "quiet": "q",
    "silent": "q", "word-regexp": "w", "line-regexp": "x", "files-with-matches": "l",
    "recursive": "r", "R": "r", "no-filename": "h", "with-filename": "H", "regexp": "e",
    "max-count": "m", "after-context": "A", "before-context": "B", "context": "C",
    "no-messages": "s",
}  # fmt: skip


def start(process: Process) -> Outcome:
    """``grep [OPTIONS] PATTERN [FILE …]``; 0 when a line was chosen, 1 when none, 2 in trouble."""
    arguments = [_counted(a) for a in process.argv]
    try:
        process.argv = arguments
        found, rest = options.parse(process, _SHORT, _LONG)
        flags = {_SAME.get(name, name): value for name, value in found.items()}
        if "e" not in flags:
            if not rest:
                process.complain(_USAGE)
                return Exit(_TROUBLE)
            flags["e"] = rest.pop(0)
        _check(process, flags)
    except options.UsageFault as fault:
        process.complain(str(fault).split("\n")[0] + "\n" + _USAGE)
        return Exit(_TROUBLE)
    except ValueError as fault:
        process.complain(f"grep: {fault}\n")
        return Exit(_TROUBLE)
    if process.argv[0] == "egrep":
        flags["E"] = ""
    files_ = _files(process, flags, rest)
    named = ("H" in flags or len(files_) > 1 or "r" in flags) and "h" not in flags
    process.state = {"flags": flags, "named": named, "chosen": False, "scan": _NEW}
    return _search_files(process, files_) if files_ else wake(process)


_NEW: dict[str, Any] = {"number": 0, "count": 0, "before": (), "after": 0, "last": 0}


def _counted(argument: str) -> str:
    """``-5`` is ``-C5``."""
    return f"-C{argument[1:]}" if re.fullmatch(r"-\d{1,6}", argument) else argument


def _check(process: Process, flags: dict[str, str]) -> None:
    for name in ("m", "A", "B", "C"):
        if name in flags:
            options.whole(process, flags[name], "context length argument")
    _expression(flags)


def _expression(flags: dict[str, str]) -> regular.Regular:
    pattern = flags["e"]
    extended = "E" in flags or "P" in flags
    if "F" in flags:
        pattern, extended = re.sub(r"([\\.\[\]*^$])", r"\\\1", pattern), False
    if "x" in flags:
        pattern = f"^({pattern})$" if extended else f"^\\({pattern}\\)$"
    return regular.compile(pattern, extended, "i" in flags)


def _files(process: Process, flags: dict[str, str], rest: list[str]) -> list[str]:
    if "r" not in flags:
        return rest
    found = []
    for path in rest or ["."]:
        try:
            folder = paths.resolve(process.cwd, path)
        except paths.Outside:
            folder = "\0"
        if not files.is_folder(process.world, folder):
            found.append(path)
            continue
        start = f"{folder}/" if folder else ""
        prefix = "" if path == "." and not rest else f"{path.rstrip('/')}/"
        names = [name for name, _ in files.listing(process.world) if name.startswith(start)]
        found += [prefix + name.removeprefix(start) for name in names]
    return found


def _search_files(process: Process, wanted: list[str]) -> Outcome:
    failed = False
    for path in wanted:
        if path == inputs.STANDARD:
            continue
        text = process.file(path)
        if text is None:
            failed = True
            if "s" not in process.state["flags"]:
                process.complain(f"grep: {path}: {inputs.fault(process, path)}\n")
            continue
        scan = _Scan(process, path)
        scan.lines(inputs.split(text))
        scan.end()
        process.state = {**process.state, "scan": _NEW}
    if failed and not (process.state["chosen"] and "q" in process.state["flags"]):
        return Exit(_TROUBLE)
    return Exit(int(not process.state["chosen"]))


def wake(process: Process) -> Outcome:
    """Search what has come on standard input."""
    scan = _Scan(process, "(standard input)")
    done = scan.lines(inputs.new_lines(process))
    if not done and not process.at_end:
        scan.keep()
        return inputs.READ_MORE
    scan.end()
    return Exit(int(not process.state["chosen"]))


class _Scan:
    """The search of one file, or of a part of one."""

    def __init__(self, process: Process, name: str) -> None:
        self.process = process
        self.name = name
        self.flags: dict[str, str] = process.state["flags"]
        self.expression = _expression(self.flags)
        self.state = dict(process.state["scan"])
        self.work = regular.Work()
        self.most = int(self.flags.get("m", "0"))
        context = self.flags.get("C", "0")
        self.before = int(self.flags.get("B", context))
        self.after = int(self.flags.get("A", context))

    def lines(self, lines: list[str]) -> bool:
        """Look at lines; whether nothing that comes could matter any more."""
        return any(self._line(line.removesuffix("\n")) for line in lines)

    def _line(self, line: str) -> bool:
        self.state["number"] += 1
        if self._chosen(line):
            self.process.state = {**self.process.state, "chosen": True}
            self.state["count"] += 1
            if "q" in self.flags or "l" in self.flags:
                return True
            self._show(line)
            return bool(self.most) and self.state["count"] >= self.most and not self.after
        if self.state["after"] and not (self.most and self.state["count"] > self.most):
            self.state["after"] -= 1
            self._print(self.state["number"], line, "-")
        elif self.before:
            kept = (*self.state["before"], (self.state["number"], line))
            self.state["before"] = kept[-self.before :]
        return False

    def _chosen(self, line: str) -> bool:
        if self.most and self.state["count"] >= self.most:
            return False
        if "w" in self.flags:
            return (self._match(line, 0) is not None) != ("v" in self.flags)
        return self.expression.found_in(line) != ("v" in self.flags)

    def _match(self, line: str, at: int) -> regular.Match | None:
        while at <= len(line):
            found = self.expression.search(line, at, self.work)
            if found is None or "w" not in self.flags or _is_word(line, found):
                return found
            at = found.start + 1
        return None

    def _show(self, line: str) -> None:
        if "c" in self.flags:
            return
        for number, earlier in self.state["before"]:
            self._print(number, earlier, "-")
        self.state["before"] = ()
        self.state["after"] = self.after
        if "o" in self.flags:
            self._show_matches(line)
        else:
            self._print(self.state["number"], line, ":")

    def _show_matches(self, line: str) -> None:
        at = 0
        while "v" not in self.flags:
            found = self._match(line, at)
            if found is None:
                return
            if found.end > found.start:
                self._print(self.state["number"], line[found.start : found.end], ":")
            at = max(found.end, found.start + 1)
            if at > len(line):
                return

    def _print(self, number: int, line: str, mark: str) -> None:
        if (self.before or self.after) and 0 < self.state["last"] < number - 1:
            self.process.write("--\n")
        self.state["last"] = number
        name = f"{self.name}{mark}" if self.process.state["named"] else ""
        place = f"{number}{mark}" if "n" in self.flags else ""
        self.process.write(f"{name}{place}{line}\n")

    def keep(self) -> None:
        """Remember where the search is."""
        self.process.state = {**self.process.state, "scan": self.state}

    def end(self) -> None:
        """Say how much was found, if that is what was asked."""
        if "c" in self.flags and "q" not in self.flags:
            name = f"{self.name}:" if self.process.state["named"] else ""
            self.process.write(f"{name}{self.state['count']}\n")
        elif "l" in self.flags and self.state["count"]:
            self.process.write(f"{self.name}\n")


def _is_word(line: str, found: regular.Match) -> bool:
    around = line[max(0, found.start - 1) : found.start] + line[found.end : found.end + 1]
    return not any(character.isalnum() or character == "_" for character in around)
