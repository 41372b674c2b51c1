"""``sort``."""

from __future__ import annotations

import re
from typing import Any

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "sort"
LATENCY = 3_000
_NUMBER = re.compile(r"\s*(-?\d{0,300}(?:\.\d{0,300})?)([KMGTPE]?)")
_UNITS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6}
_LONG = {
    "numeric-sort": "n", "reverse": "r", "unique": "u", "ignore-case": "f",
    "human-numeric-sort": "h", "version-sort": "V", "key=": "k", "field-separator=": "t",
}  # fmt: skip


def start(process: Process) -> Outcome:
    """``sort [-nrufhV] [-k FIELD] [-t CHARACTER] [FILE …]``, by code point as in the C locale."""
    try:
        found, rest = options.parse(process, "nrufhVbk:t:s", list(_LONG))
    except options.UsageFault as fault:
        process.complain(str(fault).replace("\nTry", "\nTry"))
        return Exit(2)
    flags = {_LONG.get(n, _LONG.get(f"{n}=", n)): value for n, value in found.items()}
    key = re.fullmatch(
        r"(\d{1,4})(?:\.\d+)?([nrfhV]*)(?:,(\d{1,4})([nrfhV]*))?", flags.get("k", "1")
    )
    if key is None or key[1] == "0":
        process.complain(f"sort: -: invalid field specification ‘{flags.get('k', '')}’\n")
        return Exit(2)
    flags.update(dict.fromkeys(key[2] + (key[4] or ""), ""))
    process.state = {
        "flags": flags,
        "paths": tuple(rest),
        "first": int(key[1]),
        "last": int(key[3] or 0),
    }
    return wake(process)


def wake(process: Process) -> Outcome:
    """Sort, once all of it is there."""
    gathered = inputs.gather(process, process.state["paths"])
    if gathered is None:
        return inputs.READ_MORE
    flags = process.state["flags"]
    lines = [line.removesuffix("\n") for _, text in gathered for line in inputs.split(text)]
    # Lines whose keys are equal are in the order of their whole texts.
    lines.sort(reverse="r" in flags)
    lines.sort(key=lambda line: _key(process.state, line), reverse="r" in flags)
    if "u" in flags:
        lines = _unique(process.state, lines)
    process.write("".join(f"{line}\n" for line in lines))
    return Exit(2 if process.state.get("failed") else 0)


def _key(state: dict[str, Any], line: str) -> Any:
    flags = state["flags"]
    text = line
    if "k" in flags:
        fields = line.split(flags["t"]) if flags.get("t") else re.findall(r"\s*\S+", line)
        text = (flags.get("t") or "").join(fields[state["first"] - 1 : state["last"] or None])
    if "n" in flags or "h" in flags:
        return _value(text, "h" in flags)
    if "V" in flags:
        return [
            (part.isdigit(), int(part[:18]) if part.isdigit() else 0, part)
            for part in re.split(r"(\d+)", text)
        ]
    return text.upper() if "f" in flags else text


def _value(text: str, human: bool) -> tuple[int, float]:
    match = _NUMBER.match(text)
    number = match[1] if match else ""
    value = float(number) if number.strip("-.") else 0.0
    unit = _UNITS[match[2]] if match and human else 0
    return (unit if value > 0 else -unit if value < 0 else 0, value)


def _unique(state: dict[str, Any], lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if not found or _key(state, found[-1]) != _key(state, line):
            found.append(line)
    return found
