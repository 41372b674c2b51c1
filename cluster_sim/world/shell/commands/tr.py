"""``tr``."""

from __future__ import annotations

import re

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "tr"
LATENCY = 2_000
_CLASSES = {
    "lower": "abcdefghijklmnopqrstuvwxyz",
    "upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "digit": "0123456789",
    "space": " \t\n\v\f\r",
    "blank": " \t",
    "punct": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
}
_CLASSES["alpha"] = _CLASSES["upper"] + _CLASSES["lower"]
_CLASSES["alnum"] = _CLASSES["digit"] + _CLASSES["alpha"]
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "0": "\0"}
_PIECE = re.compile(r"\[:(\w+):\]|\\(.)|(.)-(.)|(.)", re.DOTALL)
_MOST = 4096


def start(process: Process) -> Outcome:
    """``tr [-cds] SET [SET]``."""
    try:
        found, sets = options.parse(process, "cCdst", ["complement", "delete", "squeeze-repeats"])
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    flags = "".join({"complement": "c", "C": "c"}.get(name, name)[0] for name in found)
    needs_one = "d" in flags or "s" in flags
    if not sets or len(sets) > 2 or (len(sets) == 1 and not needs_one):
        told = f" after ‘{sets[-1]}’" if sets else ""
        process.complain(f"tr: missing operand{told}\nTry 'tr --help' for more information.\n")
        return Exit(1)
    expanded = tuple(_expanded(text) for text in sets)
    process.state = {"flags": flags, "sets": expanded, "last": ""}
    return wake(process)


def _expanded(text: str) -> str:
    found = ""
    for match in _PIECE.finditer(text):
        name, escaped, low, high, plain = match.groups()
        if name:
            found += _CLASSES.get(name, "")
        elif escaped:
            found += _ESCAPES.get(escaped, escaped)
        elif low:
            found += "".join(map(chr, range(ord(low), min(ord(high), ord(low) + _MOST) + 1)))
        else:
            found += plain
    return found[:_MOST]


def wake(process: Process) -> Outcome:
    """Translate what has come."""
    flags, sets = process.state["flags"], process.state["sets"]
    text, chosen = process.read(), frozenset(sets[0])
    inverse = "c" in flags
    if "d" in flags:
        text = "".join(c for c in text if (c in chosen) == inverse)
    elif len(sets) == 2 and sets[1]:
        text = _translated(text, sets, inverse)
    if "s" in flags:
        text = _squeezed(process, text, frozenset(sets[-1]), inverse and len(sets) == 1)
    process.write(text)
    return Exit() if process.at_end else inputs.READ_MORE


def _translated(text: str, sets: tuple[str, ...], inverse: bool) -> str:
    if inverse:
        return "".join(c if c in sets[0] else sets[1][-1] for c in text)
    last = sets[1][-1]
    table = {
        ord(old): (sets[1][index] if index < len(sets[1]) else last)
        for index, old in reversed(list(enumerate(sets[0])))
    }
    return text.translate(table)


def _squeezed(process: Process, text: str, chosen: frozenset[str], inverse: bool) -> str:
    found, last = [], process.state["last"]
    for character in text:
        if character != last or (character in chosen) == inverse:
            found.append(character)
        last = character
    process.state = {**process.state, "last": last}
    return "".join(found)
