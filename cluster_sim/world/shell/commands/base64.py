"""``base64``: text as 64 harmless characters, and back (GNU coreutils)."""

from __future__ import annotations

import base64
import binascii
import re

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "base64"
LATENCY = 2_000
_LINE = "76"
_ALPHABET = re.compile(r"[^A-Za-z0-9+/=]")


def start(process: Process) -> Outcome:
    """``base64 [-d] [-i] [-w N] [FILE]``."""
    long = ["decode", "ignore-garbage", "wrap="]
    try:
        found, rest = options.parse(process, "dDiw:", long)
        width = options.whole(
            process, found.get("w", found.get("wrap", _LINE)), "invalid wrap size"
        )
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    if len(rest) > 1:
        process.complain(
            f"base64: extra operand ‘{rest[1]}’\nTry 'base64 --help' for more information.\n"
        )
        return Exit(1)
    process.state = {
        "decode": bool(found.keys() & {"d", "D", "decode"}),
        "ignore": bool(found.keys() & {"i", "ignore-garbage"}),
        "width": width,
        "files": tuple(rest),
    }
    return wake(process)


def wake(process: Process) -> Outcome:
    """Convert once all of the input is there."""
    gathered = inputs.gather(process, process.state["files"])
    if gathered is None:
        return inputs.READ_MORE
    if not gathered:
        return Exit(1)
    text = gathered[0][1]
    return _decode(process, text) if process.state["decode"] else _encode(process, text)


def _encode(process: Process, text: str) -> Outcome:
    encoded, width = base64.b64encode(text.encode()).decode(), process.state["width"]
    if width == 0:
        process.write(encoded)
    else:
        starts = range(0, len(encoded), width)
        process.write("".join(f"{encoded[at : at + width]}\n" for at in starts))
    return Exit()


def _decode(process: Process, text: str) -> Outcome:
    """What can be decoded is printed; what stands behind is refused."""
    plain = _ALPHABET.sub("", text) if process.state["ignore"] else text.replace("\n", "")
    fault = _ALPHABET.search(plain)
    whole = plain[: fault.start()] if fault else plain
    kept = whole[: len(whole) // 4 * 4] if len(whole) % 4 else whole
    try:
        process.write(base64.b64decode(kept).decode(errors="replace"))
    except binascii.Error:
        fault = fault or re.search("", plain)
    if fault or kept != whole:
        process.complain("base64: invalid input\n")
        return Exit(1)
    return Exit()
