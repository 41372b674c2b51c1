"""PostgreSQL, as its official image starts it.

It refuses to start without a password for its superuser (docker-entrypoint.sh), makes its data
directory in about two seconds, and ends with a fast shutdown on the image's stop signal SIGINT.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    SECOND,
    STDERR,
    STDOUT,
    End,
    Line,
    Program,
    Run,
)

_INIT = 2 * SECOND
_REFUSAL = (
    "Error: Database is uninitialized and superuser password is not specified.",
    "       You must specify POSTGRES_PASSWORD to a non-empty value for the",
    '       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".',
    "",
    '       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all',
    "       connections without a password. This is *not* recommended.",
    "",
    '       See PostgreSQL documentation about "trust":',
    "       https://www.postgresql.org/docs/current/auth-trust.html",
)


def _may_start(run: Run) -> bool:
    return bool(
        run.env.get("POSTGRES_PASSWORD") or run.env.get("POSTGRES_HOST_AUTH_METHOD") == "trust"
    )


def _end(run: Run) -> End | None:
    return None if _may_start(run) else End(run.started + 40 * MILLISECOND, 1)


def _version(run: Run) -> str:
    number = run.tag.partition("-")[0]
    if not number[:1].isdigit():
        number = "18"
    return number if "." in number else f"{number}.1"


def _lines(run: Run) -> Iterator[Line]:
    at = run.started + 30 * MILLISECOND
    if not _may_start(run):
        for text in _REFUSAL:
            yield (at, STDERR, text)
        return
    first = (
        'The files belonging to this database system will be owned by user "postgres".',
        "This user must also own the server process.",
        "",
        'The database cluster will be initialized with locale "en_US.utf8".',
        'The default database encoding has accordingly been set to "UTF8".',
        'The default text search configuration will be set to "english".',
        "",
        "Data page checksums are disabled.",
        "",
        "PostgreSQL init process complete; ready for start up.",
        "",
    )
    for number, text in enumerate(first):
        yield (at + number * _INIT // len(first), STDOUT, text)
    at += _INIT
    for number, text in enumerate(
        (
            f"starting PostgreSQL {_version(run)} (Debian {_version(run)}-1.pgdg12+1) on "
            "x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14+deb12u1) 12.2.0, 64-bit",
            'listening on IPv4 address "0.0.0.0", port 5432',
            'listening on IPv6 address "::", port 5432',
            'listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"',
            "database system is ready to accept connections",
        )
    ):
        moment = at + number * 4 * MILLISECOND
        yield (moment, STDERR, f"{clocks.postgres(moment)} [1] LOG:  {text}")


PROGRAM = Program(
    name="postgres",
    end=_end,
    ready=lambda run: _INIT + 60 * MILLISECOND if _may_start(run) else 30 * SECOND,
    ports=lambda run: (5432,),
    cpu=lambda run, now, rate: 4 + rate * 400 // 1_000_000,
    memory=lambda run, now, rate: 46 * MIB + min(rate // 1000, 100) * MIB,
    lines=_lines,
    stop=lambda run, at: (150 * MILLISECOND, 0),
)
