"""``sed``: ``s///``, ``p``, ``d``, ``q``, with lines and expressions as addresses."""

from __future__ import annotations

import re
from typing import Any

from cluster_sim.world.shell.commands import inputs, options, regular
from cluster_sim.world.shell.files import FileFault
from cluster_sim.world.shell.limits import MOST_OUTPUT
from cluster_sim.world.shell.process import Exit, Outcome, Process, TooMuchOutput

NAME = "sed"
LATENCY = 2_000
_LONG = ("quiet", "silent", "regexp-extended", "expression=", "in-place")
Command = dict[str, Any]


class ScriptFault(ValueError):
    """A script that is none; sed's own words."""


def start(process: Process) -> Outcome:
    """``sed [-n] [-E] [-i] [-e] SCRIPT [FILE …]``."""
    try:
        found, rest = options.parse(process, "nErsie:", _LONG)
        script = found.get("e", found.get("expression"))
        if script is None:
            if not rest:
                raise options.UsageFault("Usage: sed [OPTION]... {script} [input-file]...\n")
            script = rest.pop(0)
        extended = bool(found.keys() & {"E", "r", "regexp-extended"})
        commands = _Script(script, extended).commands()
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    except ValueError as fault:
        process.complain(f"sed: -e expression #1, {fault}\n")
        return Exit(1)
    quiet = bool(found.keys() & {"n", "quiet", "silent"})
    process.state = {
        "commands": commands, "quiet": quiet, "number": 0, "held": "", "open": (),
        "paths": tuple(rest), "done": False,
    }  # fmt: skip
    return _in_place(process) if found.keys() & {"i", "in-place"} else wake(process)


def _in_place(process: Process) -> Outcome:
    failed = False
    for path in process.state["paths"]:
        text = process.file(path)
        if text is None:
            process.complain(f"sed: can't read {path}: {inputs.fault(process, path)}\n")
            failed = True
            continue
        try:
            process.save(path, _edited(process, inputs.split(text), True))
        except FileFault as fault:
            process.complain(f"sed: couldn't write {path}: {fault}\n")
            failed = True
        process.state = {**process.state, "number": 0, "held": "", "open": (), "done": False}
    return Exit(4 if failed else 0)


def wake(process: Process) -> Outcome:
    """Edit the lines that have come."""
    paths = process.state["paths"]
    if paths:
        gathered = inputs.gather(process, paths) or []
        lines = [line for _, text in gathered for line in inputs.split(text)]
        process.write(_edited(process, lines, True))
        return Exit(2 if process.state.get("failed") else 0)
    at_end = process.at_end
    process.write(_edited(process, inputs.new_lines(process), at_end or process.at_end))
    return Exit() if process.state["done"] or process.at_end else inputs.READ_MORE


def _edited(process: Process, lines: list[str], ends: bool) -> str:
    """The lines after the script; the very last one is known for it (``$``) only at the end."""
    state = dict(process.state)
    waiting = [state["held"], *lines] if state["held"] else lines
    state["held"] = "" if ends or not waiting else waiting[-1]
    found, work = [], regular.Work()
    for index, line in enumerate(waiting if ends else waiting[:-1]):
        if state["done"]:
            break
        state["number"] += 1
        last = ends and index == len(waiting) - 1
        found.append(_line(state, line, last, work))
    process.state = state
    return "".join(found)


def _line(state: dict[str, Any], line: str, last: bool, work: regular.Work) -> str:
    text, end = line.removesuffix("\n"), "\n" if line.endswith("\n") else ""
    printed = ""
    for index, command in enumerate(state["commands"]):
        if not _chosen(state, index, command, text, last):
            continue
        match command["do"]:
            case "s":
                text, replaced = _substituted(command, text, work)
                printed += f"{text}\n" if replaced and "p" in command["flags"] else ""
            case "p":
                printed += f"{text}\n"
            case "d":
                return printed
            case "q":
                state["done"] = True
                break
            case "=":
                printed += f"{state['number']}\n"
    return printed if state["quiet"] else f"{printed}{text}{end}"


def _chosen(state: dict[str, Any], index: int, command: Command, text: str, last: bool) -> bool:
    """Whether the addresses of a command choose this line."""
    addresses = command["addresses"]
    if len(addresses) < 2:
        inside = not addresses or _fits(addresses[0], state["number"], text, last)
    elif index in state["open"]:
        inside = True
        if _ends_here(addresses[1], state["number"], text, last):
            state["open"] = tuple(i for i in state["open"] if i != index)
    else:
        inside = _fits(addresses[0], state["number"], text, last)
        kind, value = addresses[1]
        if inside and not (kind == "line" and value <= state["number"]) and not last:
            state["open"] = (*state["open"], index)
    return bool(inside != command["inverted"])


def _ends_here(address: tuple[str, Any], number: int, text: str, last: bool) -> bool:
    if address[0] == "line":
        return number >= int(address[1])
    return _fits(address, number, text, last)


