"""CoreDNS, as kubeadm starts it: names on port 53, health on 8080, readiness on 8181."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    STDOUT,
    Answer,
    Line,
    Program,
    Request,
    Run,
)

_LAMEDUCK = 5_000 * MILLISECOND


def _lines(run: Run) -> Iterator[Line]:
    at = run.started + 40 * MILLISECOND
    version = run.tag.removeprefix("v")
    for number, text in enumerate(
        (
            ".:53",
            "[INFO] plugin/reload: Running configuration SHA512 = "
            "1b226df79860026c6a52e67daa10d7f0d57ec5b023288ec00c5e05f93523c894"
            "564e15b91770d3a07ae1cfbe861d15b37d4a0027e69c546ab112970993a3b03b",
            f"CoreDNS-{version}",
            f"linux/amd64, go1.25.2, {run.seed & 0xFFFFFFF:07x}",
        )
    ):
        yield (at + number * MILLISECOND, STDOUT, text)


def _answer(run: Run, request: Request, now: int) -> Answer:
    return Answer(200, "OK", 300)


PROGRAM = Program(
    name="coredns",
    ready=lambda run: 200 * MILLISECOND,
    ports=lambda run: (53, 8080, 8181, 9153),
    answer=_answer,
    cpu=lambda run, now, rate: 2 + rate * 40 // 1_000_000,
    memory=lambda run, now, rate: 14 * MIB,
    lines=_lines,
    stop=lambda run, at: (_LAMEDUCK, 0),
)
