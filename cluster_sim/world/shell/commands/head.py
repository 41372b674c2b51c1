"""``head``."""

from __future__ import annotations

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "head"
LATENCY = 2_000


def start(process: Process) -> Outcome:
    """``head [-n N] [-c N] [FILE …]``; a negative number leaves out the last ones."""
    try:
        unit, count, rest = asked(process)
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    process.state = {"unit": unit, "count": count, "failed": False}
    if not rest or rest == [inputs.STANDARD]:
        return wake(process)
    for index, path in enumerate(rest):
        text = inputs.text_of(process, path)
        if text is None:
            process.state = {**process.state, "failed": True}
            continue
        if len(rest) > 1:
            process.write(f"{chr(10) if index else ''}==> {path} <==\n")
        process.write(_first(text, unit, count))
    return Exit(int(process.state["failed"]))


def asked(process: Process) -> tuple[str, int, list[str]]:
    """lines or bytes, how many, of what: what ``head`` and ``tail`` have in common."""
    name, *arguments = process.argv
    if arguments and arguments[0][:1] == "-" and arguments[0][1:].isdecimal():
        arguments[0] = f"-n{arguments[0][1:]}"
    process.argv = [name, *arguments]
    found, rest = options.parse(process, "n:c:qvfF", ["lines=", "bytes=", "follow", "quiet"])
    unit = "bytes" if "c" in found or "bytes" in found else "lines"
    text = next((found[o] for o in ("c", "bytes", "n", "lines") if o in found), "10")
    if found.keys() & {"f", "F", "follow"}:
        unit += " followed"
    begin = "+" if text.startswith("+") else ""
    return unit + begin, options.whole(process, text, f"invalid number of {unit}"), rest


def _first(text: str, unit: str, count: int) -> str:
    if unit.startswith("bytes"):
        return text.encode()[:count].decode(errors="ignore")
    return "".join(inputs.split(text)[:count])


def wake(process: Process) -> Outcome:
    """Pass on the first lines as they come, then end, whatever else is to come."""
    unit, count = process.state["unit"], process.state["count"]
    if unit.startswith("bytes") or count < 0:
        gathered = inputs.gather(process, ())
        if gathered is None:
            return inputs.READ_MORE
        process.write(_first(gathered[0][1], unit, count))
        return Exit()
    lines = inputs.new_lines(process)[:count]
    process.write("".join(lines))
    left = count - len(lines)
    process.state = {**process.state, "count": left}
    return Exit() if left == 0 or process.at_end else inputs.READ_MORE
