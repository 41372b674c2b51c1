"""MySQL and MariaDB, as their official images start them.

Without a root password (or leave to do without) the entrypoint refuses; the first start makes
the data directory, about eight seconds; the server holds some 360 MiB.
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    SECOND,
    STDERR,
    End,
    Line,
    Program,
    Run,
)

_INIT = 8 * SECOND
_LEAVE = (
    "MYSQL_ROOT_PASSWORD",
    "MYSQL_ALLOW_EMPTY_PASSWORD",
    "MYSQL_RANDOM_ROOT_PASSWORD",
    "MARIADB_ROOT_PASSWORD",
    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
    "MARIADB_RANDOM_ROOT_PASSWORD",
)


def _may_start(run: Run) -> bool:
    return any(run.env.get(name) for name in _LEAVE)


def _end(run: Run) -> End | None:
    return None if _may_start(run) else End(run.started + 300 * MILLISECOND, 1)


def _version(run: Run) -> str:
    number = run.tag.partition("-")[0]
    if not number[:1].isdigit():
        number = "9.4"
    return number + ".0" * (2 - number.count("."))


def _entry(at: int, text: str) -> Line:
    stamp = clocks.mysql(at)[:19].replace("T", " ")
    return (at, STDERR, f"{stamp}+00:00 {text}")


def _lines(run: Run) -> Iterator[Line]:
    at = run.started + 100 * MILLISECOND
    server = f"Entrypoint script for MySQL Server {_version(run)}-1.el9 started."
    yield _entry(at, f"[Note] [Entrypoint]: {server}")
    if not _may_start(run):
        at += 150 * MILLISECOND
        yield _entry(
            at,
            "[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified",
        )
        yield (
            at,
            STDERR,
            "    You need to specify one of the following as an environment variable:",
        )
        for name in _LEAVE[:3]:
            yield (at, STDERR, f"    - {name}")
        return
    yield _entry(at + SECOND, "[Note] [Entrypoint]: Initializing database files")
    at += _INIT
    yield _entry(at, "[Note] [Entrypoint]: MySQL init process done. Ready for start up.")
    at += 900 * MILLISECOND
    ready = (
        "/usr/sbin/mysqld: ready for connections. "
        f"Version: '{_version(run)}'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  "
        "MySQL Community Server - GPL."
    )
    yield (at, STDERR, f"{clocks.mysql(at)} 0 [System] [MY-010931] [Server] {ready}")


PROGRAM = Program(
    name="mysql",
    end=_end,
    ready=lambda run: _INIT + SECOND if _may_start(run) else 30 * SECOND,
    ports=lambda run: (3306,),
    cpu=lambda run, now, rate: 8 + rate * 500 // 1_000_000,
    memory=lambda run, now, rate: 360 * MIB,
    lines=_lines,
    stop=lambda run, at: (SECOND, 0),
)
