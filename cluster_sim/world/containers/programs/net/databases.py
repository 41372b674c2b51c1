"""psql, pg_isready, mysql and mysqladmin: whether a database lets one in, and ``select 1``.

There is no database behind them: constants are all that can be selected.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any

from cluster_sim.world.containers.programs.net import arguments
from cluster_sim.world.containers.programs.net.faults import TIMEOUT
from cluster_sim.world.containers.programs.net.lookup import Looked, look_up, wait
from cluster_sim.world.containers.programs.net.wget import SYN_TIMEOUT
from cluster_sim.world.containers.programs.sh.asking import ask
from cluster_sim.world.containers.programs.sh.effects import STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

_SELECT = re.compile(
    r"\s*select\s+(?:(\d{1,9})|'([^']{0,200})')(?:\s+as\s+(\w{1,60}))?\s*;?\s*", re.I
)
# The container's own server: whether it is there needs no network to know.
_OWN = ("", "127.0.0.1", "localhost")
_SAME_PSQL = {
    "host": "h", "port": "p", "username": "U", "dbname": "d", "command": "c",
    "tuples-only": "t", "no-align": "A", "quiet": "q",
}  # fmt: skip
_SAME_MYSQL = {
    "host": "h", "port": "P", "user": "u", "execute": "e", "password": "p", "database": "D",
    "skip-column-names": "N",
}  # fmt: skip


def run_psql(shell: Shell, argv: list[str]) -> Effects:
    """``psql [-h HOST] [-U USER] [-d DB] -c 'select 1'``"""
    shell.now += 4 * SPAWN
    options, _ = arguments.parse(argv, tuple("hpUdcfv"), _SAME_PSQL)
    host = (options.get("h") or [shell.variables.get("PGHOST", "")])[-1]
    port = (options.get("p") or [shell.variables.get("PGPORT", "5432")])[-1]
    user = (options.get("U") or [shell.variables.get("PGUSER", _who(shell))])[-1]
    fault = yield from _postgres_fault(shell, host, port, user)
    if fault:
        return (yield from failed(shell, fault, 2))
    for text in options.get("c", ()):
        found = _SELECT.fullmatch(text)
        if found is None:
            why = "ERROR:  the lab's databases hold nothing: only constants can be selected"
            return (yield from failed(shell, why, 1))
        value = found[1] if found[1] is not None else found[2]
        plain = "t" in options
        yield _out(
            shell, f"{value}\n" if plain else _table(found[3] or "?column?", value, found[1])
        )
    return 0


def run_pg_isready(shell: Shell, argv: list[str]) -> Effects:
    """``pg_isready [-h HOST] [-p PORT]``"""
    shell.now += 4 * SPAWN
    options, _ = arguments.parse(argv, tuple("hpUdt"), _SAME_PSQL)
    host = (options.get("h") or [shell.variables.get("PGHOST", "")])[-1]
    port = (options.get("p") or ["5432"])[-1]
    place = f"{host or '/var/run/postgresql'}:{port}"
    ready = shell.ready
    if host not in _OWN:
        fault, _, answer = yield from _meet(shell, host, port, 3_000_000)
        ready = not fault and answer["speaks"] == "postgres"
    yield _out(shell, f"{place} - {'accepting connections' if ready else 'no response'}\n")
    return 0 if ready else 2


def run_mysql(shell: Shell, argv: list[str]) -> Effects:
    """``mysql [-h HOST] -u USER -pPASSWORD -e 'select 1'``"""
    shell.now += 4 * SPAWN
    options, _ = arguments.parse(_spread(argv), tuple("hPueDp"), _SAME_MYSQL)
    host = (options.get("h") or ["localhost"])[-1]
    fault, address, answer = yield from _meet(
        shell, "" if host == "localhost" else host, (options.get("P") or ["3306"])[-1], SYN_TIMEOUT
    )
    if fault or answer["speaks"] != "mysql":
        return (yield from failed(shell, _mysql_silence(host, address, fault), 1))
    user, given = (options.get("u") or ["root"])[-1], (options.get("p") or [""])[-1]
    if given != _mysql_password(answer["env"], user):
        using = "YES" if given else "NO"
        where = "localhost" if host == "localhost" else shell.address
        text = f"Access denied for user '{user}'@'{where}' (using password: {using})"
        return (yield from failed(shell, f"ERROR 1045 (28000): {text}", 1))
    for text in options.get("e", ()):
        found = _SELECT.fullmatch(text)
        if found is None:
            why = "ERROR 1064 (42000): the lab's databases hold only constants to select"
            return (yield from failed(shell, why, 1))
        value = found[1] if found[1] is not None else found[2]
        yield _out(shell, _mysql_rows(found[3] or value, value, shell.tty, "N" in options))
    return 0


def run_mysqladmin(shell: Shell, argv: list[str]) -> Effects:
    """``mysqladmin [-h HOST] ping``"""
    shell.now += 4 * SPAWN
    options, _ = arguments.parse(_spread(argv), tuple("hPup"), _SAME_MYSQL)
    host = (options.get("h") or ["localhost"])[-1]
    alive = shell.ready
    if host not in _OWN:
        port = (options.get("P") or ["3306"])[-1]
        fault, _, answer = yield from _meet(shell, host, port, SYN_TIMEOUT)
        alive = not fault and answer["speaks"] == "mysql"
    if alive:
        yield _out(shell, "mysqld is alive\n")
        return 0
    return (yield from failed(shell, f"mysqladmin: connect to server at '{host}' failed", 1))


def _postgres_fault(shell: Shell, host: str, port: str, user: str) -> Generator[Effect, None, str]:
    """What psql says when it is not let in; empty when it is."""
    fault, address, answer = yield from _meet(shell, host, port, SYN_TIMEOUT)
    if fault == "unknown":
        why = "Name or service not known"
        return f'psql: error: could not translate host name "{host}" to address: {why}'
    place = f'connection to server at "{host}" ({address}), port {port} failed'
    if not host:
        place = f'connection to server on socket "/var/run/postgresql/.s.PGSQL.{port}" failed'
    if fault or answer["speaks"] != "postgres":
        why = "Connection timed out" if fault == TIMEOUT else "Connection refused"
        question = "Is the server running on that host and accepting TCP/IP connections?"
        if not host:
            why, question = (
                "No such file or directory",
                "Is the server running locally and accepting connections on that socket?",
            )
        return f"psql: error: {place}: {why}\n\t{question}"
    env = answer["env"]
    wanted, owner = env.get("POSTGRES_PASSWORD", ""), env.get("POSTGRES_USER", "postgres")
    if not host or env.get("POSTGRES_HOST_AUTH_METHOD") == "trust":
        return (
            "" if user == owner else f'psql: error: {place}: FATAL:  role "{user}" does not exist'
        )
    given = shell.variables.get("PGPASSWORD", "")
    if not given:
        return f"psql: error: {place}: fe_sendauth: no password supplied"
    if given != wanted or user != owner:
        why = f'FATAL:  password authentication failed for user "{user}"'
        return f"psql: error: {place}: {why}"
    return ""


def _meet(
    shell: Shell, host: str, port: str, patience: int
) -> Generator[Effect, None, tuple[str, str, Any]]:
    """Why there is no connection, the address, and what is known of the other side."""
    found = Looked("127.0.0.1")
    if host:
        found = yield from look_up(shell, host)
    if not found.address:
        return "unknown", "", None
    number = int(port) if port.isdecimal() and len(port) < 6 else 0
    answer: Any = yield from ask(shell, {"kind": "tcp", "address": found.address, "port": number})
    fault = answer["fault"] if answer else TIMEOUT
    if fault == TIMEOUT:
        yield from wait(shell, patience)
    else:
        shell.now += answer["latency"]
    return fault, found.address, answer


def _who(shell: Shell) -> str:
    return "root" if shell.user == 0 else "postgres"


def _table(name: str, value: str, number: str | None) -> str:
    """psql's aligned table of one value: numbers to the right."""
    width = max(len(name), len(value))
    cell = value.rjust(width) if number is not None else value.ljust(width)
    return f" {name.center(width)} \n{'-' * (width + 2)}\n {cell.rstrip()}\n(1 row)\n\n"


