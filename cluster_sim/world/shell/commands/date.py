"""``date``."""

from __future__ import annotations

import datetime

from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "date"
LATENCY = 1_000
_USUAL = "%a %b %e %H:%M:%S UTC %Y"
_SHORT = {"%s": "", "%N": "", "%F": "%Y-%m-%d", "%T": "%H:%M:%S"}


def start(process: Process) -> Outcome:
    """``date [-u] [+FORMAT] [-Is]``: lab time, in UTC."""
    form = _USUAL
    for argument in process.argv[1:]:
        if argument.startswith("+"):
            form = argument[1:]
        elif argument in ("-Is", "-Iseconds", "--iso-8601=seconds"):
            form = "%Y-%m-%dT%H:%M:%S+00:00"
        elif argument not in ("-u", "--utc", "-R"):
            process.complain(f"date: invalid date ‘{argument}’\n")
            return Exit(1)
    process.write(f"{written(process.world.unix, form)}\n")
    return Exit()


def written(micros: int, form: str) -> str:
    """Unix microseconds written in a format of strftime's."""
    moment = datetime.datetime.fromtimestamp(micros // 1_000_000, datetime.UTC)
    values = {"%s": str(micros // 1_000_000), "%N": f"{micros % 1_000_000:06d}000"}
    found, at = "", 0
    while at < len(form):
        code = form[at : at + 2]
        if len(code) == 2 and code[0] == "%" and code[1].isascii() and code[1].isalpha():
            found += values.get(code) or moment.strftime(_SHORT.get(code) or code)
            at += 2
        else:
            found += "%" if code == "%%" else code[0]
            at += 2 if code == "%%" else 1
    return found
