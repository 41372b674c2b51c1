"""Options of a program's command line, as the C library's getopt reads them."""

from __future__ import annotations

import getopt
from collections.abc import Sequence

from cluster_sim.world.shell.process import Process

Options = dict[str, str]


class UsageFault(ValueError):
    """A command line that the program refuses; the message has its own words."""


def parse(
    process: Process, short: str, long: Sequence[str] = (), mixed: bool = True
) -> tuple[Options, list[str]]:
    """The options by name without dashes (the last of each counts), and what else there is.

    ``short`` and ``long`` are getopt's (``n:`` and ``lines=`` take a value). Unless ``mixed``,
    options end at the first argument that is none. UsageFault when one is unknown.
    """
    name, arguments = process.argv[0], list(process.argv[1:])
    read = getopt.gnu_getopt if mixed else getopt.getopt
    try:
        found, rest = read(arguments, short, list(long))
    except getopt.GetoptError as fault:
        raise UsageFault(_refusal(name, fault)) from None
    return {option.lstrip("-"): value for option, value in found}, rest


def _refusal(name: str, fault: getopt.GetoptError) -> str:
    if len(fault.opt) == 1:
        missing = "requires argument" in fault.msg
        what = "option requires an argument" if missing else "invalid option"
        told = f"{what} -- '{fault.opt}'"
    elif "requires argument" in fault.msg:
        told = f"option '--{fault.opt}' requires an argument"
    else:
        told = f"unrecognized option '--{fault.opt}'"
    return f"{name}: {told}\nTry '{name} --help' for more information.\n"


def whole(process: Process, text: str, what: str) -> int:
    """A whole number of at most nine digits; UsageFault with ``what`` otherwise."""
    digits = text.removeprefix("-").removeprefix("+")
    if not digits.isdecimal() or len(digits) > 9:
        raise UsageFault(f"{process.argv[0]}: {what}: ‘{text[:80]}’\n")
    return int(text)