def _spread(argv: list[str]) -> list[str]:
    """``-psecret`` as ``-p secret``, and a lone ``-p`` as an empty password."""
    words = []
    for word in argv:
        if word == "-p":
            words.append("--password=")
        elif word.startswith("-p") and not word.startswith("--"):
            words.append(f"--password={word[2:]}")
        else:
            words.append(word)
    return words


def _mysql_password(env: dict[str, str], user: str) -> str | None:
    if user == "root":
        return env.get("MYSQL_ROOT_PASSWORD") or env.get("MARIADB_ROOT_PASSWORD") or ""
    if user in (env.get("MYSQL_USER"), env.get("MARIADB_USER")):
        return env.get("MYSQL_PASSWORD") or env.get("MARIADB_PASSWORD")
    return None


def _mysql_silence(host: str, address: str, fault: str) -> str:
    if fault == "unknown":
        return f"ERROR 2005 (HY000): Unknown MySQL server host '{host}' (-2)"
    if host == "localhost":
        where = "'/var/run/mysqld/mysqld.sock' (2)"
        return f"ERROR 2002 (HY000): Can't connect to local MySQL server through socket {where}"
    number = 110 if fault == TIMEOUT else 111
    return f"ERROR 2003 (HY000): Can't connect to MySQL server on '{host}:3306' ({number})"


def _mysql_rows(name: str, value: str, tty: bool, bare: bool) -> str:
    if not tty:
        return f"{value}\n" if bare else f"{name}\n{value}\n"
    width = max(len(name), len(value)) + 2
    edge = f"+{'-' * width}+\n"
    head = "" if bare else f"| {name:<{width - 2}} |\n{edge}"
    return f"{edge}{head}| {value:>{width - 2}} |\n{edge}1 row in set (0.00 sec)\n\n"


def _out(shell: Shell, text: str) -> Effect:
    return Effect(shell.now, STDOUT, "", text)
