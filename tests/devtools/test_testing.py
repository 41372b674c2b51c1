"""The summary counts what the test runners counted, and forgets no failure."""

import sys

import pytest

from devtools import testing
from devtools.testing import Step


def script(name: str, lines: str, status: int = 0, runner: bool = True) -> Step:
    """A step that prints *lines* and ends with *status*."""
    code = f"print({lines!r}); raise SystemExit({status})"
    return Step(name, (sys.executable, "-c", code), runner=runner)


def closing(steps: list[Step], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit status of *steps* and the last line they print."""
    status = testing.run(steps, [])
    return status, capsys.readouterr().out.splitlines()[-1]


def test_python_and_javascript_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    steps = [
        script("lint", "fine", runner=False),
        script("python", "1 failed in a name\n3 passed, 2 skipped in 0.1s"),
        script("javascript", "ℹ tests 5\nℹ pass 5\nℹ fail 0\nℹ skipped 0"),
    ]
    assert closing(steps, capsys) == (0, "9 passed, 0 failed, 2 skipped")


def test_failures_and_errors_are_failures(capsys: pytest.CaptureFixture[str]) -> None:
    steps = [script("python", "==== 1 failed, 3 passed, 2 errors in 0.1s ====", 1)]
    assert closing(steps, capsys) == (1, "3 passed, 3 failed")


def test_a_runner_that_breaks_or_runs_no_test_has_failed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    steps = [
        script("broken", "Segmentation fault", 3),
        script("empty", "no tests ran in 0.01s", 5),
        script("none", "ℹ pass 0\nℹ fail 0"),
    ]
    assert closing(steps, capsys) == (1, "0 passed, 3 failed")


def test_a_failed_check_counts_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    steps = [script("types", "Found 12 errors", 1, runner=False)]
    assert closing(steps, capsys) == (1, "0 passed, 1 failed")


def test_a_step_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(SystemExit, match="no such step: tests"):
        testing.run([script("lint", "")], ["tests"])
