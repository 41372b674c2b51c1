"""``watch``."""

from __future__ import annotations

from cluster_sim.world.kernel.world import SECOND
from cluster_sim.world.shell.commands import date, options
from cluster_sim.world.shell.escapes import BACK, CLEAR, TO_TOP
from cluster_sim.world.shell.process import Exit, Outcome, Process, Run, Wait

NAME = "watch"
LATENCY = 2_000
_SHORTEST = SECOND // 10
_MOST_LINES, _COLUMNS = 100, 80


def start(process: Process) -> Outcome:
    """``watch [-n SECONDS] [-t] COMMAND``: again and again, until Ctrl-C."""
    try:
        found, words = options.parse(
            process, "n:tdecgxb", ["interval=", "no-title", "differences"], mixed=False
        )
        interval = _interval(found.get("n") or found.get("interval") or "2")
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(1)
    if not words:
        process.complain("Usage:\n watch [options] command\n")
        return Exit(1)
    titled = not ("t" in found or "no-title" in found)
    process.state = {"interval": interval, "line": " ".join(words), "titled": titled, "shown": None}
    return Run(process.state["line"], capture=True)


def wake(process: Process) -> Outcome:
    """Show what the command printed, or run it again."""
    if process.child is None:
        return Run(process.state["line"], capture=True)
    _show(process, "\n".join(process.child.output.split("\n")[:_MOST_LINES]))
    return Wait(delay=process.state["interval"])


def _show(process: Process, output: str) -> None:
    """Draw the screen anew, or only the time on it when nothing else has changed."""
    titled = process.state["titled"]
    if output != process.state["shown"]:
        process.write(CLEAR + (f"{_title(process)}\n\n" if titled else "") + output)
    elif titled:
        process.write(f"{TO_TOP}{_title(process)}{BACK}")
    process.state = {**process.state, "shown": output}


def _interval(text: str) -> int:
    try:
        seconds = float(text.replace(",", ".")[:20])
    except ValueError:
        raise options.UsageFault(f"watch: failed to parse argument: '{text}'\n") from None
    return max(_SHORTEST, int(min(max(seconds, 0), 86_400) * SECOND))


def _title(process: Process) -> str:
    left = f"Every {process.state['interval'] / SECOND:.1f}s: {process.state['line']}"
    right = "grappe: " + date.written(process.world.unix, "%a %b %e %H:%M:%S %Y")
    return left.ljust(_COLUMNS - len(right) - 1) + " " + right
