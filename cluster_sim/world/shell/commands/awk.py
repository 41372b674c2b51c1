"""``awk``, as small as it is typed at a prompt: ``awk [-F C] 'CONDITION {print $1, "text"}'``."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from cluster_sim.world.shell.commands import inputs, options, regular
from cluster_sim.world.shell.limits import MOST_OUTPUT
from cluster_sim.world.shell.process import Exit, Outcome, Process, TooMuchOutput

NAME = "awk"
LATENCY = 3_000
_RULE = re.compile(r"\s*(?P<when>[^{}]*?)\s*(?:\{\s*(?P<action>[^{}]*?)\s*;?\s*\})?\s*")
_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\$NF|\$\d{1,4}|NR|NF|\d{1,9}|,|\S)')
_COMPARISON = re.compile(
    r"(?P<left>\$NF|\$\d{1,4}|NR|NF)\s*(?P<sign>==|!=|<=|>=|<|>|!~|~)\s*"
    r'(?P<right>"[^"]*"|/(?:[^/\\]|\\.)*/|-?\d{1,9}|\$NF|\$\d{1,4})'
)
_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\"}


class Unsupported(ValueError):
    """A program beyond this awk."""


def start(process: Process) -> Outcome:
    """Read the program, then the lines."""
    try:
        found, rest = options.parse(process, "F:v:", mixed=False)
        if not rest:
            raise options.UsageFault("usage: awk [-F fs] 'prog' [file ...]\n")
        rule = _rule(rest[0])
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(2)
    except ValueError as fault:
        process.complain(f"awk: {fault}\nawk: only 'CONDITION {{print …}}' is known here\n")
        return Exit(2)
    process.state = {
        "rule": rule,
        "separator": found.get("F", ""),
        "number": 0,
        "paths": tuple(rest[1:]),
    }
    return wake(process)


def _rule(program: str) -> dict[str, Any]:
    match = _RULE.fullmatch(program)
    if match is None or not program.strip():
        raise Unsupported("syntax error")
    when, action = match["when"], match["action"]
    if action is None:
        action = "print"
    word, rest = action[:5], action[5:].strip()
    if word != "print" or action[5:6].isalnum():
        raise Unsupported(f"cannot do {{{action}}}")
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    tokens = tuple(_TOKEN.findall(rest))
    for token in tokens:
        if token[0] not in '"$,' and token not in ("NR", "NF") and not token.isdigit():
            raise Unsupported(f"cannot print {token}")
    _check(when)
    return {"when": when, "print": tokens}


def _check(when: str) -> None:
    for part in re.split(r"&&|\|\|", when) if when else ():
        text = part.strip()
        if text.startswith(("/", "!/")):
            regular.compile(_inside(text.removeprefix("!")), True)
        else:
            match = _COMPARISON.fullmatch(text)
            if match is None:
                raise Unsupported(f"cannot ask {text or 'nothing'}")
            if match["right"].startswith("/"):
                regular.compile(_inside(match["right"]), True)


def _inside(text: str) -> str:
    if len(text) < 2 or not text.endswith("/"):
        raise Unsupported("unterminated regular expression")
    return text[1:-1].replace("\\/", "/")


def wake(process: Process) -> Outcome:
    """Print what the rule wants of each line that has come."""
    if process.state["paths"]:
        gathered = inputs.gather(process, process.state["paths"]) or []
        lines = [line for _, text in gathered for line in inputs.split(text)]
    else:
        lines = inputs.new_lines(process)
    number = process.state["number"]
    for line in lines:
        number += 1
        record = _Record(line.removesuffix("\n"), process.state["separator"], number)
        if record.chosen(process.state["rule"]["when"]):
            process.write(record.printed(process.state["rule"]["print"]))
    process.state = {**process.state, "number": number}
    if not process.state["paths"] and not process.at_end:
        return inputs.READ_MORE
    return Exit(2 if process.state.get("failed") else 0)


class _Record:
    """A line and its fields."""

    def __init__(self, line: str, separator: str, number: int) -> None:
        self.line = line
        self.fields = (
            line.split(separator.replace("\\t", "\t")) if separator.strip(" ") else line.split()
        )
        self.number = number

    def value(self, token: str) -> str:
        """What a token stands for in this line."""
        if token.startswith('"'):
            return re.sub(r"\\.", lambda m: _ESCAPES.get(m[0], m[0]), token[1:-1])
        if token == "$NF":
            return self.fields[-1] if self.fields else ""
        if token.startswith("$"):
            index = int(token[1:])
            at_least = index <= len(self.fields)
            return self.line if index == 0 else self.fields[index - 1] if at_least else ""
        return {"NR": str(self.number), "NF": str(len(self.fields))}.get(token, token)

    def printed(self, tokens: tuple[str, ...]) -> str:
        """The tokens one after the other, a blank where there was a comma."""
        if len(tokens) * len(self.line) > MOST_OUTPUT:
            raise TooMuchOutput
        found = "".join(" " if token == "," else self.value(token) for token in tokens)
        return f"{found if tokens else self.line}\n"

    def chosen(self, when: str) -> bool:
        """Whether the condition holds; ``&&`` binds tighter than ``||``."""
        if not when:
            return True
        return any(
            all(self._holds(part.strip()) for part in side.split("&&")) for side in when.split("||")
        )

    def _holds(self, text: str) -> bool:
        if text.startswith(("/", "!/")):
            found = self._fits(self.line, text.removeprefix("!"))
            return found != text.startswith("!")
        match = _COMPARISON.fullmatch(text)
        if match is None:
            return False
        left, sign, right = self.value(match["left"]), match["sign"], match["right"]
        if sign in ("~", "!~"):
            return self._fits(left, right) == (sign == "~")
        return _compared(left, sign, self.value(right), not right.startswith('"'))

    def _fits(self, text: str, pattern: str) -> bool:
        inner = pattern[1:-1] if pattern[:1] in ('"',) else _inside(pattern)
        return regular.compile(inner, True).found_in(text)


def _compared(left: str, sign: str, right: str, numeric: bool) -> bool:
    one: Any = left
    other: Any = right
    if numeric:
        with suppress(ValueError):
            one, other = float(left[:40] or "0"), float(right[:40] or "0")
    return {
        "==": one == other, "!=": one != other, "<": one < other,
        "<=": one <= other, ">": one > other, ">=": one >= other,
    }[sign]  # fmt: skip
