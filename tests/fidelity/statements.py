"""What the documentation's pages say that their commands print, given in a lab page by page.

``python -m tests.fidelity.statements FOLDER [--page BEGINNING] [--fails N]``: how many outputs are
wholly as told, how many of their lines, and what differs. A page's commands are given one after
the other in one lab; the pages' files lie in its home folder. Whatever a page had its reader make
of a file before is made from it when the first command after it comes.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from cluster_sim.world.kernel.world import SECOND
from tests.fidelity.exercises.judging import table
from tests.fidelity.exercises.lab import Answer, Lab, new_world
from tests.fidelity.recordings.wording import settled

_EXAMPLE = re.compile(r"https?://(?:k8s\.io|kubernetes\.io)/examples/([\w./-]+)")
_MAKES = re.compile(r"\bkubectl\b.*\b(apply|create|replace|delete)\b.*-f\s")
_READS = re.compile(r"\bkubectl\s+.*\b(get|describe|logs|top|exec|events)\b")
# Cells that hold times, addresses, machines and random names.
_CHANCE = {"AGE", "IP", "NODE", "CLUSTER-IP", "EXTERNAL-IP", "VOLUME", "LAST SCHEDULE", "RESTARTS"}
_DATE = re.compile(r"\w{3} \w{3} +\d+ \d\d:\d\d:\d\d (UTC|[A-Z]{3,4}) \d{4}")
# kubectl says so since 1.34; the pages do not yet.
_FROM = re.compile(r"( deleted) from \S+ namespace$", re.MULTILINE)
_NAMESPACE = re.compile(r"(?:--namespace[= ]|-n[= ]?)([a-z][a-z0-9-]*)")
_NAMELESS = re.compile(r"-[a-z0-9]{5}$|-[a-z0-9]{8,10}-[a-z0-9]{5}$|-\d{9,10}$")
# Reading commands are given again for so many seconds until they print what is told.
_PATIENCE = (0, 5, 10, 15, 30, 60)
_TYPING = 5 * SECOND
_LONGEST_OUTPUT = 1500


@dataclass(frozen=True)
class Statement:
    """A page's command and what it prints; ``claim``: exact, similar, or the page is silent."""

    page: str
    number: int
    command: str
    output: str
    claim: str
    file: str


@dataclass
class Score:
    """Statements that hold, their lines, and what differs."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, statement: Statement, answer: Answer, missing: list[str]) -> None:
        """Count one statement."""
        lines = len(_lines(statement.output))
        self.counts.update({"statements": 1, "held": not missing, "lines": lines})
        self.counts.update({"found": lines - len(missing), f"{statement.claim}": 1})
        self.counts[f"{statement.claim} held"] += not missing
        if missing:
            told = "\n".join(f"   ✗ {line}" for line in missing)
            shown = answer.text[:_LONGEST_OUTPUT].rstrip("\n")
            name = f"{statement.page}#{statement.number:03} {statement.file}"
            self.faults.append(f"{name}\n   $ {answer.line}\n{shown}\n{told}")


def main() -> None:
    """Print the score."""
    parser = argparse.ArgumentParser(prog="python -m tests.fidelity.statements")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", default="")
    parser.add_argument("--fails", type=int, default=1000)
    options = parser.parse_args()
    statements, fresh, score = load(options.folder), new_world(), Score()
    for page, group in groupby(statements, key=lambda each: each.page):
        if page.startswith(options.page):
            _walk(options.folder, list(group), Lab(fresh.fork(), _TYPING), score)
    print("\n".join(score.faults[: options.fails]))
    counts = score.counts
    for claim in ("exact", "similar", "unspecified"):
        print(f"{claim}: {counts[f'{claim} held']}/{counts[claim]}")
    print(f"statements: {counts['held']}/{counts['statements']}; ", end="")
    print(f"lines: {counts['found']}/{counts['lines']}")


def load(folder: Path) -> list[Statement]:
    """All statements, page by page in the order in which they are read, each once."""
    found: dict[tuple[str, int], Statement] = {}
    for entry in json.loads((folder / "index.json").read_text("utf-8")):
        for row in entry.get("stated", ()):
            page, _, number = row["step"].partition("#")
            one = Statement(
                page, int(number), row["after"], row["output"], row["claim"], entry["file"]
            )
            found.setdefault((page, int(number)), one)
    return [found[key] for key in sorted(found)]


def _walk(folder: Path, statements: list[Statement], lab: Lab, score: Score) -> None:
    made, spaces = set[str](), set[str]()
    for statement in statements:
        command = _EXAMPLE.sub(lambda match: Path(match[1]).name, statement.command)
        for file in (statement.file, *_EXAMPLE.findall(statement.command)):
            _at_hand(folder, file, lab)
        named = _NAMESPACE.search(command)
        if named and named[1] not in spaces:
            spaces.add(named[1])
            lab.type(f"kubectl create namespace {named[1]}")
        if _MAKES.search(command):
            made.add(statement.file)
        elif statement.file not in made:
            made.add(statement.file)
            _make(lab, Path(statement.file).name, command)
        answer, missing = _settled(lab, command, statement.output)
        score.count(statement, answer, missing)


def _make(lab: Lab, file: str, command: str) -> None:
    """What the page had made of a file, in the namespace that its next command names."""
    named = _NAMESPACE.search(command)
    where = f" --namespace={named[1]}" if named else ""
    if lab.type(f"kubectl apply -f {file}{where}").status:
        lab.type(f"kubectl replace --force -f {file}{where}")


def _at_hand(folder: Path, file: str, lab: Lab) -> None:
    if (folder / file).is_file():
        lab.write(Path(file).name, (folder / file).read_text("utf-8"))


def _settled(lab: Lab, command: str, wanted: str) -> tuple[Answer, list[str]]:
    """The answer, given again for a while when it only reads, and the lines it lacks."""
    best: tuple[Answer, list[str]] | None = None
    for seconds in _PATIENCE:
        lab.pass_time(seconds * SECOND)
        answer = lab.type(command)
        lab.leave()
        missing = list(_missing(wanted, answer.text))
        if best is None or len(missing) < len(best[1]):
            best = answer, missing
        if not missing or answer.stopped or not _READS.search(command):
            break
    assert best is not None
    return best


def _missing(wanted: str, text: str) -> Iterator[str]:
    """Lines of what a page prints that were not printed; of tables, the cells that can be told."""
    rows, printed = table(wanted), table(text)
    if rows and printed is not None:
        names = [_telling(row) for row in printed]
        yield from (str(row) for row in map(_telling, rows) if not _has(row, names))
        return
    there = set(_lines(text))
    yield from (line for line in _lines(wanted) if line not in there)


def _telling(row: dict[str, str]) -> dict[str, str]:
    return {
        name: _NAMELESS.sub("-<x>", settled(cell))
        for name, cell in row.items()
        if name not in _CHANCE
    }


def _has(wanted: dict[str, str], rows: list[dict[str, str]]) -> bool:
    """Is there such a row, as far as the table has the columns?"""
    return any(
        all(row[name] == cell for name, cell in wanted.items() if name in row) for row in rows
    )


def _lines(text: str) -> list[str]:
    text = _FROM.sub(r"\1", _DATE.sub("<time>", text))
    lines = (line.strip() for line in settled(text).split("\n"))
    return [line for line in lines if line and line not in ("...", "…", "[...]")]


if __name__ == "__main__":
    main()