def _fits(address: tuple[str, Any], number: int, text: str, last: bool) -> bool:
    match address[0]:
        case "line":
            return number == int(address[1])
        case "last":
            return last
    pattern, extended = address[1]
    return regular.compile(pattern, extended).found_in(text)


def _substituted(command: Command, text: str, work: regular.Work) -> tuple[str, bool]:
    expression = regular.compile(command["pattern"], command["extended"], "i" in command["flags"])
    wanted = command["which"]
    found, at, count, changed = "", 0, 0, False
    while at <= len(text):
        match = expression.search(text, at, work)
        if match is None:
            break
        count += 1
        found += text[at : match.start]
        if len(found) > MOST_OUTPUT:
            raise TooMuchOutput
        if count >= wanted:
            found += _replacement(command["new"], text, match)
            changed = True
        else:
            found += text[match.start : match.end]
        at = match.end
        if match.end == match.start:
            found += text[at : at + 1]
            at += 1
        if changed and "g" not in command["flags"]:
            break
    return found + text[at:], changed


def _replacement(new: str, text: str, match: regular.Match) -> str:
    def piece(found: re.Match[str]) -> str:
        code = found[0]
        if code == "&" or (code[0] == "\\" and code[1:].isdigit()):
            number = 0 if code == "&" else int(code[1:])
            group = match.groups[number] if number < len(match.groups) else None
            return text[group[0] : group[1]] if group else ""
        return {"n": "\n", "t": "\t"}.get(code[1], code[1])

    return re.sub(r"\\.|&", piece, new)


class _Script:
    """Reads a script; ScriptFault says at which character it is none."""

    def __init__(self, text: str, extended: bool) -> None:
        self.text = text
        self.extended = extended
        self.at = 0

    def fault(self, what: str) -> ScriptFault:
        return ScriptFault(f"char {min(self.at, len(self.text))}: {what}")

    def commands(self) -> tuple[Command, ...]:
        """All of them."""
        found: list[Command] = []
        while self._skip(" \t\n;") or self.at < len(self.text):
            if self.at >= len(self.text):
                break
            found.append(self._command())
        return tuple(found)

    def _skip(self, blanks: str) -> bool:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in blanks:
            self.at += 1
        return self.at > start

    def _command(self) -> Command:
        addresses = self._addresses()
        self._skip(" \t")
        inverted = self.text.startswith("!", self.at)
        self.at += inverted
        if self.at >= len(self.text):
            raise self.fault("missing command")
        letter = self.text[self.at]
        self.at += 1
        command: Command = {"do": letter, "addresses": addresses, "inverted": inverted}
        if letter == "s":
            return {**command, **self._substitution()}
        if letter not in "pdq=":
            raise self.fault(f"unknown command: `{letter}'")
        return command

    def _addresses(self) -> tuple[tuple[str, Any], ...]:
        found: list[tuple[str, Any]] = []
        while len(found) < 2 and (address := self._address()) is not None:
            found.append(address)
            if not self.text.startswith(",", self.at):
                break
            self.at += 1
        return tuple(found)

    def _address(self) -> tuple[str, Any] | None:
        digits = re.compile(r"\d{1,9}").match(self.text, self.at)
        if digits:
            self.at = digits.end()
            return ("line", int(digits[0]))
        if self.text.startswith("$", self.at):
            self.at += 1
            return ("last", 0)
        if self.text.startswith("/", self.at):
            pattern = self._until("/", "unterminated address regex")
            regular.compile(pattern, self.extended)
            return ("match", (pattern, self.extended))
        return None

    def _until(self, mark: str, fault: str) -> str:
        """From the mark at the present place to the next one, which is taken too."""
        found = ""
        self.at += 1
        while self.at < len(self.text) and self.text[self.at] != mark:
            step = 2 if self.text[self.at] == "\\" else 1
            piece = self.text[self.at : self.at + step]
            found += mark if piece == f"\\{mark}" else piece
            self.at += step
        if self.at >= len(self.text):
            raise self.fault(fault)
        self.at += 1
        return found

    def _substitution(self) -> Command:
        mark = self.text[self.at : self.at + 1]
        if not mark or mark in "\\\n":
            raise self.fault("unterminated `s' command")
        pattern = self._until(mark, "unterminated `s' command")
        self.at -= 1
        new = self._until(mark, "unterminated `s' command")
        flags = re.compile(r"[gpiI\d]*").match(self.text, self.at)
        written = flags[0] if flags else ""
        self.at += len(written)
        if self.at < len(self.text) and self.text[self.at] not in " \t\n;}":
            raise self.fault("unknown option to `s'")
        regular.compile(pattern, self.extended)
        digits = re.sub(r"\D", "", written)[:6]
        return {
            "pattern": pattern, "new": new, "flags": written.lower(), "extended": self.extended,
            "which": int(digits or 1),
        }  # fmt: skip
