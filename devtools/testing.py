"""The steps of `dev.py test` and `dev.py check`, and the summary at their end."""

import re
import subprocess
import threading
import time
from dataclasses import dataclass, field

from devtools.environment import variables
from devtools.places import PYTHON, ROOT, tool

LIMIT = 15 * 60  # seconds a step may take
# pytest's closing line has "3 passed", "1 failed", "2 errors"; node's has "# pass 3", "ℹ fail 1".
PYTEST = re.compile(r"(\d+) (passed|failed|skipped|errors?)\b")
NODE = re.compile(r"^\S+ (pass|fail|skipped) (\d+)$")
MEANS = {"pass": "passed", "fail": "failed", "error": "failed", "errors": "failed"}


@dataclass(frozen=True)
class Step:
    """One part of the test run, in a process of its own."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    runner: bool = False  # counts its own tests; another step counts as one


@dataclass(frozen=True)
class Outcome:
    """How a step ended: its exit status, its seconds, and its tests by `passed`, `failed`, …"""

    step: Step
    status: int
    seconds: float
    counts: dict[str, int]


def static_checks() -> list[Step]:
    """What is checked without running the code."""
    python = str(PYTHON)
    migrations = ("makemigrations", "--check", "--dry-run")
    return [
        Step("lint", (tool("ruff"), "check", ".")),
        Step("format", (tool("ruff"), "format", "--check", ".")),
        Step("types", (tool("mypy"),)),
        Step("imports", (tool("lint-imports"),)),
        Step("templates", (tool("djlint"), "templates", "--lint", "--quiet")),
        Step("migrations", (python, "manage.py", *migrations)),
        Step("django", (python, "manage.py", "check", "--fail-level", "WARNING")),
    ]


def everything() -> list[Step]:
    """All steps, the quick ones first."""
    pytest = (str(PYTHON), "-m", "pytest", "-q")
    both = ("-n", "2", "--dist", "worksteal")
    services = (str(PYTHON), "-m", "tests.services", *pytest)
    pure = ("world", "fidelity", "browser")
    ignored = tuple(f"--ignore=tests/{name}" for name in pure)
    ci = {"HYPOTHESIS_PROFILE": "ci"}
    scripts = "{tests,static}/js/**/*.test.{js,mjs}"
    return [
        *static_checks(),
        Step("javascript", (tool("node"), "--test", scripts), runner=True),
        # On SQLite and in memory, as on a student's machine; the world needs neither.
        Step("embedded", (*pytest, *both, "tests"), ci, runner=True),
        Step("scaled", (*services, *ignored, "tests"), ci, runner=True),
        Step("browser", (*pytest, "tests/browser"), ci, runner=True),
    ]


def run(steps: list[Step], only: list[str]) -> int:
    """Run *steps* (those named in *only*, when it names some); 0 when all went well."""
    unknown = set(only) - {step.name for step in steps}
    if unknown:
        raise SystemExit(f"no such step: {', '.join(sorted(unknown))}")
    outcomes = [_run(step) for step in steps if not only or step.name in only]
    _summary(outcomes)
    return int(any(outcome.status for outcome in outcomes))


def _run(step: Step) -> Outcome:
    print(f"\n── {step.name} " + "─" * (76 - len(step.name)), flush=True)
    start = time.monotonic()
    process = subprocess.Popen(
        step.command,
        cwd=ROOT,
        env=variables(**step.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
    )
    limit = threading.Timer(LIMIT, process.kill)
    limit.start()
    lines = []
    assert process.stdout is not None
    for line in process.stdout:
        print(line, end="", flush=True)
        lines.append(line.rstrip())
    status = process.wait()
    limit.cancel()
    counts = _counted(lines) if step.runner else {"failed" if status else "passed": 1}
    if not counts.get("passed") and not counts.get("failed"):
        status = status or 1  # a runner that ran no test
    if status and not counts.get("failed"):
        counts["failed"] = 1  # one that broke before it could count
    return Outcome(step, status, time.monotonic() - start, counts)


def _counted(lines: list[str]) -> dict[str, int]:
    """What the closing lines of pytest or of Node's runner count."""
    counts: dict[str, int] = {}
    for line in lines[-30:]:
        if found := NODE.match(line):
            counts[MEANS.get(found[1], found[1])] = int(found[2])
    closing = next((line for line in reversed(lines) if PYTEST.search(line)), "")
    for number, word in PYTEST.findall(closing):
        key = MEANS.get(word, word)
        counts[key] = counts.get(key, 0) + int(number)
    return counts


def _summary(outcomes: list[Outcome]) -> None:
    print("\n── summary " + "─" * 69)
    total = dict.fromkeys(("passed", "failed", "skipped"), 0)
    for outcome in outcomes:
        verdict = "failed" if outcome.status else "ok"
        counts = {name: number for name, number in outcome.counts.items() if number}
        tests = ", ".join(f"{number} {name}" for name, number in counts.items())
        shown = tests if outcome.step.runner else ""
        print(f"{outcome.step.name:<12}{verdict:<8}{outcome.seconds:>7.1f} s   {shown}".rstrip())
        for name, number in counts.items():
            total[name] = total.get(name, 0) + number
    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    print(f"\n{total['passed']} passed, {total['failed']} failed{skipped}", flush=True)
