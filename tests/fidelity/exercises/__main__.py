"""``python -m tests.fidelity.exercises FILE [--only ID] [--fails N] [--as-scored]``.

Exercises of one page build on each other: each is done in the world that the one before left, or
in a new one, whichever suits it; an exercise's other ways are done too, but do not count; some
seconds lie between two commands.
``--as-scored``: each in a new world, at once, other ways and files without a name left out.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from cluster_sim.world.kernel.world import SECOND, World
from tests.fidelity.exercises import judging
from tests.fidelity.exercises.corpus import Exercise, Step, load
from tests.fidelity.exercises.lab import Answer, Lab, new_world

# Reading commands are given again for so many seconds until they print what is expected.
_RETRIES = 20
# How long people take to type a command, in µs.
_TYPING = 5 * SECOND
_READS = re.compile(
    r"^\s*kubectl\s+.*\b(get|describe|logs|top|rollout status|rollout history|cluster-info"
    r"|api-resources|auth|explain)\b"
)
_EDITS = re.compile(r"^\s*(vim?|kubectl edit)\b")
_LONGEST_OUTPUT = 600


@dataclass
class Score:
    """Counted steps, and what went wrong in them."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def worth(self) -> tuple[int, int]:
        """For comparing two ways through the same exercise."""
        return self.counts["accepted"], self.counts["strict"] + self.counts["met"]


def main() -> None:
    """Print the score."""
    parser = argparse.ArgumentParser(prog="python -m tests.fidelity.exercises")
    parser.add_argument("file", type=Path)
    parser.add_argument("--only", default="", help="exercises whose id begins so")
    parser.add_argument("--fails", type=int, default=1000)
    parser.add_argument("--as-scored", action="store_true")
    options = parser.parse_args()
    fresh, world, page, total = new_world(), None, "", Score()
    for exercise in load(options.file):
        if not exercise.id.startswith(options.only):
            continue
        if exercise.page != page or options.as_scored:
            world = None
        page = exercise.page
        score, world = _better(exercise, [fresh, *([world] if world else [])], options.as_scored)
        total.counts.update(score.counts)
        total.faults += score.faults
    print("\n".join(total.faults[: options.fails]))
    print(_told(total.counts))


def _better(exercise: Exercise, worlds: list[World], scored: bool) -> tuple[Score, World]:
    """The best way through an exercise; the later world when they are as good."""
    ways = []
    for world in worlds:
        lab = Lab(world.fork(), 0 if scored else _TYPING)
        ways.append((_done(exercise, lab, scored), lab.world))
    return max(reversed(ways), key=lambda way: way[0].worth)


def _done(exercise: Exercise, lab: Lab, scored: bool) -> Score:
    score = Score()
    for step in exercise.steps:
        if step.file:
            if step.name and (step.named or not scored) and "kind:" in step.file:
                lab.write(step.name, step.file)
        elif not step.left_out:
            if not _count(exercise, step, lab, score, scored):
                break
        elif not scored:
            for command in step.commands:
                if not _EDITS.match(command):
                    lab.type(command)
    lab.leave()
    return score


def _count(exercise: Exercise, step: Step, lab: Lab, score: Score, scored: bool) -> bool:
    """Do a step and count it; false when a scored exercise ends here."""
    answers = [lab.type(command) for command in (*step.commands, *step.typed)]
    last, text = answers[-1], "".join(answer.text for answer in answers)
    accepted = (last.status != 0) == step.fails or (last.stopped and not scored)
    score.counts["steps"] += 1
    score.counts["accepted"] += accepted
    faults = [] if accepted else [f"status {last.status}"]
    if step.printed is not None or step.expected:
        left, text = _settled(step, lab, text, answers)
        faults += left
    if faults:
        score.faults.append(_fault(exercise, answers, faults, text))
    _count_output(step, lab, text, score)
    return not (scored and last.stopped)


def _count_output(step: Step, lab: Lab, text: str, score: Score) -> None:
    if step.printed is not None:
        score.counts["with output"] += 1
        score.counts["strict"] += not judging.missing(step.printed, text)
    for expected in step.expected:
        score.counts["expected"] += 1
        score.counts["met"] += not judging.unmet(expected, text, lab.world)


def _settled(step: Step, lab: Lab, text: str, answers: list[Answer]) -> tuple[list[str], str]:
    """What is still missing when reading commands were given again for a while."""
    for _ in range(_RETRIES):
        left = [] if step.printed is None else judging.missing(step.printed, text)
        for expected in step.expected:
            left += judging.unmet(expected, text, lab.world)
        if not left or answers[-1].stopped or not _READS.match(step.commands[-1]):
            break
        lab.pass_time(SECOND)
        text = lab.type(step.commands[-1]).text
    return left, text


def _fault(exercise: Exercise, answers: list[Answer], faults: list[str], text: str) -> str:
    lines = "\n".join(f"   $ {answer.line}" for answer in answers)
    shown = text if len(text) < _LONGEST_OUTPUT else f"{text[:_LONGEST_OUTPUT]}…"
    return f"{exercise.id}\n{lines}\n{shown}   ✗ " + "\n   ✗ ".join(faults)


def _told(counts: Counter[str]) -> str:
    pairs = (("accepted", "steps"), ("strict", "with output"), ("met", "expected"))
    return "; ".join(f"{part}: {counts[part]}/{counts[whole]}" for part, whole in pairs)


if __name__ == "__main__":
    main()
