"""Run benchmarks, all or those named, and print one table: `python -m bench [NAME …]`."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

from bench import Row

FOLDER = Path(__file__).parent
MARK = "rows of this benchmark: "  # before the rows, in what a benchmark's process prints
HEAD: Row = ("what", "measured", "target")


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(file.stem for file in FOLDER.glob("[!_]*.py"))


def measure(name: str) -> list[Row]:
    """The rows of one benchmark, run in a process of its own; one row saying so if it failed."""
    command = [sys.executable, "-m", "bench", "--rows", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=FOLDER.parent)
    for line in done.stdout.splitlines():
        if line.startswith(MARK):
            return [tuple(row) for row in json.loads(line.removeprefix(MARK))]
        print(line, file=sys.stderr)
    return [(name, f"failed ({done.returncode})", "")]


def table(rows: list[Row]) -> str:
    """*rows* under their heading, in columns as wide as their widest text."""
    widths = [max(len(row[column]) for row in [HEAD, *rows]) for column in range(3)]
    rule: Row = ("-" * widths[0], "-" * widths[1], "-" * widths[2])
    lines = [
        f"{what:<{widths[0]}}  {measured:>{widths[1]}}  {target}"
        for what, measured, target in [HEAD, rule, *rows]
    ]
    return "\n".join(line.rstrip() for line in lines)


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a benchmark failed."""
    if arguments[:1] == ["--rows"]:
        print(MARK + json.dumps(importlib.import_module(f"bench.{arguments[1]}").main()))
        return 0
    unknown = sorted(set(arguments) - set(names()))
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(names())}")
        return 2
    rows: list[Row] = []
    for name in arguments or names():
        print(f"· {name}", file=sys.stderr, flush=True)
        rows += measure(name)
    print(table(rows))
    return int(any(row[1].startswith("failed") for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
