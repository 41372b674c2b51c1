"""What all programs have in common, and what some are known for."""

from __future__ import annotations

from itertools import islice

import pytest

from cluster_sim.world.containers.catalogue import CATALOGUE
from cluster_sim.world.containers.programs.program import Hit, Run, end_of
from cluster_sim.world.containers.programs.registry import PROGRAMS, NoSuchExecutable, resolve

START = 1_767_600_000_000_000
SECOND, MIB = 1_000_000, 1 << 20


def run_of(program: str, args: tuple[str, ...] = (), **more: object) -> Run:
    image = f"docker.io/library/{program}:1.27"
    name, argv = resolve(program, image, [], list(args))
    assert name == program
    run = Run("c", image, "1.27", argv, {}, START, 3, "pod", "10.1.1.1", 0, 0, {})
    return run._replace(**more)  # type: ignore[arg-type]


def test_every_image_has_its_program() -> None:
    assert {entry.program for entry in CATALOGUE.values()} <= set(PROGRAMS)


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_logs_come_in_order_and_within_the_program_s_life(name: str) -> None:
    program, run = PROGRAMS[name], run_of(name)
    lines, end = list(islice(program.lines(run), 50)), end_of(program, run)
    assert lines == sorted(lines, key=lambda line: line[0])
    assert all(at >= START for at, _, _ in lines)
    if end is not None:
        assert all(at <= end.at for at, _, _ in lines)


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_no_program_outlives_a_limit_that_it_exceeds(name: str) -> None:
    program = PROGRAMS[name]
    run = run_of(name, memory_limit=100 * 1024)
    end = end_of(program, run)
    assert end is not None
    assert end.reason == "OOMKilled" or end.at <= START + 60 * SECOND


def test_the_leak_is_killed_when_its_memory_reaches_the_limit() -> None:
    program, run = PROGRAMS["leaker"], run_of("leaker", ("10",), memory_limit=104 * MIB)
    end = end_of(program, run)
    assert end == (START + 10 * SECOND, 137, "OOMKilled")
    assert program.memory(run, end.at, 0) >= run.memory_limit
    assert program.memory(run, end.at - 1, 0) < run.memory_limit


def test_agnhost_s_liveness_is_well_for_ten_seconds() -> None:
    program, run = PROGRAMS["agnhost"], run_of("agnhost", ("liveness",))
    turn = program.answer_changes(run, START)
    assert turn is not None
    before = program.answer(run, {"path": "/healthz"}, turn - 1)
    after = program.answer(run, {"path": "/healthz"}, turn)
    assert before is not None and after is not None
    assert (before.status, after.status) == (200, 500)


def test_requests_wait_longer_when_the_processor_is_busy() -> None:
    program, run = PROGRAMS["hpa-example"], run_of("hpa-example")
    calm = program.answer(run, {"rate": 0}, START + SECOND)
    busy = program.answer(run, {"rate": 11_000}, START + SECOND)
    assert calm is not None and busy is not None
    assert busy.latency > 4 * calm.latency


def test_nginx_notes_requests_in_the_combined_format() -> None:
    hit = Hit(START, "10.244.0.1", "GET", "/x", 404, 153, "curl/8.14.1")
    line = PROGRAMS["nginx"].access_line(run_of("nginx"), hit)
    assert line is not None
    assert line[2] == (
        '10.244.0.1 - - [05/Jan/2026:08:00:00 +0000] "GET /x HTTP/1.1" 404 153 "-" '
        '"curl/8.14.1" "-"'
    )


@pytest.mark.parametrize(
    ("program", "command", "args", "runs"),
    [
        ("nginx", [], [], "nginx"),
        ("nginx", ["sh", "-c", "sleep 1"], [], "sh"),
        ("sh", ["sleep", "10"], [], "sh"),
        ("redis", [], ["--appendonly", "yes"], "redis"),
        ("agnhost", [], ["netexec"], "agnhost"),
        ("python", ["python", "-m", "http.server"], [], "python"),
    ],
)
def test_the_command_decides_what_runs(
    program: str, command: list[str], args: list[str], runs: str
) -> None:
    assert resolve(program, program, command, args)[0] == runs


def test_images_without_a_shell_cannot_run_scripts() -> None:
    with pytest.raises(NoSuchExecutable):
        resolve("pause", "pause:3.10", ["sh", "-c", "true"], [])
    with pytest.raises(NoSuchExecutable):
        resolve("nginx", "nginx:1.27", ["redis-server"], [])
